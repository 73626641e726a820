"""What the page of data keeps in its link: the open tab, and every config."""

from typing import Literal

from core.params import config
from core.practice.data.columns import CardsConfig
from core.practice.data.features import FollowedRowConfig, PreparationConfig
from core.practice.data.frame import FrameConfig
from core.practice.data.gaps import GapsConfig
from core.practice.data.outliers import OutliersConfig
from core.practice.data.pipe import PipeConfig
from core.practice.data.pipeline import ModelConfig


@config
class DataState:
    """The open tab, and the open part of repair."""

    tab: Literal["split", "columns", "repair", "features", "pipeline"] = "split"
    repair: Literal["gaps", "outliers"] = "gaps"


@config
class DetectorState:
    """Whether the rows behind the test set are filled with garbage."""

    garbage: bool = False


CONFIGS = (
    DataState,
    DetectorState,
    PipeConfig,
    FrameConfig,
    CardsConfig,
    GapsConfig,
    OutliersConfig,
    PreparationConfig,
    FollowedRowConfig,
    ModelConfig,
)

"""What the page of vectors keeps in its link: the open tab, and every config."""

from typing import Literal

from core.mathematics.vectors.dimensions import DimensionConfig
from core.mathematics.vectors.norms import BallConfig, NormConfig
from core.mathematics.vectors.orthogonality import LossConfig, StepConfig
from core.mathematics.vectors.pair import PairConfig
from core.mathematics.vectors.span import SpanConfig
from core.params import config


@config
class VectorsState:
    """The open tab."""

    tab: Literal["pair", "span", "orthogonality", "ball", "dimensions"] = "pair"


CONFIGS = (VectorsState, PairConfig, SpanConfig, StepConfig, LossConfig, BallConfig, NormConfig, DimensionConfig)

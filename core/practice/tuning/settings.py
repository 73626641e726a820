"""What the page of tuning keeps in its link: the open tab, and every config."""

from typing import Annotated, Literal

from core.params import Interval, config
from core.practice.tuning.curse import CurseConfig
from core.practice.tuning.folds import FoldsConfig
from core.practice.tuning.halving import HalvingConfig
from core.practice.tuning.importance import TuningRangeConfig
from core.practice.tuning.mountain import MountainConfig
from core.practice.tuning.race import SearchRaceConfig
from core.practice.tuning.reading import ReadingConfig
from core.practice.tuning.study import SearchStudyConfig


@config
class TuningState:
    """The open tab."""

    tab: Literal["race", "folds", "halving", "curse", "importance", "study"] = "race"


@config
class LanternState:
    """The frame of the race at which the film stands."""

    shown: Annotated[int, Interval(ge=0, le=61)] = 61


CONFIGS = (
    TuningState,
    LanternState,
    MountainConfig,
    SearchRaceConfig,
    FoldsConfig,
    HalvingConfig,
    CurseConfig,
    TuningRangeConfig,
    SearchStudyConfig,
    ReadingConfig,
)

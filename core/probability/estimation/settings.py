"""What the page of estimation keeps in its link: the open tab, its open part, and every config."""

from typing import Literal

from core.params import config
from core.probability.estimation.mean import MeanConfig
from core.probability.estimation.share import LevelConfig, ShareConfig


@config
class EstimationState:
    """The open tab."""

    tab: Literal["interval"] = "interval"


@config
class IntervalState:
    """Whether intervals are for a share of successes or for a mean."""

    quantity: Literal["share", "mean"] = "share"


CONFIGS = (EstimationState, IntervalState, LevelConfig, ShareConfig, MeanConfig)

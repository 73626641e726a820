"""What the network lab shows beside the run itself: where the film stands, and what a teacher's link asks for."""

from typing import Annotated, Literal

from core.data.playground import DataConfig
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.params import Interval, Len, Step, config


@config
class StageState:
    """The stage as its viewer left it; playhead -1 is the last epoch."""

    playhead: Annotated[int, Interval(ge=-1, le=20000)] = -1
    show_test: bool = False
    discretize: bool = False
    measure: Literal["loss", "accuracy"] = "loss"
    log: bool = False
    loop: bool = False
    speed: Annotated[float, Interval(ge=0.25, le=8), Step(0.25)] = 1.0


@config
class LessonConfig:
    """A teacher's link: the parts of the page that it hides, and a goal in words."""

    hide: Annotated[
        tuple[
            Literal["data", "network", "training", "regularization", "results", "experiments", "challenges", "code"],
            ...,
        ],
        Len(min_length=0, max_length=8),
    ] = ()  # fmt: skip
    goal: Annotated[str, Len(max_length=200)] = ""


CONFIGS = (DataConfig, NetworkConfig, TrainingConfig, Branches, StageState, LessonConfig)

"""What the network lab shows beside the run itself: where the film stands, and what is hidden."""

from typing import Annotated, Literal

from core.data.playground import DataConfig
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.params import Interval, Len, Step, config


@config
class StageState:
    """The stage as its viewer left it; playhead -1 is the last epoch. `without` are controls that a teacher hides."""

    tab: Literal["lab"] = "lab"
    playhead: Annotated[int, Interval(ge=-1, le=20000)] = -1
    show_test: bool = False
    discretize: bool = False
    measure: Literal["loss", "accuracy"] = "loss"
    log: bool = False
    loop: bool = False
    without: Annotated[tuple[Literal["data", "network", "training", "regularization", "results"], ...], Len(0, 5)] = ()
    speed: Annotated[float, Interval(ge=0.25, le=8), Step(0.25)] = 1.0


CONFIGS = (DataConfig, NetworkConfig, TrainingConfig, Branches, StageState)

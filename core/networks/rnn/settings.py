"""The open tab, and the settings of every tab."""

from typing import Annotated, Literal

from core.params import Interval, Log, Step, config

ForgetBias = Annotated[float, Interval(ge=-2, le=5), Step(0.1)]


@config
class RnnState:
    """Which tab is open."""

    tab: Literal["memory"] = "memory"


@config
class MemoryTaskConfig:
    """A task that can only be solved by remembering, and how many steps its sequences have."""

    task: Literal["adding", "copy", "brackets"] = "adding"
    length: Annotated[int, Interval(ge=10, le=60)] = 25


@config
class MemoryTrainingConfig:
    """How the three networks learn, all from the same sequences; a clip of 0 clips nothing."""

    forget_bias: ForgetBias = 0.0
    learning_rate: Annotated[float, Interval(ge=1e-4, le=0.1), Log()] = 0.02
    clip: Annotated[float, Interval(ge=0, le=10), Step(0.1)] = 1.0
    units: Annotated[int, Interval(ge=4, le=48)] = 16
    batch: Annotated[int, Interval(ge=8, le=128)] = 32
    steps: Annotated[int, Interval(ge=100, le=800), Step(50)] = 400
    seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class RibbonConfig:
    """The sequence on which the ribbons are drawn; the networks have not learned from it."""

    sequence: Annotated[int, Interval(ge=0, le=99)] = 0


CONFIGS = (RnnState, MemoryTaskConfig, MemoryTrainingConfig, RibbonConfig)

"""Every setting of the topic of frameworks with its domain."""

from typing import Annotated, Literal

from core.params import Interval, config

ModelName = Literal["LeNet", "MLP", "LSTM"]
Mistake = Literal["none", "reshape", "flatten", "flip", "eps", "train", "gelu", "gates"]
MISTAKES: tuple[Mistake, ...] = ("none", "reshape", "flatten", "flip", "eps", "train", "gelu", "gates")


@config
class FrameworksState:
    """The open tab."""

    tab: Literal["rosetta"] = "rosetta"


@config
class ModelConfig:
    """Which network, and which digit of the test set goes into it."""

    model: ModelName = "LeNet"
    digit: Annotated[int, Interval(ge=0, le=1999)] = 0


@config
class PortConfig:
    """In which numbers all columns compute, and what went wrong when the network was carried over.

    With `planted` the mistake is drawn from a seed and not told.
    """

    precision: Literal["float32", "float64"] = "float32"
    mistake: Mistake = "none"
    planted: bool = False
    planted_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@config
class RosettaState:
    """The layer that is looked at, from 0 on, and the reader's word on which mistake was planted."""

    layer: Annotated[int, Interval(ge=0, le=11)] = 1
    guess: Mistake = "none"


CONFIGS = (FrameworksState, ModelConfig, PortConfig, RosettaState)

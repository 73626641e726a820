"""Every setting of the topic of frameworks with its domain."""

from typing import Annotated, Literal

from core.params import Interval, Step, config

ModelName = Literal["LeNet", "MLP", "LSTM"]
Mistake = Literal["none", "reshape", "flatten", "flip", "eps", "train", "gelu", "gates"]
MISTAKES: tuple[Mistake, ...] = ("none", "reshape", "flatten", "flip", "eps", "train", "gelu", "gates")


@config
class FrameworksState:
    """The open tab."""

    tab: Literal["rosetta", "loop", "branch", "export", "quantize"] = "rosetta"


@config
class PortedNetworkConfig:
    """Which network it is."""

    model: ModelName = "LeNet"


@config
class DigitConfig:
    """Which digit of the test set goes into it."""

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


@config
class LoopConfig:
    """The number with which the loop begins."""

    number: Annotated[int, Interval(ge=1, le=60)] = 27


@config
class BranchConfig:
    """The example with which the function is recorded, and the input with which the recording is replayed."""

    example: Annotated[float, Interval(ge=-3, le=3), Step(0.1)] = 1.5
    input_value: Annotated[float, Interval(ge=-3, le=3), Step(0.1)] = -2.0


@config
class ExportConfig:
    """The version of ONNX, whether the graph takes batches of any size or of one digit only, and the network's mode."""

    opset: Literal[18, 20] = 20
    dynamic: bool = False
    mode: Literal["eval", "train"] = "eval"


@config
class QuantizeConfig:
    """How many bits a weight has, for how many weights one scale is, and whether zero lies in the middle."""

    bits: Annotated[int, Interval(ge=2, le=8)] = 4
    scales: Literal["matrix", "unit"] = "matrix"
    scheme: Literal["symmetric", "affine"] = "symmetric"


@config
class QuantizeState:
    """Which weights are looked at: of a matrix, and of one of its units."""

    matrix: Annotated[int, Interval(ge=0, le=3)] = 0
    unit: Annotated[int, Interval(ge=0, le=127)] = 0


CONFIGS = (
    FrameworksState,
    DigitConfig,
    PortedNetworkConfig,
    PortConfig,
    RosettaState,
    LoopConfig,
    BranchConfig,
    ExportConfig,
    QuantizeConfig,
    QuantizeState,
)

"""Every setting of the topic with its domain, and the open tab."""

from typing import Annotated, Literal

from core.data.drawings import CURVE_TEXT
from core.params import Interval, Len, Log, Shape, Step, config

FRAMES = 60  # of the film of a run
REACH = 20.0  # of slopes and of places that a bead can have
Seed = Annotated[int, Interval(ge=0, le=9999)]
Number = Annotated[float, Interval(ge=-REACH, le=REACH), Step(0.01)]
Place = Annotated[float, Interval(ge=-1, le=1), Step(0.01)]


@config
class ApproximationState:
    """Which tab is open, and the frame at which the film of the run rests."""

    tab: Literal["hinges", "learning", "depth", "order", "outside"] = "hinges"
    frame: Annotated[int, Interval(ge=0, le=FRAMES - 1)] = FRAMES - 1


@config
class TargetConfig:
    """The function to approximate on [-1, 1]: one of a list, typed, or drawn by hand."""

    target: Literal[
        "sine", "absolute", "square", "step", "runge", "triangle", "chirp", "nielsen", "typed", "drawn",
    ] = "sine"  # fmt: skip
    teeth: Annotated[int, Interval(ge=1, le=8)] = 4
    formula: Annotated[str, Len(max_length=200)] = "abs(sin(3*x))"
    drawing: Annotated[str, Len(max_length=CURVE_TEXT)] = ""


@config
class HingesConfig:
    """A network by hand: each column of `beads` is a unit, the place where it bends or jumps, and by how much.

    `level` is the value at the left edge and `slope` the slope there, before any unit is on.
    """

    unit: Literal["ReLU", "Step"] = "ReLU"
    beads: Annotated[tuple[tuple[Number, ...], ...], Shape(rows=(2, 2), columns=(1, 16))] = (
        (-0.6, -0.2, 0.2, 0.6), (3.0, 3.0, -3.0, -3.0),
    )  # fmt: skip
    level: Number = -0.1
    slope: Number = -2.2
    at: Place = 0.4


@config
class LearningConfig:
    """A network trained on points of the target by Adam, all points in each step."""

    width: Annotated[int, Interval(ge=1, le=64), Log()] = 16
    depth: Annotated[int, Interval(ge=1, le=6)] = 1
    activation: Literal["ReLU", "Tanh", "Sigmoid", "Sine"] = "ReLU"
    start: Literal["uniform", "origin"] = "uniform"
    steps: Annotated[int, Interval(ge=10, le=3000), Log()] = 1000
    learning_rate: Annotated[float, Interval(ge=1e-4, le=1), Log()] = 0.02
    points: Annotated[int, Interval(ge=4, le=100), Log()] = 60
    noise: Annotated[float, Interval(ge=0, le=0.5), Step(0.01)] = 0.0
    seed: Seed = 6


@config
class UnitReadingConfig:
    """The place at which a trained network is read unit by unit."""

    here: Place = 0.4


@config
class WidthDepthConfig:
    """Networks of one to four hidden layers with about equally many parameters, and how often a tent is folded."""

    parameters: Annotated[int, Interval(ge=20, le=760), Log()] = 100
    depth_steps: Annotated[int, Interval(ge=100, le=2000), Log()] = 800
    depth_rate: Annotated[float, Interval(ge=1e-4, le=0.1), Log()] = 0.01
    depth_seed: Seed = 0
    folds: Annotated[int, Interval(ge=1, le=8)] = 3


@config
class OrderConfig:
    """How many straight pieces an interpolant has, and what is measured beside it."""

    pieces: Annotated[int, Interval(ge=1, le=256), Log()] = 8
    polynomial: bool = False
    trained: bool = False


@config
class OutsideConfig:
    """Where the network is asked outside its data."""

    far: Annotated[float, Interval(ge=-4, le=4), Step(0.05)] = 2.5


CONFIGS = (
    ApproximationState, TargetConfig, HingesConfig, LearningConfig, UnitReadingConfig, WidthDepthConfig, OrderConfig,
    OutsideConfig,
)  # fmt: skip

"""The typed function that the tabs share, the point on its map, what each tab does with them, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config

Place = Annotated[float, Interval(ge=-5, le=5), Step(0.01)]
PRESETS = (
    "x^2 + y^2", "x^2 + 9*y^2", "x^2 + 100*y^2", "x^2 - y^2", "x*y", "x^3 - 3*x*y^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "(1 - x)^2 + 100*(y - x^2)^2", "(y - x^2)*(y - 3*x^2)",
    "3*(1-x)^2*exp(-x^2-(y+1)^2) - (2*x-10*x^3-10*y^5)*exp(-x^2-y^2) - exp(-(x+1)^2-y^2)/3",
    "4*x*exp(-(x^2 + y^2)/4)", "sin(x)*cos(y)", "x^2 + 2*x + y^2 - 2*y + 1", "sqrt(x^2 + y^2)", "ln(x*y)",
)  # fmt: skip


@config
class GradientsState:
    """Which tab is open."""

    tab: Literal["slope", "direction", "curvature", "chain", "constraint", "penalty"] = "slope"


@config
class SurfaceConfig:
    """The function of x and y, as it was typed or chosen."""

    formula: Annotated[str, Len(max_length=100)] = "x^2 + 9*y^2"


@config
class PlaceConfig:
    """The point on the map at which everything is asked for."""

    x: Place = 2.0
    y: Place = 3.0


@config
class MapConfig:
    """What the colors of the map say: how high f is, or how far steepest descent misses the minimum."""

    coloring: Literal["height", "angle"] = "height"


@config
class DirectionConfig:
    """The direction of a walk from the point, in degrees counterclockwise from the x axis."""

    theta: Annotated[float, Interval(ge=0, le=360), Step(1)] = 0.0


@config
class PatchConfig:
    """How far the Taylor surface of second order reaches from the point, on each side."""

    patch: Annotated[float, Interval(ge=0.1, le=2), Step(0.1)] = 1.5


Formula = Annotated[str, Len(max_length=60)]
MAPS = {
    "twist": ("x + y^2/4", "y - x^2/4", "u*v"),
    "polar": ("x*cos(y)", "x*sin(y)", "u + v"),
    "square": ("x^2 - y^2", "2*x*y", "u - v"),
    "linear": ("2*x + y", "x - y", "u^2 + v^2"),
    "fold": ("x^2", "y", "u*v"),
    "neuron": ("x*y", "tanh(x - y)", "(u - v)^2"),
}  # u, v and f by name


@config
class CompositionConfig:
    """The functions of z = f(u, v) with u and v of x and y, and the variable whose paths are followed."""

    u: Formula = MAPS["twist"][0]
    v: Formula = MAPS["twist"][1]
    outer: Formula = MAPS["twist"][2]
    by: Literal["x", "y"] = "x"


@config
class SmallSquareConfig:
    """The side of the square around the point that the map is looked at with."""

    side: Annotated[float, Interval(ge=0.01, le=4), Log()] = 1.5


@config
class ConstraintConfig:
    """The curve g(x, y) = c that must not be left, and where a walker on it stands, in degrees of the way."""

    constraint: Literal["circle", "ellipse", "line", "cusp"] = "circle"
    c: Annotated[float, Interval(ge=0.1, le=20), Step(0.1)] = 8.0
    s: Annotated[float, Interval(ge=0, le=360), Step(1)] = 30.0


Weight = Annotated[float, Interval(ge=-3, le=3), Step(0.05)]


@config
class PenaltyConfig:
    """The best weights of a quadratic loss, its mixed term, and the set that w may not leave."""

    norm: Literal["L1", "L2"] = "L2"
    radius: Annotated[float, Interval(ge=0.05, le=3), Step(0.05)] = 1.5
    w1: Weight = 2.0
    w2: Weight = 1.5
    mix: Annotated[float, Interval(ge=-1.3, le=1.3), Step(0.1)] = 0.8


CONFIGS = (
    GradientsState,
    SurfaceConfig,
    PlaceConfig,
    MapConfig,
    DirectionConfig,
    PatchConfig,
    CompositionConfig,
    SmallSquareConfig,
    ConstraintConfig,
    PenaltyConfig,
)

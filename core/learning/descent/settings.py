"""The surface, the start and the optimizers' settings that the tabs share, what each tab does, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config

Method = Literal["GD", "SGD", "Momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Newton"]
Place = Annotated[float, Interval(ge=-6, le=6), Step(0.01)]
SLOWEST = 1e-4  # learning rate,
FASTEST = 10.0  # and the largest one
Rate = Annotated[float, Interval(ge=SLOWEST, le=FASTEST), Log()]


@config
class DescentState:
    """Which tab is open."""

    tab: Literal["race", "starts", "rates", "step", "quadratic"] = "race"


@config
class TerrainConfig:
    """The surface: one of ten, or a typed function of x and y; κ is the condition number of bowl and ravine."""

    surface: Literal[
        "bowl", "ravine", "saddle", "monkey", "rosenbrock", "beale", "himmelblau", "rastrigin", "camel", "plateau",
        "typed",
    ] = "bowl"  # fmt: skip
    kappa: Annotated[float, Interval(ge=1, le=1000), Log()] = 10.0
    formula: Annotated[str, Len(max_length=100)] = "(x^2 + y^2)/20 + sin(x)*cos(y)"


@config
class StartConfig:
    """The place where every optimizer starts."""

    x0: Place = 4.0
    y0: Place = 1.0


@config
class RuleConfig:
    """The settings of the optimizers' rules; `momentum` is β of Momentum and Nesterov, `weight_decay` AdamW's alone."""

    learning_rate: Rate = 0.1
    momentum: Annotated[float, Interval(ge=0, le=0.99), Step(0.01)] = 0.9
    beta2: Annotated[float, Interval(ge=0.5, le=0.9999), Step(0.001)] = 0.999
    weight_decay: Annotated[float, Interval(ge=0, le=0.1), Step(0.001)] = 0.01


@config
class CourseConfig:
    """How many steps, and the standard deviation of the noise that is added to each partial derivative."""

    steps: Annotated[int, Interval(ge=1, le=500)] = 100
    noise: Annotated[float, Interval(ge=0, le=5), Step(0.1)] = 0.0
    seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@config
class RunnersConfig:
    """Who races."""

    optimizers: Annotated[tuple[Method, ...], Len(min_length=1, max_length=10)] = ("GD", "Momentum", "RMSprop", "Adam")


@config
class RaceView:
    """One learning rate for all or each its best one of the grid; paths whose start is dragged, or a film."""

    fairness: Literal["same", "best"] = "same"
    view: Literal["paths", "film"] = "paths"


@config
class CountryConfig:
    """The map of starts: the surface, the optimizer that sets out from every place, and its learning rate."""

    country: Literal["himmelblau", "camel", "rastrigin", "typed"] = "himmelblau"
    walker: Literal["GD", "Momentum", "Nesterov", "Adam", "Newton"] = "GD"
    pace: Annotated[float, Interval(ge=0.002, le=0.5), Log()] = 0.01


@config
class ScoutConfig:
    """The one start whose path is drawn over the map of starts."""

    xs: Place = 1.0
    ys: Place = 4.5


@config
class AnatomyConfig:
    """The optimizer whose steps are taken apart, and the step that is looked at, counted from 1."""

    optimizer: Method = "Momentum"
    at: Annotated[int, Interval(ge=1, le=500)] = 2


CONFIGS = (
    DescentState,
    TerrainConfig,
    StartConfig,
    RuleConfig,
    CourseConfig,
    RunnersConfig,
    RaceView,
    CountryConfig,
    ScoutConfig,
    AnatomyConfig,
)

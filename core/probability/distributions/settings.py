"""Every setting of the topic with its domain, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Shape, Step, config

MOST_POINTS = 40  # that can be dragged: so many fit into a link
WIDTH = 20.0  # of the sheet on which points are dragged
HEIGHT = 14.0

FamilyName = Literal[
    "normal", "uniform", "exponential", "gamma", "beta", "t", "Bernoulli", "binomial", "Poisson", "categorical"
]
Probability = Annotated[float, Interval(ge=0, le=1), Step(0.01)]
Positive = Annotated[float, Interval(ge=0.2, le=20), Log()]
Deviation = Annotated[float, Interval(ge=0.1, le=3), Step(0.05)]
Center = Annotated[float, Interval(ge=-3, le=3), Step(0.05)]
Number = Annotated[float, Interval(ge=0, le=WIDTH), Step(0.1)]


@config
class DistributionsState:
    """Which tab is open."""

    tab: Literal["family", "sampling", "averages", "pair", "bivariate"] = "family"


@config
class FamilyConfig:
    """A family of distributions and its parameters; each family reads only its own."""

    family: FamilyName = "normal"
    mean: Annotated[float, Interval(ge=-5, le=5), Step(0.1)] = 0.0
    sd: Annotated[float, Interval(ge=0, le=5), Step(0.1)] = 1.0
    low: Annotated[float, Interval(ge=-5, le=5), Step(0.1)] = 0.0
    width: Annotated[float, Interval(ge=0, le=10), Step(0.1)] = 1.0
    alpha: Positive = 2.0
    beta: Positive = 5.0
    shape: Positive = 2.0
    rate: Annotated[float, Interval(ge=0.1, le=10), Log()] = 1.0
    df: Annotated[int, Interval(ge=1, le=100), Log()] = 3
    trials: Annotated[int, Interval(ge=1, le=100), Log()] = 10
    p: Probability = 0.3
    weights: Annotated[tuple[Annotated[float, Interval(ge=0, le=100), Step(0.1)], ...], Len(2, 8)] = (
        5.0,
        1.0,
        1.0,
        1.0,
        3.0,
    )


@config
class SeedConfig:
    """The seed of the random numbers: the same seed draws the same."""

    seed: Annotated[int, Interval(ge=0, le=9999)] = 1


@config
class RangeConfig:
    """The interval whose probability is asked for, the level of a quantile, and how many values are drawn."""

    a: Annotated[float, Interval(ge=-60, le=150), Step(0.01)] = -1.0
    b: Annotated[float, Interval(ge=-60, le=150), Step(0.01)] = 1.0
    level: Annotated[float, Interval(ge=0.001, le=0.999), Step(0.001)] = 0.9
    draws: Annotated[int, Interval(ge=1, le=5000), Log()] = 200


@config
class SamplingConfig:
    """The size of a sample, and how many samples are drawn."""

    sample_size: Annotated[int, Interval(ge=1, le=1000), Log()] = 5
    samples: Annotated[int, Interval(ge=100, le=5000), Log()] = 2000


@config
class AveragesConfig:
    """How many paths of running means are drawn, where they are read, and whether a Cauchy path is drawn, too."""

    paths: Annotated[int, Interval(ge=1, le=20)] = 5
    upto: Annotated[int, Interval(ge=1, le=10000), Log()] = 100
    cauchy: bool = False


@config
class ScatterConfig:
    """Where the pairs of numbers come from: a drawn cloud with its correlation and slope, a preset, points, a table."""

    source: Literal[
        "cloud", "Anscombe I", "Anscombe II", "Anscombe III", "Anscombe IV", "parabola", "circle", "outlier",
        "clusters", "growth", "points", "table",
    ] = "cloud"  # fmt: skip
    r: Annotated[float, Interval(ge=-1, le=1), Step(0.01)] = 0.5
    steepness: Annotated[float, Interval(ge=0.1, le=3), Step(0.1)] = 1.0
    count: Annotated[int, Interval(ge=3, le=500), Log()] = 30


@config
class ColumnsConfig:
    """A table and the numbers of two of its columns, counted among those of numbers from 0 on."""

    table: Literal["penguins", "iris", "wine", "diabetes", "own"] = "penguins"
    x_column: Annotated[int, Interval(ge=0, le=199)] = 0
    y_column: Annotated[int, Interval(ge=0, le=199)] = 1


@config
class DraggedConfig:
    """The points as they were dragged: rows of x and y."""

    points: Annotated[tuple[tuple[Number, ...], ...], Shape((1, MOST_POINTS), (2, 2))] = (
        (4.0, 3.0), (7.0, 6.0), (9.0, 5.0), (12.0, 9.0), (15.0, 10.0),
    )  # fmt: skip


@config
class BivariateConfig:
    """The means, standard deviations and correlation of two jointly normal variables; where x is held; draws."""

    mean_x: Center = 0.0
    mean_y: Center = 0.0
    sd_x: Deviation = 1.8
    sd_y: Deviation = 1.2
    rho: Annotated[float, Interval(ge=-0.999, le=0.999), Step(0.01)] = 0.6
    given_x: Annotated[float, Interval(ge=-6, le=6), Step(0.05)] = 2.5
    pairs: Annotated[int, Interval(ge=10, le=2000), Log()] = 300


CONFIGS = (
    DistributionsState, FamilyConfig, SeedConfig, RangeConfig, SamplingConfig, AveragesConfig, ScatterConfig,
    ColumnsConfig, DraggedConfig, BivariateConfig,
)  # fmt: skip

"""Every setting of the topic with its domain, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Shape, Step, config

WIDTH = 20.0  # of the sheet on which points are dragged
HEIGHT = 14.0
MOST_POINTS = 40  # rows of x and y that fit into a link
MOST_SPOTS = 26  # rows of x, y and class that fit into a link
FINEST = 4  # decimals of a place on a sheet or an axis: what lies closer is the same
LAST_ROW = 442  # that can be left out
HOURS = 6.5  # the right end of the axis on which cases are dragged

OnSheet = Annotated[float, Interval(ge=0, le=WIDTH), Step(0.1)]
Share = Annotated[float, Interval(ge=0, le=1), Step(0.01)]


@config
class LinearModelsState:
    """Which tab is open."""

    tab: Literal["line", "columns", "logistic", "softmax", "digits"] = "line"


@config
class GradientStepsConfig:
    """Gradient descent: its learning rate, its number of steps, and whether columns are standardized first."""

    learning_rate: Annotated[float, Interval(ge=1e-6, le=10), Log()] = 0.1
    steps: Annotated[int, Interval(ge=1, le=3000), Log()] = 200
    standardize: bool = True


@config
class LineFitConfig:
    """The points, the line by hand, whether the best line is drawn, and whether lines go through the origin."""

    data: Literal[
        "points", "Anscombe I", "Anscombe II", "Anscombe III", "Anscombe IV", "Norris", "NoInt1"
    ] = "points"  # fmt: skip
    intercept: Annotated[float, Interval(ge=-20, le=80), Step(0.01)] = 11.0
    slope: Annotated[float, Interval(ge=-10, le=10), Step(0.01)] = -0.3
    best: bool = False
    through_origin: bool = False


@config
class LinePointsConfig:
    """The points of the line as they were dragged: rows of x and y."""

    points: Annotated[tuple[tuple[OnSheet, ...], ...], Shape((1, MOST_POINTS), (2, 2))] = (
        (3.0, 3.4), (5.0, 4.3), (7.0, 7.2), (9.0, 5.5), (11.0, 8.2), (13.0, 7.3), (15.0, 9.6),
    )  # fmt: skip


@config
class TableFitConfig:
    """A table, its columns that predict, the one looked at, a penalty on the coefficients, and the row left out.

    predicted: which column of a visitor's table is predicted, counted from its last column of numbers, from 0 on.
    """

    table: Literal["longley", "penguins", "diabetes", "own"] = "longley"
    economy: Annotated[
        tuple[Literal["prices", "GNP", "unemployed", "armed_forces", "population", "year"], ...], Len(1, 6)
    ] = ("prices", "GNP", "unemployed", "armed_forces", "population", "year")
    bird: Annotated[
        tuple[Literal["bill_length", "flipper_length", "body_mass", "species"], ...], Len(1, 4)
    ] = ("bill_length",)  # fmt: skip
    patient: Annotated[
        tuple[Literal["age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"], ...], Len(1, 9)
    ] = ("age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")  # fmt: skip
    predicted: Annotated[int, Interval(ge=0, le=199)] = 0
    column: Annotated[int, Interval(ge=1, le=10)] = 1
    duplicate: bool = False
    left_out: Annotated[int, Interval(ge=0, le=LAST_ROW)] = 0
    penalty: Literal["none", "L2", "L1"] = "none"
    strength: Annotated[float, Interval(ge=1e-4, le=1e4), Log()] = 0.1


@config
class ClassStepsConfig:
    """Gradient descent on the mean log loss: its learning rate and its number of steps."""

    class_rate: Annotated[float, Interval(ge=1e-3, le=100), Log()] = 2.0
    class_steps: Annotated[int, Interval(ge=1, le=3000), Log()] = 300


@config
class LogisticFitConfig:
    """The cases, the penalty (C as in scikit-learn), the threshold, and the place at which the risk is read."""

    cases: Literal["hours", "O-rings", "separable", "points"] = "hours"
    penalized: bool = False
    c: Annotated[float, Interval(ge=1e-4, le=1e8), Log()] = 1.0
    threshold: Share = 0.5
    place: Annotated[float, Interval(ge=0, le=1), Step(0.001)] = 0.5


@config
class CasesConfig:
    """The cases as they were dragged: rows of x and of 0 or 1."""

    case_rows: Annotated[
        tuple[tuple[Annotated[float, Interval(ge=0, le=HOURS), Step(0.05)], ...], ...], Shape((1, MOST_POINTS), (2, 2))
    ] = ((1.0, 0.0), (2.0, 0.0), (2.5, 1.0), (3.0, 0.0), (4.0, 1.0), (5.0, 1.0))  # fmt: skip


@config
class SoftmaxFitConfig:
    """The points with their classes, and the new point, in shares of the axes."""

    groups: Literal["spots", "iris", "penguins"] = "spots"
    new_x: Annotated[float, Interval(ge=0, le=1), Step(0.001)] = 0.5
    new_y: Annotated[float, Interval(ge=0, le=1), Step(0.001)] = 0.55
    shrink: bool = False
    shrink_c: Annotated[float, Interval(ge=1e-4, le=1e8), Log()] = 1.0


@config
class SpotsConfig:
    """The points of three classes as they were dragged: rows of x, y and the class 0, 1 or 2."""

    spots: Annotated[tuple[tuple[OnSheet, ...], ...], Shape((1, MOST_SPOTS), (3, 3))] = (
        (3.0, 3.0, 0.0), (4.5, 2.0, 0.0), (5.0, 5.5, 0.0), (6.5, 3.2, 0.0), (8.0, 5.8, 0.0), (10.5, 7.2, 0.0),
        (12.0, 3.5, 1.0), (14.0, 2.0, 1.0), (15.0, 5.5, 1.0), (17.0, 3.5, 1.0), (7.5, 4.2, 1.0), (13.0, 8.4, 1.0),
        (7.0, 11.0, 2.0), (10.0, 12.5, 2.0), (11.5, 10.0, 2.0), (14.5, 11.5, 2.0), (9.0, 6.4, 2.0), (12.0, 6.6, 2.0),
    )  # fmt: skip


@config
class CertifiedConfig:
    """A data set with certified coefficients, and gradient descent on it: its rate as a share of the largest stable."""

    problem: Literal["Norris", "Longley", "Wampler1"] = "Norris"
    rate_share: Annotated[float, Interval(ge=0.01, le=1.1), Step(0.01)] = 0.9
    descent_steps: Annotated[int, Interval(ge=1, le=10000), Log()] = 1000
    scaled: bool = False


CONFIGS = (
    LinearModelsState, GradientStepsConfig, LineFitConfig, LinePointsConfig, TableFitConfig, ClassStepsConfig,
    LogisticFitConfig, CasesConfig, SoftmaxFitConfig, SpotsConfig, CertifiedConfig,
)  # fmt: skip

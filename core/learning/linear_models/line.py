"""A straight line through points: by hand, by least squares, and by gradient descent from the line by hand."""

from dataclasses import dataclass

import numpy as np

from core.learning.linear_models.descent_path import (
    TOO_FAR,
    descent_in_torch,
    descent_path,
    from_descent,
    largest_rate,
    mean_squared_residual,
    scales,
    to_descent,
)
from core.learning.linear_models.routes import Ways
from core.learning.linear_models.samples import NOINT1_X, NOINT1_Y, NORRIS_X, NORRIS_Y, QUARTET, with_ones
from core.learning.linear_models.settings import GradientStepsConfig, LineFitConfig, LinePointsConfig

NAN = float("nan")


@dataclass(frozen=True, kw_only=True)
class LineFit:
    """Three lines through points (n, 2), each (2,) as intercept and slope, with their mean squared residuals.

    hand, best, end: by hand, of least squares, and where descent has come to. path (k + 1, 2): the parameters of every
    step in the coordinates of the descent, where x has been moved by `mean` and divided by `spread`. kind: "few" for
    one point, "constant_x", "constant_y", "two" or ""; where the line must go through 0, "origin" for x that are all 0,
    "constant_y_origin" or "". se (2,): standard errors of `best`, NaN where there are none.
    rate_limit: the rate from which descent no longer converges. diverged: the step that left all bounds, or 0.
    r2: 1 − SSR/SST about the mean of y; r2_zero: about 0. NaN where it would be 0/0.
    """

    points: np.ndarray
    kind: str
    hand: np.ndarray
    best: np.ndarray
    se: np.ndarray
    end: np.ndarray
    hand_loss: float
    best_loss: float
    end_loss: float
    path: np.ndarray
    mean: float
    spread: float
    rate_limit: float
    condition: float
    diverged: int
    r2: float
    r2_zero: float

    @property
    def bottom(self) -> np.ndarray:
        """The line of least squares in the coordinates of the descent, (2,)."""
        return to_descent(self.best, self.mean, self.spread)


def points_of_line(line: LineFitConfig, dragged: LinePointsConfig) -> np.ndarray:
    """The points on the screen: dragged, Anscombe's, or NIST's; (n, 2)."""
    if line.data in QUARTET:
        return np.array(QUARTET[line.data], dtype=float).T
    if line.data == "points":
        return np.array(dragged.points, dtype=float)
    x, y = (NORRIS_X, NORRIS_Y) if line.data == "Norris" else (NOINT1_X, NOINT1_Y)
    return np.array([x, y], dtype=float).T


def kind_of_line(points: np.ndarray, through_origin: bool) -> str:
    """What is special about points (n, 2) for a line through them; "" for nothing."""
    x, y = points.T
    if through_origin:
        return "origin" if not x.any() else "constant_y_origin" if np.ptp(y) == 0 else ""
    if len(points) == 1:
        return "few"
    if np.ptp(x) == 0:
        return "constant_x"
    return "constant_y" if np.ptp(y) == 0 else "two" if len(points) == 2 else ""


def before_descent(
    points: np.ndarray, line: LineFitConfig, settings: GradientStepsConfig
) -> tuple[np.ndarray, np.ndarray, float, float]:
    """The columns (n, d) of points (n, 2) and the start (d,) of descent, by how much x is moved, and what divides it.

    d is 2, or 1 for a line through the origin: the slope alone.
    """
    mean, spread = 0.0, 1.0  # where x is raw
    if settings.standardize:
        mean, spread = (float(part[0]) for part in scales(points[:, :1], line.through_origin))
    free = slice(1 if line.through_origin else 0, 2)
    start = to_descent(hand_line(line), mean, spread)
    return with_ones((points[:, :1] - mean) / spread)[:, free], start[free], mean, spread


def hand_line(line: LineFitConfig) -> np.ndarray:
    """Intercept and slope (2,) of the line by hand."""
    return np.array([0.0 if line.through_origin else line.intercept, line.slope])


def line_through(left: tuple[float, float], right: tuple[float, float]) -> tuple[float, float]:
    """Intercept and slope of the line through two places with different x, within the domains and on their grid."""
    slope = (right[1] - left[1]) / (right[0] - left[0])
    return within_domains(left[1] - slope * left[0], slope)


def within_domains(intercept: float, slope: float) -> tuple[float, float]:
    """The nearest intercept and slope that the fields of the line by hand may have."""
    return round(min(max(intercept, -20.0), 80.0), 2), round(min(max(slope, -10.0), 10.0), 3)


def best_line(points: np.ndarray, through_origin: bool) -> np.ndarray:
    """Intercept and slope (2,) of least squares for points (n, 2): the shortest of them where there are many."""
    x, y = points.T
    if through_origin:
        return np.array([0.0, x @ y / (x @ x) if x.any() else 0.0])
    if np.ptp(x) == 0:
        return np.asarray(np.linalg.lstsq(with_ones(points[:, :1]), y)[0])
    slope = (x - x.mean()) @ (y - y.mean()) / ((x - x.mean()) @ (x - x.mean()))
    return np.array([y.mean() - slope * x.mean(), slope])


def errors_of_line(points: np.ndarray, loss: float, through_origin: bool) -> np.ndarray:
    """Standard errors (2,) of intercept and slope of least squares at points (n, 2), with mean squared residual `loss`.

    NaN where no degree of freedom is left, the slope is undefined, or the intercept is given.
    """
    x, n, free = points[:, 0], len(points), 1 if through_origin else 2
    mean = 0.0 if through_origin else float(x.mean())
    sum_xx = float(((x - mean) ** 2).sum())
    if n <= free or sum_xx == 0 or (np.ptp(x) == 0 and not through_origin):
        return np.full(2, NAN)
    sd = np.sqrt(n * loss / (n - free))  # of the residuals
    return np.array([NAN if through_origin else sd * np.sqrt(1 / n + mean**2 / sum_xx), sd / np.sqrt(sum_xx)])


def line_fit(line: LineFitConfig, settings: GradientStepsConfig, dragged: LinePointsConfig) -> LineFit:
    """The three lines and the path of the descent."""
    points = points_of_line(line, dragged)
    y, design = points[:, 1], with_ones(points[:, :1])
    columns, start, mean, spread = before_descent(points, line, settings)
    walked = descent_path(columns, y, start, settings.learning_rate, settings.steps)
    path = np.pad(walked, ((0, 0), (2 - len(start), 0)))
    rate_limit, condition = largest_rate(columns)
    hand, best, end = hand_line(line), best_line(points, line.through_origin), from_descent(path[-1], mean, spread)
    diverged = len(path) - 1 if not np.abs(path[-1]).max() < TOO_FAR else 0
    losses = [mean_squared_residual(design, y, one) for one in (hand, best)]
    return LineFit(
        points=points, kind=kind_of_line(points, line.through_origin), hand=hand, best=best,
        se=errors_of_line(points, losses[1], line.through_origin), end=end, hand_loss=losses[0], best_loss=losses[1],
        end_loss=float("inf") if diverged else mean_squared_residual(design, y, end), path=path, mean=mean,
        spread=spread, rate_limit=rate_limit, condition=condition, diverged=diverged,
        r2=explained(y, losses[1], float(y.mean())), r2_zero=explained(y, losses[1], 0.0),
    )  # fmt: skip


def explained(y: np.ndarray, loss: float, reference: float) -> float:
    """1 − loss over the mean squared distance of y (n,) from a reference value; NaN where that is 0."""
    whole = float(((y - reference) ** 2).mean())
    return 1 - loss / whole if whole > 0 else NAN


def numbers_of_line(line: np.ndarray, points: np.ndarray) -> dict[str, float]:
    """Intercept, slope and mean squared residual of a line (2,) for points (n, 2)."""
    loss = mean_squared_residual(with_ones(points[:, :1]), points[:, 1], line)
    return {"intercept": float(line[0]), "slope": float(line[1]), "loss": loss}


def line_in_closed_form(points: np.ndarray, line: LineFitConfig) -> dict[str, float]:
    """The line of least squares of points (n, 2) from sums of products."""
    return numbers_of_line(best_line(points, line.through_origin), points)


def line_by_descent(points: np.ndarray, line: LineFitConfig, settings: GradientStepsConfig) -> dict[str, float]:
    """Where gradient descent in NumPy has come to; points (n, 2)."""
    columns, start, mean, spread = before_descent(points, line, settings)
    theta = descent_path(columns, points[:, 1], start, settings.learning_rate, settings.steps)[-1]
    return numbers_of_line(from_descent(theta, mean, spread), points)


def line_in_torch(points: np.ndarray, line: LineFitConfig, settings: GradientStepsConfig) -> dict[str, float]:
    """Where the same descent by PyTorch has come to; points (n, 2)."""
    columns, start, mean, spread = before_descent(points, line, settings)
    theta = descent_in_torch(columns, points[:, 1], start, settings.learning_rate, settings.steps)
    return numbers_of_line(from_descent(theta, mean, spread), points)


def line_in_sklearn(points: np.ndarray, line: LineFitConfig) -> dict[str, float]:
    """The same by scikit-learn; points (n, 2)."""
    from sklearn.linear_model import LinearRegression

    model = LinearRegression(fit_intercept=not line.through_origin).fit(points[:, :1], points[:, 1])
    return numbers_of_line(np.array([model.intercept_, model.coef_[0]], dtype=float), points)


LINE_WAYS: Ways = {
    "closed form": line_in_closed_form,
    "NumPy": line_by_descent,
    "PyTorch": line_in_torch,
    "scikit-learn": line_in_sklearn,
}

"""Logistic regression on one column: its maximum likelihood, its penalty, and the data for which it has no maximum."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from core.learning.linear_models.descent_path import from_descent
from core.learning.linear_models.samples import APART_X, APART_Y, EXAM_HOURS, EXAM_PASSED, RING_DAMAGE, RING_FAHRENHEIT
from core.learning.linear_models.settings import FINEST, HOURS, CasesConfig, ClassStepsConfig, LogisticFitConfig

MOST_ROUNDS = 200  # of Newton's method
SMALL = 1e-12  # a gradient below it has vanished
RING_AXIS = (30.0, 85.0)  # °F
CURVE_C = np.logspace(-4, 8, 25)
NAN = float("nan")


@dataclass(frozen=True, kw_only=True)
class LogisticFit:
    """Cases x (n,) with y (n,) of 0 and 1, and the coefficients (intercept, slope), each (2,).

    kind: "apart" where a gap parts the classes, "touching" where they share one value only, "one_class", "constant_x",
    or "". best: of maximum likelihood, penalized if asked for; NaN where there is none. se (2,): from the inverse
    Hessian, NaN with a penalty. end: where descent has come to, which goes on standardized x with this `mean` and
    `spread`. gap: the ends of what parts the classes. place, z, p: where the risk is read, on the curve that is drawn.
    slopes (25,): the slope for each of CURVE_C.
    """

    x: np.ndarray
    y: np.ndarray
    axis: tuple[float, float]
    kind: str
    best: np.ndarray
    se: np.ndarray
    end: np.ndarray
    log_likelihood: float
    gap: tuple[float, float]
    place: float
    z: float
    p: float
    slopes: np.ndarray

    @property
    def solvable(self) -> bool:
        """Whether there is one best pair of coefficients."""
        return self.kind != "constant_x" and bool(np.isfinite(self.best).all())

    @property
    def drawn(self) -> np.ndarray:
        """The coefficients (2,) whose curve stands for the model: the best ones, else those of the descent."""
        return self.best if np.isfinite(self.best).all() else self.end


def cases_of(config: LogisticFitConfig, own: CasesConfig) -> np.ndarray:
    """The cases on the screen: rows of x and of 0 or 1, (n, 2)."""
    if config.cases == "points":
        rows = np.round(own.case_rows, FINEST)
        return np.column_stack([rows[:, 0], rows[:, 1] >= 0.5]).astype(float)
    table = {"hours": (EXAM_HOURS, EXAM_PASSED), "O-rings": (RING_FAHRENHEIT, RING_DAMAGE),
             "separable": (APART_X, APART_Y)}  # fmt: skip
    return np.array(table[config.cases], dtype=float).T


def kind_of_cases(x: np.ndarray, y: np.ndarray) -> tuple[str, tuple[float, float]]:
    """What keeps the likelihood of x (n,), y (n,) from having one maximum, and the ends of the gap between classes."""
    zeros, ones = x[y == 0], x[y == 1]
    if not len(zeros) or not len(ones):
        return "one_class", (NAN, NAN)
    if np.ptp(x) == 0:
        return "constant_x", (float(x[0]), float(x[0]))
    low, high = (zeros.max(), ones.min()) if zeros.mean() < ones.mean() else (ones.max(), zeros.min())
    return "apart" if low < high else "touching" if low == high else "", (float(low), float(high))


def logistic_fit(config: LogisticFitConfig, settings: ClassStepsConfig, own: CasesConfig) -> LogisticFit:
    """The coefficients by Newton's method and by descent, and the slope for every strength of the penalty."""
    rows = cases_of(config, own)
    x, y = rows.T
    kind, gap = kind_of_cases(x, y)
    axis = RING_AXIS if config.cases == "O-rings" else (0.0, HOURS)
    c = config.c if config.penalized else np.inf
    exists = kind in ("", "constant_x") or (config.penalized and kind != "one_class")
    best = newton(x, y, c) if exists else np.full(2, NAN)
    end = descent_of_cases(x, y, c, settings)
    place = axis[0] + config.place * (axis[1] - axis[0])
    drawn = best if exists else end
    z = float(drawn[0] + drawn[1] * place)
    slopes = [newton(x, y, one)[1] for one in CURVE_C] if kind != "one_class" else [0.0] * len(CURVE_C)
    return LogisticFit(
        x=x, y=y, axis=axis, kind=kind, best=best,
        se=errors_of(x, best) if exists and not config.penalized and kind == "" else np.full(2, NAN), end=end,
        log_likelihood=log_likelihood(x, y, drawn), gap=gap, place=place, z=z, p=float(expit(z)),
        slopes=np.array(slopes),
    )  # fmt: skip


def log_likelihood(x: np.ndarray, y: np.ndarray, beta: np.ndarray) -> float:
    """The sum of the log probabilities of the classes y (n,) at x (n,) under coefficients (2,)."""
    z = beta[0] + beta[1] * x
    return float(-np.logaddexp(0, np.where(y == 1, -z, z)).sum())


def newton(x: np.ndarray, y: np.ndarray, c: float) -> np.ndarray:
    """Intercept and slope (2,) that maximize the log-likelihood minus slope²/(2c); x (n,), y (n,) of 0 and 1.

    Newton's method, which for this likelihood is iteratively reweighted least squares; a step that does not raise the
    objective is halved.
    """
    z, center, spread = standard_x(x)
    design = np.column_stack([np.ones_like(z), z])
    decay = np.array([0.0, 1 / (c * spread**2)])
    beta = np.array([np.log(y.mean() / (1 - y.mean())), 0.0])

    def objective(b: np.ndarray) -> float:
        return log_likelihood(z, y, b) - float(decay @ b**2) / 2

    for _ in range(MOST_ROUNDS):
        p = expit(design @ beta)
        gradient = design.T @ (y - p) - decay * beta
        if np.abs(gradient).max() <= SMALL * len(x):
            break
        hessian = (design.T * (p * (1 - p))) @ design + np.diag(decay)
        step, now = np.linalg.lstsq(hessian, gradient)[0], objective(beta)
        while objective(beta + step) < now and np.abs(step).max() > SMALL:
            step = step / 2
        beta = beta + step
        if np.abs(step).max() <= SMALL:
            break
    return from_descent(beta, center, spread)


def errors_of(x: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Standard errors (2,): the roots of the diagonal of the inverse Hessian at coefficients (2,); x (n,)."""
    design = np.column_stack([np.ones_like(x), x])
    p = expit(design @ beta)
    return np.asarray(np.sqrt(np.diag(np.linalg.inv((design.T * (p * (1 - p))) @ design))))


def standard_x(x: np.ndarray) -> tuple[np.ndarray, float, float]:
    """x (n,) with mean 0 and standard deviation 1, the mean and the deviation; 1 in place of a deviation of 0."""
    mean, spread = float(x.mean()), float(x.std())
    spread = spread if np.ptp(x) > 0 else 1.0
    return (x - mean) / spread, mean, spread


def descent_of_cases(x: np.ndarray, y: np.ndarray, c: float, settings: ClassStepsConfig) -> np.ndarray:
    """Intercept and slope (2,) after gradient descent from 0 on the mean log loss; x (n,), y (n,).

    The penalty slope²/(2cn) of the slope per unit is added to the loss, that of scikit-learn divided by c·n.
    """
    z, mean, spread = standard_x(x)
    design, n = np.column_stack([np.ones_like(z), z]), len(x)
    decay = np.array([0.0, 1 / (c * n * spread**2)])
    theta = np.zeros(2)
    for _ in range(settings.class_steps):
        gradient = design.T @ (expit(design @ theta) - y) / n + decay * theta
        theta = theta - settings.class_rate * gradient
        if not np.abs(theta).max() < 1e100:
            break
    return from_descent(theta, mean, spread)

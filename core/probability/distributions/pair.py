"""Mean, covariance, correlation, ranks and least squares of pairs of numbers."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from core.tex import significant

NAN = float("nan")


@dataclass(frozen=True)
class PairFacts:
    """What pairs (n, 2) say of each other; NaN where it is undefined.

    Variances and covariance have the divisor n - 1; `ratio` is the standard deviation of y over that of x. `kind` names
    what is special: "few", "constant_x", "constant_y", "constant" of both, "two", or "" for nothing. `tied` says that a
    value occurs twice in x or in y.
    """

    n: int
    mean_x: float
    mean_y: float
    variance_x: float
    variance_y: float
    covariance: float
    r: float
    ratio: float
    slope: float
    intercept: float
    spearman: float
    kind: str
    tied: bool


def pair_facts(points: np.ndarray) -> PairFacts:
    """Correlation and least squares from sums of squares and products; points (n, 2)."""
    x, y = points.T
    n, kind = len(points), kind_of(points)
    (dx, size_x), (dy, size_y) = (scaled_deviations(values) for values in (x, y))
    sum_xx, sum_yy = float(dx @ dx), float(dy @ dy)
    sum_xy = float(significant(dx @ dy, np.sqrt(sum_xx * sum_yy)))
    slope = sum_xy / sum_xx * (size_y / size_x) if sum_xx > 0 else NAN
    divisor = n - 1 if n > 1 else NAN
    return PairFacts(
        n=n, mean_x=float(x.mean()), mean_y=float(y.mean()), variance_x=sum_xx / divisor * size_x**2,
        variance_y=sum_yy / divisor * size_y**2, covariance=sum_xy / divisor * size_x * size_y, r=correlation(x, y),
        ratio=float(np.sqrt(sum_yy / sum_xx)) * (size_y / size_x) if sum_xx > 0 else NAN, slope=slope,
        intercept=float(y.mean() - slope * x.mean()), spearman=correlation(ranks(x), ranks(y)), kind=kind,
        tied=len(np.unique(x)) < n or len(np.unique(y)) < n,
    )  # fmt: skip


def scaled_deviations(values: np.ndarray) -> tuple[np.ndarray, float]:
    """Deviations from the mean, (n,), over a power of two near the largest of them, and that power.

    Of a constant 0 and 1. The squares of numbers near 1 neither overflow nor vanish, and a power of two rounds nothing.
    """
    if np.ptp(values) == 0:
        return np.zeros(len(values)), 1.0
    off = values - values.mean()
    size = float(np.ldexp(1.0, int(np.frexp(np.abs(off).max())[1]) - 1))
    return off / size, size


def kind_of(points: np.ndarray) -> str:
    """What is special about points (n, 2): too few, a constant column, or two points."""
    if len(points) < 2:
        return "few"
    still = tuple(np.ptp(points, axis=0) == 0)
    if any(still):
        return {(True, False): "constant_x", (False, True): "constant_y", (True, True): "constant"}[still]
    return "two" if len(points) == 2 else ""


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Pearson's r of x (n,) and y (n,): the sum of the products over the root of the squares; NaN of a constant."""
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return NAN
    (dx, _), (dy, _) = scaled_deviations(x), scaled_deviations(y)
    return float(np.clip(significant(dx @ dy / np.sqrt((dx @ dx) * (dy @ dy)), 1.0), -1, 1))


def ranks(values: np.ndarray) -> np.ndarray:
    """The place of each value in order from 1 on; equal values share the mean of their places. (n,)"""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place])


def pair_in_scipy(points: np.ndarray) -> dict[str, float]:
    """The same by SciPy; points (n, 2)."""
    x, y = points.T
    line = stats.linregress(x, y)
    return {
        "r": float(stats.pearsonr(x, y).statistic), "slope": float(line.slope), "intercept": float(line.intercept),
        "spearman": float(stats.spearmanr(x, y).statistic),
    }  # fmt: skip

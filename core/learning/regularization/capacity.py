"""Train and test error against the number of parameters, through the point where all data are interpolated."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.polynomial.legendre import legvander
from threadpoolctl import threadpool_limits

from core.code_export import Made
from core.learning.regularization.sample import GRID, new_point_errors, noisy_points
from core.learning.regularization.settings import CapacityConfig, NoisyPointsConfig

MOST = 1000  # parameters
SAMPLES = 20  # over which the curves take the median
KINK_SEED = 7  # of the random ReLU features, which are the same for all samples


@dataclass(frozen=True)
class CapacityCurve:
    """Median errors over samples by the number of parameters; all (sizes,) but for `steepness`.

    `test` is the expected squared error on a new point, noise included.
    """

    sizes: np.ndarray
    train: np.ndarray
    test: np.ndarray
    made: Made | None = None


@dataclass(frozen=True)
class CapacityFit:
    """One fit to the first sample: points (n,), the fitted curve on the grid (places,), coefficients (p,).

    `condition` is the ratio of the largest singular value of the features to the smallest one, infinite where that is
    0 to rounding; `length` is the Euclidean norm of the coefficients.
    """

    x: np.ndarray
    y: np.ndarray
    curve: np.ndarray
    coefficients: np.ndarray
    train: float
    test: float
    condition: float
    length: float


def features(x: np.ndarray, config: CapacityConfig, count: int) -> np.ndarray:
    """The first `count` features of every x: (…, n) becomes (…, n, count).

    Legendre polynomials of degree 0, 1, 2, …; or the constant 1 and random hinges max(0, ±x + b).
    """
    if config.features == "Legendre":
        return np.asarray(legvander(x, count - 1))
    rng = np.random.default_rng(KINK_SEED)
    slopes = rng.choice([-1.0, 1.0], MOST)[: count - 1]
    shifts = rng.uniform(-1, 1, MOST)[: count - 1]
    hinges = np.maximum(0, slopes * x[..., None] + shifts)  # (…, n, count - 1)
    return np.concatenate([np.ones((*x.shape, 1)), hinges], axis=-1)


def exact_tolerance(rows: int, columns: int) -> float:
    """Singular values below so much of the largest are rounding; scikit-learn takes 10⁻⁶ where nothing is said."""
    return float(np.finfo(float).eps * max(rows, columns))


def ridge_fit(a: np.ndarray, y: np.ndarray, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """The coefficients (…, p) with the least ||a w - y||² + penalty ||w||², and the singular values (…, min(n, p)).

    a: (…, n, p); y: (…, n). Without a penalty the shortest of the least-squares solutions, as `numpy.linalg.lstsq`
    gives it: singular values below rounding count as 0.
    """
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    if penalty:
        factors = s / (s**2 + penalty)
    else:
        least = exact_tolerance(*a.shape[-2:]) * s[..., :1]
        factors = np.where(s > least, 1 / np.where(s > least, s, 1), 0.0)
    along = np.einsum("...nk,...n->...k", u, y)
    return np.einsum("...kp,...k->...p", vt, factors * along), s


def sizes_near(points: int) -> np.ndarray:
    """Numbers of parameters from 1 to 1000, close to each other around the number of points: (sizes,)."""
    even = np.round(np.logspace(0, 3, 19))
    close = points * np.array([0.6, 0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 1.5, 2])
    return np.unique(np.append(even, np.round(close))).astype(int)


def capacity_curve(config: CapacityConfig, sample: NoisyPointsConfig) -> CapacityCurve:
    """The errors of fits with 1 to 1000 parameters, each the median over samples."""
    sizes = sizes_near(sample.points)
    x, y = noisy_points(sample.points, sample.noise, SAMPLES, sample.sample_seed)
    a, seen = features(x, config, MOST), features(GRID, config, MOST)
    train, test = np.empty(len(sizes)), np.empty(len(sizes))
    penalty = config.penalty if config.ridge else 0.0
    for k, p in enumerate(sizes):
        with threadpool_limits(1):  # small decompositions: threads would wait for each other, ten times as long
            w, _ = ridge_fit(a[:, :, :p], y, penalty)
        fitted = np.einsum("snp,sp->sn", a[:, :, :p], w)
        train[k] = np.median(((fitted - y) ** 2).mean(axis=1))
        test[k] = np.median(new_point_errors(w @ seen[:, :p].T, sample.noise))
    return CapacityCurve(sizes=sizes, train=train, test=test)


def capacity_fit(config: CapacityConfig, sample: NoisyPointsConfig) -> CapacityFit:
    """The fit to the first sample."""
    x, y = (rows[0] for rows in noisy_points(sample.points, sample.noise, 1, sample.sample_seed))
    a = features(x, config, config.parameters)
    w, s = ridge_fit(a, y, config.penalty if config.ridge else 0.0)
    curve = features(GRID, config, config.parameters) @ w
    least = exact_tolerance(*a.shape) * s[0]
    return CapacityFit(
        x=x, y=y, curve=curve, coefficients=w, train=float(np.mean((a @ w - y) ** 2)),
        test=float(new_point_errors(curve, sample.noise)),
        condition=float(s[0] / s[-1]) if s[-1] > least else float("inf"), length=float(np.linalg.norm(w)),
    )  # fmt: skip


def capacity_numbers(config: CapacityConfig, sample: NoisyPointsConfig) -> dict[str, float]:
    """The errors of the fit to the first sample, and of the typical fit: medians over samples."""
    fit = capacity_fit(config, sample)
    return {"train": fit.train, "test": fit.test, "length": fit.length}


def capacity_in_sklearn(config: CapacityConfig, sample: NoisyPointsConfig) -> dict[str, Any]:
    """The same fit by scikit-learn; without a penalty its least squares is the shortest solution, too."""
    from sklearn.linear_model import LinearRegression, Ridge

    x, y = (rows[0] for rows in noisy_points(sample.points, sample.noise, 1, sample.sample_seed))
    if config.ridge:
        model: Any = Ridge(alpha=config.penalty, fit_intercept=False, solver="svd")
    else:
        tol = exact_tolerance(sample.points, config.parameters)
        model = LinearRegression(fit_intercept=False, tol=tol)
    a = features(x, config, config.parameters)
    model.fit(a, y)
    curve = model.predict(features(GRID, config, config.parameters))
    return {
        "train": float(np.mean((model.predict(a) - y) ** 2)), "test": float(new_point_errors(curve, sample.noise)),
        "length": float(np.linalg.norm(model.coef_)),
    }  # fmt: skip

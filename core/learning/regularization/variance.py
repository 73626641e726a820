"""Bias and variance: one degree of polynomial fitted to many samples of the same size."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.legendre import legvander

from core.code_export import Made
from core.learning.regularization.capacity import exact_tolerance, ridge_fit
from core.learning.regularization.sample import GRID, noisy_points, true_curve
from core.learning.regularization.settings import VarianceConfig

DEGREES = np.arange(16)


@dataclass(frozen=True)
class Refits:
    """Fits to many samples on the grid (refits, places), their mean (places,), and their values at one place.

    `x`, `y` are the first sample, (points,); at: (refits,). At that place `error`, the mean squared distance of the
    fits from new noisy values, is bias² + variance + noise: `bias` is the mean fit less the truth.
    """

    curves: np.ndarray
    mean: np.ndarray
    x: np.ndarray
    y: np.ndarray
    at: np.ndarray
    truth: float
    bias: float
    variance: float
    noise: float
    error: float


@dataclass(frozen=True)
class ErrorParts:
    """Estimates without bias of squared bias and variance, averaged over the grid; both (degrees,). `noise` is σ²."""

    bias: np.ndarray
    variance: np.ndarray
    noise: float
    made: Made | None = None

    @property
    def error(self) -> np.ndarray:
        """The expected squared error on a new point, (degrees,)."""
        return np.asarray(self.bias + self.variance + self.noise)


def fitted_curves(config: VarianceConfig, degree: int, places: np.ndarray) -> np.ndarray:
    """The fits to all samples at the places: (refits, places)."""
    x, y = noisy_points(config.size, config.spread, config.refits, config.variance_seed)
    w, _ = ridge_fit(legvander(x, degree), y, config.weight_penalty)
    return np.asarray(w @ legvander(places, degree).T)


def refit(config: VarianceConfig) -> Refits:
    """Fit the chosen degree to every sample, and take their values at the place apart."""
    x, y = noisy_points(config.size, config.spread, 1, config.variance_seed)
    places = np.append(GRID, config.place)
    curves = fitted_curves(config, config.degree, places)
    at, truth = curves[:, -1], float(true_curve(np.array(config.place)))
    bias, variance, noise = float(at.mean() - truth), float(at.var()), config.spread**2
    return Refits(
        curves=curves[:, :-1], mean=curves[:, :-1].mean(axis=0), x=x[0], y=y[0], at=at, truth=truth, bias=bias,
        variance=variance, noise=noise, error=float(np.mean((at - truth) ** 2) + noise),
    )  # fmt: skip


def error_parts(config: VarianceConfig) -> ErrorParts:
    """Bias², variance and noise for the degrees 0 to 15, averaged over all places."""
    bias, variance = np.empty(len(DEGREES)), np.empty(len(DEGREES))
    for degree in DEGREES:
        curves = fitted_curves(config, int(degree), GRID)
        variance[degree] = np.mean(curves.var(axis=0, ddof=1))
        squares = np.mean((curves.mean(axis=0) - true_curve(GRID)) ** 2)
        bias[degree] = max(squares - variance[degree] / config.refits, 0.0)  # the mean of finitely many fits wobbles
    return ErrorParts(bias=bias, variance=variance, noise=config.spread**2)


def variance_numbers(config: VarianceConfig) -> dict[str, float]:
    """Bias, variance, noise and error at the place."""
    found = refit(config)
    return {"bias": found.bias, "variance": found.variance, "noise": found.noise, "error": found.error}


def variance_in_sklearn(config: VarianceConfig) -> dict[str, float]:
    """The same by fits of scikit-learn, sample by sample."""
    from sklearn.linear_model import LinearRegression, Ridge

    samples = noisy_points(config.size, config.spread, config.refits, config.variance_seed)
    place = legvander(np.array([config.place]), config.degree)
    at = np.empty(config.refits)
    tol = exact_tolerance(config.size, config.degree + 1)
    kind = Ridge(alpha=config.weight_penalty, fit_intercept=False, solver="svd")
    model = kind if config.weight_penalty else LinearRegression(fit_intercept=False, tol=tol)
    for k, (x, y) in enumerate(zip(*samples, strict=True)):
        at[k] = model.fit(legvander(x, config.degree), y).predict(place)[0]
    bias, variance = at.mean() - true_curve(np.array(config.place)), at.var()
    noise = config.spread**2
    return {"bias": bias, "variance": variance, "noise": noise, "error": bias**2 + variance + noise}

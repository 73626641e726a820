"""Two jointly normal variables: covariance, ellipses, the distribution of y for a given x, and draws."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from core.probability.distributions.settings import BivariateConfig, SeedConfig

RADII = (1.0, 2.0, 3.0)  # standard deviations at which an ellipse is drawn


@dataclass(frozen=True)
class Bivariate:
    """A bivariate normal distribution and draws from it.

    covariance (2, 2); axes (2, 2): the unit directions of the ellipse as columns, the longer first, with `lengths` (2,)
    the standard deviations along them. `points` (pairs, 2) are draws, `inside` (3,) the shares of them within 1, 2 and
    3 standard deviations (Mahalanobis), `exactly` (3,) the probabilities. `conditional_mean` and `conditional_sd` are
    those of y where x is held.
    """

    covariance: np.ndarray
    axes: np.ndarray
    lengths: np.ndarray
    points: np.ndarray
    inside: np.ndarray
    exactly: np.ndarray
    conditional_mean: float
    conditional_sd: float
    density: float
    r: float


def covariance_matrix(config: BivariateConfig) -> np.ndarray:
    """Variances on the diagonal, ρσ₁σ₂ beside it; (2, 2)."""
    beside = config.rho * config.sd_x * config.sd_y
    return np.array([[config.sd_x**2, beside], [beside, config.sd_y**2]])


def square_root(config: BivariateConfig) -> np.ndarray:
    """A lower triangular L with L Lᵀ = Σ: by hand what Cholesky's method gives; (2, 2)."""
    rest = np.sqrt(1 - config.rho**2)
    return np.array([[config.sd_x, 0.0], [config.rho * config.sd_y, rest * config.sd_y]])


def density_at(config: BivariateConfig, x: float, y: float) -> float:
    """The density by its formula."""
    a, b, rho = (x - config.mean_x) / config.sd_x, (y - config.mean_y) / config.sd_y, config.rho
    form = (a**2 - 2 * rho * a * b + b**2) / (1 - rho**2)
    return float(np.exp(-form / 2) / (2 * np.pi * config.sd_x * config.sd_y * np.sqrt(1 - rho**2)))


def bivariate(config: BivariateConfig, seed: SeedConfig) -> Bivariate:
    """The distribution, and independent draws made from standard normal ones by a square root of Σ."""
    covariance = covariance_matrix(config)
    variances, axes = np.linalg.eigh(covariance)
    z = np.random.default_rng(seed.seed).standard_normal((config.pairs, 2))
    points = np.array([config.mean_x, config.mean_y]) + z @ square_root(config).T
    distances = np.sqrt((z**2).sum(axis=1))  # Mahalanobis's: that of z, for Σ is undone
    radii = np.array(RADII)
    off = config.given_x - config.mean_x
    mean = config.mean_y + config.rho * config.sd_y / config.sd_x * off
    return Bivariate(
        covariance=covariance, axes=axes[:, ::-1], lengths=np.sqrt(variances[::-1]), points=points,
        inside=(distances[:, None] <= radii).mean(axis=0), exactly=1 - np.exp(-(radii**2) / 2),
        conditional_mean=float(mean), conditional_sd=float(config.sd_y * np.sqrt(1 - config.rho**2)),
        density=density_at(config, config.given_x, float(mean)), r=float(np.corrcoef(points.T)[0, 1]),
    )  # fmt: skip


def ellipse(config: BivariateConfig, radius: float, places: int = 121) -> np.ndarray:
    """The points at a Mahalanobis distance from the mean, closed; (2, places)."""
    turn = np.linspace(0, 2 * np.pi, places)
    circle = radius * np.array([np.cos(turn), np.sin(turn)])
    return np.array([[config.mean_x], [config.mean_y]]) + square_root(config) @ circle


def bivariate_in_scipy(config: BivariateConfig) -> dict[str, object]:
    """The same by SciPy: density, and the probabilities by the χ² distribution of the squared distance."""
    beside = config.rho * config.sd_x * config.sd_y
    covariance = np.array([[config.sd_x**2, beside], [beside, config.sd_y**2]])
    mean = config.mean_y + beside / config.sd_x**2 * (config.given_x - config.mean_x)
    found = stats.multivariate_normal([config.mean_x, config.mean_y], covariance)
    variances = np.linalg.eigvalsh(covariance)
    return {
        "covariance": covariance, "conditional_mean": float(mean),
        "conditional_sd": float(np.sqrt(config.sd_y**2 - beside**2 / config.sd_x**2)),
        "exactly": stats.chi2(2).cdf(np.array(RADII) ** 2), "density": float(found.pdf([config.given_x, mean])),
        "lengths": np.sqrt(variances[::-1]),
    }  # fmt: skip

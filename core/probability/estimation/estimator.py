"""Estimators over many samples: bias, variance and mean squared error, simulated and exact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from scipy import special

from core.params import Interval, Log, config

REPEATS = 2000
SIZES = np.array([1, 2, 3, 4, 5, 7, 9, 11, 15, 21, 31, 51, 71, 101, 151, 201, 301, 501, 701, 1000])


@config
class EstimatorConfig:
    """What is computed from each sample, the population, and the size of the samples."""

    estimator: Literal["mean", "median", "variance_n", "variance_n1", "maximum"] = "mean"
    parent: Literal["normal", "uniform", "exponential"] = "normal"
    draws: Annotated[int, Interval(ge=1, le=1000), Log()] = 8
    estimator_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A population: how it is drawn, its mean, median, variance and fourth central moment, and the places of a picture.

    draw(generator, (m, n)) gives samples (m, n). median_moments(n) are mean and variance of the median of a sample of
    n, NaN where they have no simple formula.
    """

    draw: Callable[[np.random.Generator, tuple[int, int]], np.ndarray]
    mean: float
    median: float
    variance: float
    fourth: float
    median_moments: Callable[[int], tuple[float, float]]
    center_window: tuple[float, float]
    variance_window: tuple[float, float]


def normal_median(n: int) -> tuple[float, float]:
    """Mean and variance of the median of n standard normal values: by a quadrature for odd n, else NaN; n = 2: 1/2."""
    if n == 2:
        return 0.0, 0.5
    if n % 2 == 0:
        return 0.0, np.nan
    z, half = np.linspace(-9, 9, 2001), n // 2
    log_density = special.gammaln(n + 1) - 2 * special.gammaln(half + 1) - z**2 / 2 - np.log(2 * np.pi) / 2
    log_density += half * (special.log_ndtr(z) + special.log_ndtr(-z))
    return 0.0, float((z**2 * np.exp(log_density)).sum() * (z[1] - z[0]))


def uniform_median(n: int) -> tuple[float, float]:
    """Mean and variance of the median of n values between 0 and 1."""
    return 0.5, 1 / (4 * (n + 2)) if n % 2 else n / (4 * (n + 1) * (n + 2))


def exponential_median(n: int) -> tuple[float, float]:
    """Mean and variance of the median of n exponential values: the gaps between them are independent (Rényi 1953)."""
    gaps = 1 / (n - np.arange(n // 2 + 1.0))  # up to the middle one; of two in the middle half of the last gap
    if n % 2 == 0:
        gaps[-1] /= 2
    return float(gaps.sum()), float((gaps**2).sum())


NORMAL_PARENT = Parent(
    draw=lambda generator, shape: generator.standard_normal(shape),
    mean=0.0, median=0.0, variance=1.0, fourth=3.0, median_moments=normal_median, center_window=(-2.5, 2.5),
    variance_window=(0.0, 5.0),
)  # fmt: skip
UNIFORM_PARENT = Parent(
    draw=lambda generator, shape: generator.random(shape),
    mean=0.5, median=0.5, variance=1 / 12, fourth=1 / 80, median_moments=uniform_median,
    center_window=(0.0, 1.0), variance_window=(0.0, 0.3),
)  # fmt: skip
EXPONENTIAL_PARENT = Parent(
    draw=lambda generator, shape: generator.exponential(1.0, shape),
    mean=1.0, median=float(np.log(2)), variance=1.0, fourth=9.0, median_moments=exponential_median,
    center_window=(0.0, 3.0), variance_window=(0.0, 5.0),
)  # fmt: skip
PARENTS = {"normal": NORMAL_PARENT, "uniform": UNIFORM_PARENT, "exponential": EXPONENTIAL_PARENT}


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """An estimator on 2000 samples: (samples,), NaN where it has no value, and the first of the samples (n,).

    truth: what it is to estimate. The exact mean and standard deviation are NaN where there is no simple formula.
    """

    values: np.ndarray
    first: np.ndarray
    truth: float
    mean: float
    spread: float
    exact_mean: float
    exact_spread: float

    @property
    def bias(self) -> float:
        """The mean of the estimates less the truth, as simulated."""
        return self.mean - self.truth

    @property
    def error(self) -> float:
        """The mean squared error, as simulated."""
        return self.bias**2 + self.spread**2


@dataclass(frozen=True, kw_only=True)
class ErrorsBySize:
    """Squared bias and variance for samples of `SIZES`, both (sizes,); NaN where they are not known or not there."""

    bias_squared: np.ndarray
    variance: np.ndarray


def parent_of(estimator_config: EstimatorConfig) -> Parent:
    """The population; for a maximum the uniform one, for the others have no largest value to estimate."""
    return PARENTS["uniform" if estimator_config.estimator == "maximum" else estimator_config.parent]


def estimate(name: str, samples: np.ndarray) -> np.ndarray:
    """The estimator on each of the samples (m, n); NaN where it has no value. (m,)"""
    n = samples.shape[1]
    match name:
        case "mean":
            return np.asarray(samples.mean(axis=1))
        case "median":
            return np.asarray(np.median(samples, axis=1))
        case "maximum":
            return np.asarray(samples.max(axis=1))
        case "variance_n":
            return np.asarray(samples.var(axis=1))
    return np.asarray(samples.var(axis=1, ddof=1)) if n > 1 else np.full(len(samples), np.nan)


def truth_of(name: str, parent: Parent) -> float:
    """What an estimator is to estimate in a population; the largest value of the uniform one is 1."""
    return {"mean": parent.mean, "median": parent.median, "maximum": 1.0}.get(name, parent.variance)


def exact_moments(name: str, parent: Parent, n: int) -> tuple[float, float]:
    """Mean and variance of an estimator for samples of n; NaN where there is no simple formula, or no value."""
    if name == "mean":
        return parent.mean, parent.variance / n
    if name == "maximum":
        return n / (n + 1), n / ((n + 1) ** 2 * (n + 2))
    if name == "variance_n" and n == 1:
        return 0.0, 0.0
    if name == "median":
        return parent.median_moments(n)
    if n == 1:
        return np.nan, np.nan
    factor = (n - 1) / n if name == "variance_n" else 1.0
    spread = (parent.fourth - parent.variance**2 * (n - 3) / (n - 1)) / n
    return factor * parent.variance, factor**2 * spread


def estimates(estimator_config: EstimatorConfig) -> Estimates:
    """The estimator on 2000 samples."""
    name, n, parent = estimator_config.estimator, estimator_config.draws, parent_of(estimator_config)
    generator = np.random.default_rng(estimator_config.estimator_seed)
    samples = parent.draw(generator, (REPEATS, n))
    values = estimate(name, samples)
    exact_mean, exact_variance = exact_moments(name, parent, n)
    return Estimates(
        values=values, first=samples[0], truth=truth_of(name, parent), mean=float(values.mean()),
        spread=float(values.std()), exact_mean=float(exact_mean), exact_spread=float(np.sqrt(exact_variance)),
    )  # fmt: skip


def estimate_numbers(estimator_config: EstimatorConfig) -> dict[str, float]:
    """Bias, standard deviation and mean squared error over the samples, and the first estimate."""
    found = estimates(estimator_config)
    return {"first": float(found.values[0]), "bias": found.bias, "spread": found.spread, "error": found.error}


def errors_by_size(estimator_config: EstimatorConfig) -> ErrorsBySize:
    """Squared bias and variance over the sample size, exact."""
    name, parent = estimator_config.estimator, parent_of(estimator_config)
    truth = truth_of(name, parent)
    mean, variance = np.array([exact_moments(name, parent, int(n)) for n in SIZES]).T
    return ErrorsBySize(bias_squared=(mean - truth) ** 2, variance=variance)

"""The ten families: their distribution in SciPy, their moments by formula, and draws from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from core.probability.distributions.settings import FamilyConfig

DISCRETE = ("Bernoulli", "binomial", "Poisson", "categorical")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "normal": ("mean", "sd"), "uniform": ("low", "width"), "exponential": ("rate",), "gamma": ("shape", "rate"),
    "beta": ("alpha", "beta"), "t": ("df",), "Bernoulli": ("p",), "binomial": ("trials", "p"), "Poisson": ("rate",),
    "categorical": ("weights",),
}  # fmt: skip
ROUNDING = 1e-12  # of a width or level: so that 0.8 is not beyond 0.7 + 0.1, nor 0.2 + 0.7 below 0.9
DISTRIBUTIONS: dict[str, Callable[[FamilyConfig], Any]] = {
    "normal": lambda c: stats.norm(c.mean, c.sd) if scale(c.sd) else point_mass(c.mean),
    "uniform": lambda c: stats.uniform(c.low, c.width * (1 + ROUNDING)) if scale(c.width) else point_mass(c.low),
    "exponential": lambda c: stats.expon(scale=1 / c.rate),
    "gamma": lambda c: stats.gamma(c.shape, scale=1 / c.rate),
    "beta": lambda c: stats.beta(c.alpha, c.beta),
    "t": lambda c: stats.t(c.df),
    "Bernoulli": lambda c: stats.binom(1, chance(c.p)),
    "binomial": lambda c: stats.binom(c.trials, chance(c.p)),
    "Poisson": lambda c: stats.poisson(c.rate),
    "categorical": lambda c: categorical(shares(c.weights)),
}
CONTINUOUS_DRAWS: dict[str, Callable[[np.random.Generator, FamilyConfig, Any], np.ndarray]] = {
    "normal": lambda rng, c, size: rng.normal(c.mean, c.sd, size),
    "uniform": lambda rng, c, size: c.low + c.width * rng.random(size),
    "exponential": lambda rng, c, size: rng.exponential(1 / c.rate, size),
    "gamma": lambda rng, c, size: rng.gamma(c.shape, 1 / c.rate, size),
    "beta": lambda rng, c, size: rng.beta(c.alpha, c.beta, size),
    "t": lambda rng, c, size: rng.standard_t(c.df, size),
}
NEGLIGIBLE = 1e-9
NEVER = 1e-16  # a probability that no drawing of ours meets


@dataclass(frozen=True)
class Moments:
    """Mean, variance and skewness; infinite or NaN where the integral is.

    The skewness of a constant is NaN.
    """

    mean: float
    variance: float
    skewness: float

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return float(np.sqrt(self.variance))


def scale(value: float) -> float:
    """A standard deviation or width; 0 where it is so small that nine digits of a value do not show it."""
    return value if value >= NEGLIGIBLE else 0.0


def chance(value: float) -> float:
    """A probability; 0 where it is so small that no drawing meets it."""
    return value if value >= NEVER else 0.0


def point_mass(value: float) -> Any:
    """All probability at one value."""
    return stats.rv_discrete(values=([value], [1.0]))


def categorical(probabilities: np.ndarray) -> Any:
    """The values 1, 2, … k with these probabilities, (k,)."""
    return stats.rv_discrete(values=(np.arange(1, len(probabilities) + 1), probabilities))


def shares(weights: tuple[float, ...]) -> np.ndarray:
    """Weights divided by their sum; equal shares where all are 0. (k,)"""
    values = np.array(weights)
    return values / values.sum() if values.any() else np.full(len(values), 1 / len(values))


def distribution(family: FamilyConfig) -> Any:
    """The frozen distribution of SciPy."""
    return DISTRIBUTIONS[family.family](family)


def is_constant(family: FamilyConfig) -> bool:
    """Whether all probability lies at one value."""
    return moments(family).variance == 0


def is_discrete(family: FamilyConfig) -> bool:
    """Whether single values have a probability: the family is one of counts, or a constant."""
    return family.family in DISCRETE or is_constant(family)


def moments(family: FamilyConfig) -> Moments:
    """Mean, variance and skewness by the formulas of the family."""
    mean, variance, third = MOMENTS[family.family](family)
    with np.errstate(all="ignore"):
        skewness = np.float64(third) / np.float64(variance) ** 1.5
    return Moments(mean=float(mean), variance=float(variance), skewness=float(skewness))


def _binomial(n: int, p: float) -> tuple[float, float, float]:
    q = 1 - p
    return n * p, n * p * q, n * p * q * (q - p)


def _student(df: int) -> tuple[float, float, float]:
    """Moments that exist only from some number of degrees of freedom on."""
    nan, infinite = float("nan"), float("inf")
    mean = 0.0 if df > 1 else nan
    variance = df / (df - 2) if df > 2 else infinite if df > 1 else nan
    return mean, variance, 0.0 if df > 3 else nan


def _categorical(probabilities: np.ndarray) -> tuple[float, float, float]:
    if probabilities.max() == 1:
        return float(probabilities.argmax() + 1), 0.0, 0.0
    values = np.arange(1, len(probabilities) + 1)
    mean = float(values @ probabilities)
    second, third = (float((values - mean) ** k @ probabilities) for k in (2, 3))
    return mean, second, third


def _beta(a: float, b: float) -> tuple[float, float, float]:
    total = a + b
    variance = a * b / (total**2 * (total + 1))
    return a / total, variance, variance * 2 * (b - a) / (total * (total + 2))


MOMENTS: dict[str, Callable[[FamilyConfig], tuple[float, float, float]]] = {  # mean, variance, third central moment
    "normal": lambda c: (c.mean, scale(c.sd) ** 2, 0.0),
    "uniform": lambda c: (c.low + scale(c.width) / 2, scale(c.width) ** 2 / 12, 0.0),
    "exponential": lambda c: (1 / c.rate, 1 / c.rate**2, 2 / c.rate**3),
    "gamma": lambda c: (c.shape / c.rate, c.shape / c.rate**2, 2 * c.shape / c.rate**3),
    "beta": lambda c: _beta(c.alpha, c.beta),
    "t": lambda c: _student(c.df),
    "Bernoulli": lambda c: _binomial(1, chance(c.p)),
    "binomial": lambda c: _binomial(c.trials, chance(c.p)),
    "Poisson": lambda c: (c.rate, c.rate, c.rate),
    "categorical": lambda c: _categorical(shares(c.weights)),
}


def quantile(family: FamilyConfig, level: float) -> float:
    """The smallest x with F(x) ≥ level; of a discrete family less what rounding leaves in the sum of probabilities."""
    return float(distribution(family).ppf(level * (1 - ROUNDING) if is_discrete(family) else level))


def support(family: FamilyConfig) -> tuple[np.ndarray, np.ndarray]:
    """The values of a discrete distribution and their probabilities, both (k,); what is never drawn is left out."""
    found = distribution(family)
    if is_constant(family):
        return np.array([moments(family).mean]), np.array([1.0])
    low, high = found.support()
    values = np.arange(low, (found.isf(NEVER) if np.isinf(high) else high) + 1)
    return values, found.pmf(values)


def draw_values(rng: np.random.Generator, family: FamilyConfig, size: int) -> np.ndarray:
    """Independent draws. (size,)"""
    if not is_discrete(family):
        return CONTINUOUS_DRAWS[family.family](rng, family, size)
    values, probabilities = support(family)
    return rng.choice(values, size, p=probabilities / probabilities.sum())


def draw_means(rng: np.random.Generator, family: FamilyConfig, samples: int, size: int) -> np.ndarray:
    """The means of many samples of `size` draws each. (samples,)

    A sample of counts is drawn as how often it holds each value, which is much faster and the same.
    """
    if not is_discrete(family):
        rows = max(1, 1_000_000 // size)
        blocks = [min(rows, samples - first) for first in range(0, samples, rows)]
        draw = CONTINUOUS_DRAWS[family.family]
        return np.concatenate([draw(rng, family, (block, size)).mean(axis=1) for block in blocks])
    values, probabilities = support(family)
    counts = rng.multinomial(size, probabilities / probabilities.sum(), samples)  # (samples, values)
    return np.asarray(counts @ values / size)

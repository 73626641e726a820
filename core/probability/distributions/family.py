"""One distribution: its density by formula, the probability of an interval, a quantile, and a sample beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb, exp, inf, lgamma, log, nan, pi, sqrt

import numpy as np

from core.probability.distributions.families import (
    ROUNDING,
    distribution,
    draw_values,
    is_constant,
    is_discrete,
    moments,
    quantile,
    shares,
)
from core.probability.distributions.settings import FamilyConfig, RangeConfig, SeedConfig

NEARLY_1 = 0.9999  # of F: from here on probabilities are differences of right tails


@dataclass(frozen=True)
class FamilyFacts:
    """What is asked of a distribution, and a sample of it (draws,).

    `upper` is F(b), `lower` is P(X < a), `probability` that of a ≤ X ≤ b. Where F is nearly 1 and a difference of it
    is lost, that comes from `from_a`, P(X ≥ a), and `beyond_b`, P(X > b). `density` is that at b, or P(X = b).
    The sample's variance has the divisor n - 1; NaN for one draw.
    """

    lower: float
    upper: float
    from_a: float
    beyond_b: float
    probability: float
    density: float
    quantile: float
    sample: np.ndarray
    sample_mean: float
    sample_variance: float


def _power(base: float, exponent: float) -> float:
    """base^exponent as a density has it: 0^0 is 1, and 0 to a negative power is infinite."""
    return 1.0 if exponent == 0 else base**exponent if base > 0 else 0.0 if exponent > 0 else inf


def _whole(x: float, low: float, high: float) -> bool:
    return low <= x <= high and x == int(x)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _bell(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)


def _gamma_density(x: float, shape: float, rate: float) -> float:
    if x < 0:
        return 0.0
    return _power(x, shape - 1) * exp(shape * log(rate) - rate * x - lgamma(shape))


def _beta_density(x: float, a: float, b: float) -> float:
    return _power(x, a - 1) * _power(1 - x, b - 1) * exp(-_log_beta(a, b)) if 0 <= x <= 1 else 0.0


def _student_density(x: float, df: int) -> float:
    log_constant = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    return exp(log_constant - (df + 1) / 2 * log(1 + x**2 / df))


def _binomial_density(x: float, n: int, p: float) -> float:
    return comb(n, int(x)) * p ** int(x) * (1 - p) ** (n - int(x)) if _whole(x, 0, n) else 0.0


def _poisson_density(x: float, rate: float) -> float:
    return exp(x * log(rate) - rate - lgamma(x + 1)) if _whole(x, 0, 1e9) else 0.0


def _categorical_density(x: float, probabilities: np.ndarray) -> float:
    return float(probabilities[int(x) - 1]) if _whole(x, 1, len(probabilities)) else 0.0


DENSITIES: dict[str, Callable[[float, FamilyConfig], float]] = {  # f(x), or P(X = x)
    "normal": lambda x, c: _bell((x - c.mean) / c.sd) / c.sd,
    "uniform": lambda x, c: 1 / c.width if c.low <= x <= c.low + c.width * (1 + ROUNDING) else 0.0,
    "exponential": lambda x, c: c.rate * exp(-c.rate * x) if x >= 0 else 0.0,
    "gamma": lambda x, c: _gamma_density(x, c.shape, c.rate),
    "beta": lambda x, c: _beta_density(x, c.alpha, c.beta),
    "t": lambda x, c: _student_density(x, c.df),
    "Bernoulli": lambda x, c: _binomial_density(x, 1, c.p),
    "binomial": lambda x, c: _binomial_density(x, c.trials, c.p),
    "Poisson": lambda x, c: _poisson_density(x, c.rate),
    "categorical": lambda x, c: _categorical_density(x, shares(c.weights)),
}


def density(family: FamilyConfig, x: float) -> float:
    """The density at x by its formula, or P(X = x) of a count; of a constant the probability, 1 or 0."""
    if is_constant(family):
        return float(x == moments(family).mean)
    return DENSITIES[family.family](x, family)


def family_facts(family: FamilyConfig, asked: RangeConfig, seed: SeedConfig) -> FamilyFacts:
    """The interval's probability, the quantile, the density at b, and a sample."""
    found = distribution(family)
    before = np.nextafter(asked.a, -inf) if is_discrete(family) else asked.a  # a itself belongs to the interval
    lower, upper, from_a, beyond_b = map(float, (*found.cdf([before, asked.b]), *found.sf([before, asked.b])))
    probability = from_a - beyond_b if lower > NEARLY_1 else upper - lower
    sample = draw_values(np.random.default_rng(seed.seed), family, asked.draws)
    return FamilyFacts(
        lower=lower, upper=upper, from_a=from_a, beyond_b=beyond_b,
        probability=max(probability, 0.0) if asked.a <= asked.b else 0.0,
        density=density(family, asked.b), quantile=quantile(family, asked.level), sample=sample,
        sample_mean=float(sample.mean()), sample_variance=float(sample.var(ddof=1)) if len(sample) > 1 else nan,
    )  # fmt: skip


def family_numbers(family: FamilyConfig, asked: RangeConfig) -> dict[str, float]:
    """The density at b, mean and variance by formula."""
    known = moments(family)
    return {"density": density(family, asked.b), "mean": known.mean, "variance": known.variance}


def family_in_scipy(family: FamilyConfig, asked: RangeConfig) -> dict[str, float]:
    """The same by SciPy, with the probability of the interval and the quantile."""
    found = distribution(family)
    mass = found.pmf if is_discrete(family) else found.pdf
    mean, variance = found.stats(moments="mv")
    before = np.nextafter(asked.a, -inf) if is_discrete(family) else asked.a  # a itself belongs to the interval
    return {
        "density": float(mass(asked.b)), "mean": float(mean), "variance": float(variance),
        "probability": float(found.cdf(asked.b) - found.cdf(before)),
        "quantile": quantile(family, asked.level),
    }  # fmt: skip

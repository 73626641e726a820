"""Random vectors of many dimensions: nearly all at right angles, nearly all equally long."""

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from scipy.special import betainc, gammaln

from core.params import Interval, Log, config

PAIRS = 1000
EDGE = 0.1  # a cosine closer to 0 than this is called nearly upright: 84.3° to 95.7°
BINS = 80
PLACES = 401


@config
class DimensionConfig:
    """How many coordinates a vector has, and the seed of the random ones."""

    d: Annotated[int, Interval(ge=2, le=1000), Log()] = 2
    seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True, kw_only=True)
class Directions:
    """Pairs of vectors whose coordinates are standard normal, drawn and as theory has them.

    `cosine_counts` (80,) over [−1, 1] and `length_counts` (80,) of ‖x‖/√d over [0, 2] are of what was drawn, what
    lies beyond is left out; `cosine_density` (401,) is exact at even steps from −1 to 1. Each spread is a standard
    deviation. `upright` is the exact probability of |cos θ| < 0.1, `half` that of |cos θ| > 0.5.
    """

    d: int
    cosine_counts: np.ndarray
    length_counts: np.ndarray
    cosine_density: np.ndarray
    cosine_spread: float
    cosine_spread_drawn: float
    cosine_size: float
    cosine_size_drawn: float
    upright: float
    upright_drawn: float
    half: float
    dot_spread_drawn: float
    length_mean_drawn: float
    length_spread_drawn: float


def cosine_density(cosine: np.ndarray, d: int) -> np.ndarray:
    """Density of the cosine of two random directions, ∝ (1 − x²)^((d − 3)/2), elementwise; infinite at ±1 for d = 2."""
    log_factor = gammaln(d / 2) - gammaln((d - 1) / 2) - math.log(math.pi) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.exp(log_factor) * (1 - cosine**2) ** ((d - 3) / 2))


def below(cosine: float, d: int) -> float:
    """The probability that |cos θ| of two random directions is less: cos²θ is Beta(1/2, (d − 1)/2)."""
    return float(betainc(0.5, (d - 1) / 2, cosine**2))


def beyond(cosine: float, d: int) -> float:
    """The probability that |cos θ| is more; exact where it is tiny."""
    return float(betainc((d - 1) / 2, 0.5, 1 - cosine**2))


def mean_size(d: int) -> float:
    """The mean of |cos θ|, Γ(d/2) / (√π Γ((d + 1)/2))."""
    return math.exp(gammaln(d / 2) - gammaln((d + 1) / 2)) / math.sqrt(math.pi)


def directions(dimension_config: DimensionConfig) -> Directions:
    """A thousand pairs of random vectors."""
    d, generator = dimension_config.d, np.random.default_rng(dimension_config.seed)
    x, y = generator.standard_normal((2, PAIRS, d))
    dot = (x * y).sum(axis=1)
    lengths = np.sqrt((x**2).sum(axis=1))
    cosines = dot / lengths / np.sqrt((y**2).sum(axis=1))
    edges = np.linspace(-1, 1, BINS + 1)
    return Directions(
        d=d,
        cosine_counts=np.histogram(cosines, edges)[0],
        length_counts=np.histogram(lengths / math.sqrt(d), edges + 1)[0],
        cosine_density=cosine_density(np.linspace(-1, 1, PLACES), d),
        cosine_spread=1 / math.sqrt(d),
        cosine_spread_drawn=float(np.sqrt((cosines**2).mean())),
        cosine_size=mean_size(d),
        cosine_size_drawn=float(np.abs(cosines).mean()),
        upright=below(EDGE, d),
        upright_drawn=float((np.abs(cosines) < EDGE).mean()),
        half=beyond(0.5, d),
        dot_spread_drawn=float(np.sqrt((dot**2).mean())),
        length_mean_drawn=float(lengths.mean()),
        length_spread_drawn=float(lengths.std()),
    )

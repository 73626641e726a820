"""The means of many samples, and the shares beyond 1.96 standard errors: as drawn, and exactly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from core.probability.distributions.families import (
    DISCRETE,
    distribution,
    draw_means,
    draw_values,
    moments,
    shares,
)
from core.probability.distributions.settings import FamilyConfig, SamplingConfig, SeedConfig

FAR = 1.96  # standard errors; a normal curve has 2.5 % on either side
NORMAL_TAIL = float(stats.norm.sf(FAR))
NEAR_ENOUGH = 0.003  # a tail within 2.5 ± 0.3 %
TIE = 1e-9  # a sum of counts so close to the limit lies on it, and not beyond
SIZES = np.unique(np.round(np.logspace(0, 3, 31)).astype(int))


@dataclass(frozen=True)
class SampleMeans:
    """One sample (n,), the means of all samples (samples,) with its own first, and the shares in their tails.

    `se` is the standard error of the mean; it is NaN or infinite, and the shares NaN, where the variance is.
    """

    first: np.ndarray
    means: np.ndarray
    mean: float
    sd: float
    se: float
    sd_of_means: float
    below: float
    above: float


@dataclass(frozen=True)
class TailShares:
    """The exact shares of the means below -1.96 and above 1.96 standard errors, by sample size; all (sizes,)."""

    sizes: np.ndarray
    below: np.ndarray
    above: np.ndarray


def sample_means(family: FamilyConfig, config: SamplingConfig, seed: SeedConfig) -> SampleMeans:
    """Draw all samples, and look how many of their means lie far out."""
    rng, n = np.random.default_rng(seed.seed), config.sample_size
    first = draw_values(rng, family, n)
    means = np.append(first.mean(), draw_means(rng, family, config.samples - 1, n))
    mean, sd = moments(family).mean, moments(family).sd
    se = float(sd / np.sqrt(n))
    known = np.isfinite(se)
    limit = FAR * se + (TIE if family.family in DISCRETE else 0.0)
    return SampleMeans(
        first=first, means=means, mean=mean, sd=sd, se=se, sd_of_means=float(means.std(ddof=1)),
        below=float(np.mean(means < mean - limit)) if known else float("nan"),
        above=float(np.mean(means > mean + limit)) if known else float("nan"),
    )  # fmt: skip


SUMS: dict[str, Callable[[FamilyConfig, Any], Any]] = {  # the distribution of the sum of n draws
    "normal": lambda c, n: stats.norm(n * c.mean, np.sqrt(n) * c.sd),
    "exponential": lambda c, n: stats.gamma(n, scale=1 / c.rate),
    "gamma": lambda c, n: stats.gamma(n * c.shape, scale=1 / c.rate),
    "Bernoulli": lambda c, n: stats.binom(n, c.p),
    "binomial": lambda c, n: stats.binom(n * c.trials, c.p),
    "Poisson": lambda c, n: stats.poisson(n * c.rate),
}


def tail_shares(family: FamilyConfig, sizes: np.ndarray) -> TailShares:
    """The shares of the mean's distribution beyond 1.96 standard errors, without any drawing; sizes: (sizes,).

    By the distribution of the sum where it has a name, else by convolution of `cells` of its probability.
    """
    mean, sd = moments(family).mean, moments(family).sd
    if family.family not in SUMS:
        found = np.array([_tails_by_convolution(family, int(n)) for n in sizes])
        found = np.clip(found, 0.0, 1.0)  # what rounding leaves may be below 0
        return TailShares(sizes=sizes, below=found[:, 0], above=found[:, 1])
    total = SUMS[family.family](family, sizes)
    far = FAR * sd * np.sqrt(sizes)
    tie = TIE * sizes if family.family in DISCRETE else 0.0
    return TailShares(sizes=sizes, below=total.cdf(sizes * mean - far - tie), above=total.sf(sizes * mean + far + tie))


def tail_curve(family: FamilyConfig) -> TailShares:
    """The exact shares for sizes from 1 to 1000: all of them where that is quick."""
    return tail_shares(family, np.arange(1, 1001) if family.family in SUMS else SIZES)


def _tails_by_convolution(family: FamilyConfig, n: int) -> tuple[float, float]:
    """The tails of a mean of n values: of a sum over a lattice, whose Fourier transform is a power."""
    found, mean, sd = distribution(family), moments(family).mean, moments(family).sd
    far = FAR * sd * np.sqrt(n)
    if family.family == "categorical":
        masses = shares(family.weights)
        cells = n * (len(masses) - 1) + 1
        total = np.fft.irfft(np.fft.rfft(masses, 2 * cells) ** n, 2 * cells)[:cells]
        offset = n + np.arange(cells) - n * mean
        tie = TIE * n
        return float(total[offset < -far - tie].sum()), float(total[offset > far + tie].sum())
    if n == 1:
        return float(found.cdf(mean - far)), float(found.sf(mean + far))
    cells, reach = (2**15, 100.0) if family.family == "t" else (2**13, 14.0)
    width = 2 * reach * sd * np.sqrt(n) / cells
    edges = mean + width * (np.arange(cells + 1) - cells // 2 - 0.5)
    masses = np.diff(_cdf_within(found, edges))
    masses[0] += found.cdf(edges[0])
    masses[-1] += found.sf(edges[-1])
    total = np.fft.irfft(np.fft.rfft(np.fft.ifftshift(masses)) ** n, cells)
    reached = np.concatenate([[0.0], np.cumsum(np.fft.fftshift(total))])
    spots = (edges[:-1] + edges[1:]) / 2 - mean
    shift, variance = 0.0, sd**2 + width**2 / 12  # of a smooth density: Sheppard (1898)
    if np.isfinite(found.support()).all():  # one that breaks off at its ends: what the cells have
        shift = float(masses @ spots)
        variance = float(masses @ (spots - shift) ** 2)
    far = FAR * np.sqrt(n * variance)
    below, not_above = np.interp([n * shift - far, n * shift + far], edges - mean, reached)
    return float(below), float(1 - not_above)


def _cdf_within(found: Any, edges: np.ndarray) -> np.ndarray:
    """The cumulative distribution at the edges, computed only where it is neither 0 nor 1."""
    low, high = found.support()
    inside = (edges > low) & (edges < high)
    values = np.where(edges >= high, 1.0, 0.0)
    values[inside] = found.cdf(edges[inside])
    return values


def sampling_numbers(family: FamilyConfig, config: SamplingConfig, seed: SeedConfig) -> dict[str, float]:
    """The standard error, and the shares in the tails as drawn and exactly."""
    drawn, n = sample_means(family, config, seed), np.array([config.sample_size])
    exact = tail_shares(family, n) if drawn.se > 0 and np.isfinite(drawn.se) else None
    return {
        "se": drawn.se, "sd_of_means": drawn.sd_of_means, "below": drawn.below, "above": drawn.above,
        "exactly_below": float(exact.below[0]) if exact else float("nan"),
        "exactly_above": float(exact.above[0]) if exact else float("nan"),
    }  # fmt: skip

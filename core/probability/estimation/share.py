"""Intervals for a share of successes, and their exact coverage, computed from the binomial and not simulated."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from scipy.special import bdtr, betaincinv, ndtri
from scipy.stats import binom, binomtest, norm

from core.params import Interval, Log, Step, config

SAMPLES = 100  # that are drawn
PLACES = 799  # of p at which a curve is computed, beside the ends of the intervals
BESIDE = 1e-9  # how close to an end of an interval its curve is computed


@config
class LevelConfig:
    """The level that stands on an interval."""

    level: Annotated[float, Interval(ge=0.5, le=0.999), Step(0.01)] = 0.95


@config
class ShareConfig:
    """The interval's formula, the size of a sample, and the true share in the population."""

    method: Literal["Wald", "Wilson", "Clopper-Pearson"] = "Wald"
    trials: Annotated[int, Interval(ge=1, le=1000), Log()] = 20
    p: Annotated[float, Interval(ge=0.001, le=0.999), Step(0.001)] = 0.4
    share_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True, kw_only=True)
class ShareSamples:
    """A hundred samples, each with its interval, and the exact probability that an interval holds p.

    successes, low, high: (100,). The interval holds p where the number of successes is from `first` to `last`; there is
    no such number where `first` is larger.
    """

    successes: np.ndarray
    low: np.ndarray
    high: np.ndarray
    hits: int
    first: int
    last: int
    coverage: float


@dataclass(frozen=True, kw_only=True)
class CoverageCurve:
    """The exact coverage of one formula for shares p; p, coverage: (places,)."""

    method: str
    p: np.ndarray
    coverage: np.ndarray


def wald_interval(k: Any, n: int, level: float) -> tuple[Any, Any]:
    """p̂ ± z √(p̂(1 − p̂)/n), elementwise; it may reach beyond 0 and 1, and has no width for none or all."""
    z, share = ndtri((1 + level) / 2), k / n
    half = z * np.sqrt(share * (1 - share) / n)
    return share - half, share + half


def wilson_interval(k: Any, n: Any, level: float) -> tuple[Any, Any]:
    """All p whose own spread √(p(1 − p)/n) puts p̂ within z of them, elementwise; Wilson (1927)."""
    z, share = ndtri((1 + level) / 2), k / n
    center = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.clip(center - half, 0, share), np.clip(center + half, share, 1)


def clopper_pearson_interval(k: Any, n: int, level: float) -> tuple[Any, Any]:
    """All p under which k or fewer, and k or more, each have at least half of 1 − level; elementwise.

    The ends are quantiles of beta distributions. Clopper & Pearson (1934).
    """
    tail = (1 - level) / 2
    low = np.where(k == 0, 0.0, betaincinv(np.maximum(k, 1), n - k + 1, tail))
    high = np.where(k == n, 1.0, betaincinv(k + 1, np.maximum(n - k, 1), 1 - tail))
    return low, high


INTERVALS: dict[str, Callable[[Any, int, float], tuple[Any, Any]]] = {
    "Wald": wald_interval,
    "Wilson": wilson_interval,
    "Clopper-Pearson": clopper_pearson_interval,
}


def covering_counts(p: Any, n: int, level: float, method: str) -> tuple[Any, Any]:
    """First and last number of successes whose interval holds p, elementwise; both ends grow with the number."""
    low, high = (np.clip(end, 0, 1) for end in INTERVALS[method](np.arange(n + 1), n, level))
    return np.searchsorted(high, p, side="left"), np.searchsorted(low, p, side="right") - 1


def binomial_between(first: Any, last: Any, n: int, p: Any) -> Any:
    """The probability of first to last successes in n trials, elementwise; 0 where first is larger."""
    below = np.where(first > 0, bdtr(np.maximum(first - 1, 0), n, p), 0.0)
    return np.where(last >= first, bdtr(np.maximum(last, 0), n, p) - below, 0.0)


def coverage_curve(method: str, n: int, level: float) -> CoverageCurve:
    """The coverage for p from 0 to 1, also at both sides of each end of an interval, where it jumps."""
    ends = np.ravel(INTERVALS[method](np.arange(n + 1), n, level))
    grid = np.linspace(0, 1, PLACES + 2)[1:-1]
    p = np.unique(np.concatenate([grid, ends - BESIDE, ends + BESIDE]))
    p = p[(p > 0) & (p < 1)]
    first, last = covering_counts(p, n, level, method)
    return CoverageCurve(method=method, p=p, coverage=binomial_between(first, last, n, p))


def share_samples(level_config: LevelConfig, share_config: ShareConfig) -> ShareSamples:
    """A hundred samples and their intervals; the random numbers stay while p and n change."""
    n, p, method = share_config.trials, share_config.p, share_config.method
    uniform = np.random.default_rng(share_config.share_seed).random(SAMPLES)
    successes = binom.ppf(uniform, n, p).astype(int)
    low, high = INTERVALS[method](successes, n, level_config.level)
    first, last = covering_counts(p, n, level_config.level, method)
    return ShareSamples(
        successes=successes, low=low, high=high, hits=int(((low <= p) & (p <= high)).sum()), first=int(first),
        last=int(last), coverage=float(binomial_between(first, last, n, p)),
    )  # fmt: skip


def coverage_in_scipy(level_config: LevelConfig, share_config: ShareConfig) -> dict[str, float]:
    """The coverage with each interval from SciPy (Wald's from its normal quantiles), as a sum over all samples."""
    n, p = share_config.trials, share_config.p
    covered = 0.0
    for k in range(n + 1):
        if share_config.method == "Wald":
            low, high = np.array([-1, 1]) * norm.ppf((1 + level_config.level) / 2) * np.sqrt(k * (n - k) / n**3) + k / n
        else:
            name = "wilson" if share_config.method == "Wilson" else "exact"
            low, high = binomtest(k, n).proportion_ci(level_config.level, method=name)
        if low <= p <= high:
            covered += binom.pmf(k, n, p)
    return {"coverage": float(covered)}

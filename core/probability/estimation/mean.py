"""Intervals for a mean, by Student's t, the normal quantile and the bootstrap, and how often they hold it."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from scipy import stats

from core.params import Interval, Log, config
from core.probability.estimation.share import LevelConfig, wilson_interval

SAMPLES = 2000  # on which the coverage is counted
RESAMPLES = 500
TRUE_MEAN = {"normal": 0.0, "exponential": 1.0}  # both have standard deviation 1
SIZES = np.arange(2, 101)


@config
class MeanConfig:
    """The interval, the population, and how many observations a sample has."""

    mean_method: Literal["t", "z", "bootstrap"] = "t"
    population: Literal["normal", "exponential"] = "normal"
    size: Annotated[int, Interval(ge=1, le=100), Log()] = 8
    mean_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True, kw_only=True)
class MeanSamples:
    """Two thousand samples, each with its interval; the ends are NaN where there is none.

    samples: (samples, size); low, high: (samples,). `counted` is the share of the intervals that hold the true mean.
    """

    samples: np.ndarray
    low: np.ndarray
    high: np.ndarray
    counted: float


def draw_samples(mean_config: MeanConfig) -> np.ndarray:
    """Samples from the population. (samples, size)"""
    generator = np.random.default_rng(mean_config.mean_seed)
    shape = (SAMPLES, mean_config.size)
    return generator.standard_normal(shape) if mean_config.population == "normal" else generator.exponential(1.0, shape)


def resampled_means(samples: np.ndarray, seed: int) -> np.ndarray:
    """The means of 500 resamples of each of the samples (m, n), drawn with replacement. (m, 500)

    Which observations are drawn again is the same for all samples.
    """
    n = samples.shape[1]
    drawn = np.random.default_rng(seed).integers(n, size=(RESAMPLES, n))
    times = np.stack([np.bincount(row, minlength=n) for row in drawn])  # (500, n)
    return np.asarray(samples @ times.T / n)


def mean_intervals(samples: np.ndarray, level: float, method: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the interval of each of the samples (m, n), both (m,); NaN for one observation with t or z."""
    n = samples.shape[1]
    if method == "bootstrap":
        low, high = np.quantile(resampled_means(samples, seed), [(1 - level) / 2, (1 + level) / 2], axis=1)
        return low, high
    if n == 1:
        return np.full(len(samples), np.nan), np.full(len(samples), np.nan)
    mean, half = samples.mean(axis=1), quantile(level, method, n) * samples.std(axis=1, ddof=1) / np.sqrt(n)
    return mean - half, mean + half


def quantile(level: float, method: str, n: int) -> float:
    """How many standard errors the interval reaches to each side."""
    return float(stats.norm.ppf((1 + level) / 2) if method == "z" else stats.t.ppf((1 + level) / 2, n - 1))


def mean_samples(level_config: LevelConfig, mean_config: MeanConfig) -> MeanSamples:
    """Samples, their intervals, and how many of them hold the true mean."""
    samples, truth = draw_samples(mean_config), TRUE_MEAN[mean_config.population]
    low, high = mean_intervals(samples, level_config.level, mean_config.mean_method, mean_config.mean_seed + 1)
    counted = float(((low <= truth) & (truth <= high)).mean())
    return MeanSamples(samples=samples, low=low, high=high, counted=counted)


def first_mean(level_config: LevelConfig, mean_config: MeanConfig) -> dict[str, float]:
    """The interval of the first sample, and the share of all intervals that hold the true mean."""
    found = mean_samples(level_config, mean_config)
    return {"low": float(found.low[0]), "high": float(found.high[0]), "counted": found.counted}


def first_mean_in_scipy(level_config: LevelConfig, mean_config: MeanConfig) -> dict[str, float]:
    """The interval of the first sample by SciPy, whose bootstrap draws other resamples; NaN for one observation."""
    sample, level = draw_samples(mean_config)[0], level_config.level
    if mean_config.mean_method == "bootstrap" and len(sample) > 1:
        found = stats.bootstrap(
            (sample,), np.mean, confidence_level=level, n_resamples=RESAMPLES, method="percentile", rng=0
        )
        low, high = found.confidence_interval
        return {"bootstrap_low": float(low), "bootstrap_high": float(high)}
    if len(sample) == 1:
        return {"mean": float(sample[0])}
    mean, error = sample.mean(), stats.sem(sample)
    if mean_config.mean_method == "z":
        low, high = stats.norm.interval(level, mean, error)
    else:
        low, high = stats.t.interval(level, len(sample) - 1, mean, error)
    return {"low": float(low), "high": float(high)}


def exact_coverage(n: np.ndarray, level: float, method: str) -> np.ndarray:
    """The coverage for samples of n from a normal population, with t or z, elementwise; NaN for one observation.

    The bootstrap has no such formula and gets NaN.

    (x̄ − μ)/(s/√n) has Student's t distribution, whichever quantile is put in its place.
    """
    freedom = np.maximum(n - 1, 1)
    reach = stats.norm.ppf((1 + level) / 2) if method == "z" else stats.t.ppf((1 + level) / 2, freedom)
    return np.where((n > 1) & (method != "bootstrap"), 2 * stats.t.cdf(reach, freedom) - 1, np.nan)


def counting_interval(counted: float) -> tuple[float, float]:
    """Wilson's interval at 95 % of a share that was counted on the samples."""
    low, high = wilson_interval(counted * SAMPLES, SAMPLES, 0.95)
    return float(low), float(high)

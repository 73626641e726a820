"""How sure a number is: Wilson's interval for proportions, the bootstrap for everything else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri
from scipy.stats import binomtest

from core.practice.metrics.binary import binary_values, class_weights, confusion_counts, ratio
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig, IntervalConfig

CHUNK_NUMBERS = 1_000_000  # of the resample matrix that is held at a time
FLAT = 1e-12  # an interval that is narrower has no width
SIZES = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True)
class Resamples:
    """Every metric on each of the resamples that are done so far, each (done,); NaN where it is undefined."""

    values: dict[str, np.ndarray]
    done: int
    total: int


@dataclass(frozen=True)
class MetricInterval:
    """A metric, its bootstrap interval and, if it is a proportion, Wilson's; None where there is none.

    `successes` of `trials` is the proportion; `undefined` the number of resamples on which the metric has no value.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    wilson_low: float | None
    wilson_high: float | None
    successes: int | None
    trials: int | None
    undefined: int

    @property
    def width(self) -> float | None:
        """The width of the bootstrap interval; None where there is none."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def is_flat(self) -> bool:
        """Whether the bootstrap interval has no width, but for rounding."""
        return self.width is not None and self.width <= FLAT

    def numbers(self) -> dict[str, float]:
        """The value and the ends of both intervals by name, NaN where undefined; Wilson's only for a proportion."""
        names = ("value", "low", "high", *(("wilson_low", "wilson_high") if self.trials else ()))
        ends = {name: getattr(self, name) for name in names}
        return {name: np.nan if end is None else end for name, end in ends.items()}


@dataclass(frozen=True)
class WidthCurve:
    """Width of a metric's interval for test sets of several sizes, each (sizes,); NaN: undefined, or no proportion.

    `share` is how many of the sizes are done.
    """

    sizes: np.ndarray
    bootstrap: np.ndarray
    wilson: np.ndarray
    samples: int
    share: float = 1.0

    @property
    def has_width(self) -> bool:
        """Whether an interval of any size is wider than 0."""
        return bool((self.bootstrap > 0).any() or (self.wilson > 0).any())


@dataclass(frozen=True)
class WilsonParts:
    """Wilson's interval taken apart: z, the share p of n trials, and SciPy's bounds to compare with."""

    z: float
    p: float
    successes: int
    n: int
    library_low: float
    library_high: float

    @property
    def rough_width(self) -> float:
        """Width of the normal approximation, 2·z·sqrt(p·(1-p)/n): what shrinks with the root of n."""
        return float(2 * self.z * np.sqrt(self.p * (1 - self.p) / self.n))

    def rough_size(self, width: float) -> int:
        """Samples for that width of the normal approximation, rounded up."""
        return int(np.ceil(4 * self.z**2 * self.p * (1 - self.p) / width**2))


def wilson_interval(successes: Any, trials: Any, level: float) -> tuple[Any, Any]:
    """The proportions that a test at `1 - level` would not reject, given these successes; NaN without trials.

    Wilson (1927). Stays within 0 and 1, also for none and for all.
    """
    z = ndtri((1 + level) / 2)
    p, q = ratio(successes, trials), ratio(z**2, trials)
    center = p + q / 2
    half = np.sqrt(q * (p * (1 - p) + q / 4))
    scale = 1 + q
    return np.clip((center - half) / scale, 0, p), np.clip((center + half) / scale, p, 1)


def bootstrap_weights(samples: int, resamples: int, seed: int) -> Iterator[np.ndarray]:
    """How often each sample is drawn, with replacement, in each resample: chunks of rows (rows, samples)."""
    rng = np.random.default_rng(seed)
    rows = max(1, CHUNK_NUMBERS // samples)
    for start in range(0, resamples, rows):
        drawn = rng.integers(samples, size=(min(rows, resamples - start), samples))
        yield np.array([np.bincount(row, minlength=samples) for row in drawn], dtype=float)


def bootstrap_chunks(scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Iterator[Resamples]:
    """Every metric on resamples of the test set, as a state that grows; Efron (1979)."""
    base = class_weights(scores.y, binary)
    chunks: list[dict[str, Any]] = []
    done = 0
    for weights in bootstrap_weights(len(scores.y), config.resamples, config.bootstrap_seed):
        chunks.append(binary_values(scores, binary, weights * base))
        done += len(weights)
        joined = {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}
        yield Resamples(joined, done, config.resamples)


def bootstrap(scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Resamples:
    """The last state of `bootstrap_chunks`: every resample."""
    *_, last = bootstrap_chunks(scores, binary, config)
    return last


def first_resamples(resamples: Resamples, count: int) -> Resamples:
    """The first of the resamples, as if no more had been drawn."""
    return Resamples({name: values[:count] for name, values in resamples.values.items()}, count, resamples.total)


def percentile_interval(values: np.ndarray, level: float) -> tuple[float, float]:
    """The middle `level` of the values (m,) that are defined; NaN if none is."""
    known = values[~np.isnan(values)]
    if not len(known):
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def defined(value: Any) -> float | None:
    """The number, or None for NaN."""
    return None if np.isnan(value) else float(value)


def proportion(name: str, scores: BinaryScores, binary: BinaryConfig) -> tuple[int, int] | None:
    """`(successes, trials)` of a metric that is a share of samples; None for others, and where weights moved it."""
    c = confusion_counts(scores.y, scores.score, binary.threshold, np.ones(len(scores.y)))
    shares = {"recall": (c.tp, c.tp + c.fn), "specificity": (c.tn, c.tn + c.fp)}
    if not binary.reweight:
        shares |= {"accuracy": (c.tp + c.tn, len(scores.y)), "precision": (c.tp, c.tp + c.fp)}
    if name not in shares:
        return None
    successes, trials = shares[name]
    return int(successes), int(trials)


def metric_intervals(
    scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig, resamples: Resamples
) -> tuple[MetricInterval, ...]:
    """Each metric with its interval from the resamples, and Wilson's for those that are proportions."""
    found = binary_values(scores, binary, class_weights(scores.y, binary))
    rows = []
    for name, values in resamples.values.items():
        low, high = percentile_interval(values, config.level)
        share = proportion(name, scores, binary)
        wilson = wilson_interval(*share, config.level) if share else (np.nan, np.nan)
        successes, trials = share or (None, None)
        rows.append(
            MetricInterval(
                name=name, value=defined(found[name]), low=defined(low), high=defined(high),
                wilson_low=defined(wilson[0]), wilson_high=defined(wilson[1]), successes=successes, trials=trials,
                undefined=int(np.isnan(values).sum()),
            )
        )  # fmt: skip
    return tuple(rows)


def width_curve_in_steps(scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Iterator[WidthCurve]:
    """The interval's width if the test set had other sizes, samples drawn from the one there is: size by size."""
    n = len(scores.y)
    rng = np.random.default_rng(config.bootstrap_seed)
    resamples = int(np.clip(CHUNK_NUMBERS // n, 40, 300))
    base = class_weights(scores.y, binary)
    share = proportion(config.metric, scores, binary)
    bootstrapped, wilson = [], []
    for number, size in enumerate(SIZES, 1):
        weights = rng.multinomial(size, np.full(n, 1 / n), size=resamples) * base
        low, high = percentile_interval(binary_values(scores, binary, weights)[config.metric], config.level)
        bootstrapped.append(high - low)
        successes, trials = share or (0, 0)
        low, high = wilson_interval(successes / n * size, trials / n * size, config.level)
        wilson.append(high - low)
        yield WidthCurve(
            sizes=np.array(SIZES[:number]), bootstrap=np.array(bootstrapped), wilson=np.array(wilson), samples=n,
            share=number / len(SIZES),
        )  # fmt: skip


def wilson_parts(interval: MetricInterval, level: float) -> WilsonParts | None:
    """What Wilson's formula is made of; None where the metric is no proportion or has no trials."""
    if interval.successes is None or not interval.trials:
        return None
    bounds = binomtest(interval.successes, interval.trials).proportion_ci(level, method="wilson")
    share = interval.successes / interval.trials
    z = float(ndtri((1 + level) / 2))
    return WilsonParts(
        z=z, p=share, successes=interval.successes, n=interval.trials,
        library_low=float(bounds.low), library_high=float(bounds.high),
    )  # fmt: skip

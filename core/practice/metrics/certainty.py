"""What the view "How sure?" asks, and the arithmetic behind its answers."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import binomtest

from core.practice.metrics.binary import binary_values, class_weights
from core.practice.metrics.binary_report import LOWER_IS_BETTER
from core.practice.metrics.comparison import Comparison, McNemar, mcnemar
from core.practice.metrics.intervals import MetricInterval, Resamples, percentile_interval
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig, IntervalConfig
from core.refusal import Refusal


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


def wilson_parts(interval: MetricInterval, level: float) -> WilsonParts | None:
    """What Wilson's formula is made of; None where the metric is no proportion or has no trials."""
    if interval.successes is None or not interval.trials:
        return None
    bounds = binomtest(interval.successes, interval.trials).proportion_ci(level, method="wilson")
    share = interval.successes / interval.trials
    z = float(ndtri((1 + level) / 2))
    return WilsonParts(z, share, interval.successes, interval.trials, float(bounds.low), float(bounds.high))


def compare_resampled(
    models: tuple[BinaryScores, BinaryScores],
    resamples: tuple[Resamples, Resamples],
    binary: BinaryConfig,
    config: IntervalConfig,
) -> Comparison:
    """`core.practice.metrics.comparison.compare`, from resamples that are already there.

    Resamples of equal seed and size draw the same samples, so their values are paired. Refusal where the
    models were not judged on the same samples.
    """
    first, second = models
    if not np.array_equal(first.y, second.y):
        raise Refusal("other_samples")
    differences = resamples[0].values[config.metric] - resamples[1].values[config.metric]
    low, high = percentile_interval(differences, config.level)
    test = mcnemar(*((scores.score >= binary.threshold) == (scores.y == 1) for scores in models))
    base = class_weights(first.y, binary)
    one, other = (float(binary_values(scores, binary, base)[config.metric]) for scores in models)
    numbers = (None if np.isnan(x) else float(x) for x in (one, other, one - other, low, high))
    first_value, second_value, difference, lowest, highest = numbers
    return Comparison(
        test, _by_test(test, config.level), config.metric, first_value, second_value, difference, lowest, highest,
        differences, _by_interval(low, high, config.metric),
    )  # fmt: skip


def _by_test(test: McNemar, level: float) -> str:
    if test.chi2 is None:
        return "never_disagree"
    if test.p_exact >= 1 - level:
        return "no_evidence"
    return "first_better" if test.only_first > test.only_second else "second_better"


def _by_interval(low: float, high: float, metric: str) -> str:
    if np.isnan(low):
        return "undefined"
    if low <= 0 <= high:
        return "no_evidence"
    return "first_better" if (low > 0) == (metric not in LOWER_IS_BETTER) else "second_better"

"""Two models on the same test set: do they differ by more than chance?"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, chi2

from core.practice.metrics.binary import LOSSES, binary_values, class_weights
from core.practice.metrics.certainty import Resamples, defined, percentile_interval
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig, IntervalConfig
from core.tex import significant


@dataclass(frozen=True)
class McNemar:
    """How often both, one or neither model is right, and the p-values of "they are right equally often".

    `chi2` (with continuity correction) and its p-value are None where the models never disagree.
    """

    both: int
    only_first: int
    only_second: int
    neither: int
    p_exact: float
    chi2: float | None
    p_chi2: float | None


@dataclass(frozen=True)
class Comparison:
    """McNemar's test of the accuracies, and the bootstrapped difference (first minus second) of one metric.

    `differences` (resamples,) holds NaN where a metric is undefined; `conclusion` (McNemar) and `metric_conclusion`
    (bootstrap) are keys of the words files: never_disagree or never_differs, no_evidence, first_better,
    second_better; the second also undefined. A better loss is a lower one.
    """

    test: McNemar
    conclusion: str
    metric: str
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    differences: np.ndarray
    metric_conclusion: str

    def numbers(self) -> dict[str, float | None]:
        """McNemar's test and the difference with its interval by name, NaN where the metric is undefined."""
        ends = {name: getattr(self, name) for name in ("first", "second", "difference", "low", "high")}
        return {**vars(self.test), **{name: np.nan if end is None else end for name, end in ends.items()}}


def mcnemar(first_right: np.ndarray, second_right: np.ndarray) -> McNemar:
    """The test on the samples where exactly one model is right, from booleans (n,).

    McNemar (1947); exact: binomial with p = 1/2.
    """
    only_first = int((first_right & ~second_right).sum())
    only_second = int((~first_right & second_right).sum())
    both, neither = int((first_right & second_right).sum()), int((~first_right & ~second_right).sum())
    disagreements = only_first + only_second
    exact, statistic, approximate = 1.0, None, None
    if disagreements:
        exact = float(binomtest(only_first, disagreements).pvalue)
        statistic = max(abs(only_first - only_second) - 1, 0) ** 2 / disagreements
        approximate = float(chi2.sf(statistic, 1))
    return McNemar(
        both=both, only_first=only_first, only_second=only_second, neither=neither, p_exact=exact, chi2=statistic,
        p_chi2=approximate,
    )  # fmt: skip


def compare(
    first: BinaryScores,
    second: BinaryScores,
    resamples: tuple[Resamples, Resamples],
    binary: BinaryConfig,
    interval: IntervalConfig,
) -> Comparison:
    """Both tests of two models on one test set, from each model's resamples.

    Resamples of equal seed and size draw the same samples, so their values are paired. ValueError where the models
    were not judged on the same samples.
    """
    if not np.array_equal(first.y, second.y):
        raise ValueError("The two models must be judged on the same samples.")
    first_values, second_values = (one.values[interval.metric] for one in resamples)
    differences = significant(first_values - second_values, np.abs(first_values))
    low, high = percentile_interval(differences, interval.level)
    test = mcnemar(*((scores.score >= binary.threshold) == (scores.y == 1) for scores in (first, second)))
    weights = class_weights(first.y, binary)
    one, other = (float(binary_values(scores, binary, weights)[interval.metric]) for scores in (first, second))
    return Comparison(
        test=test, conclusion=_by_test(test, interval.level), metric=interval.metric, first=defined(one),
        second=defined(other), difference=defined(one - other), low=defined(low), high=defined(high),
        differences=differences, metric_conclusion=_by_interval(differences, low, high, interval.metric),
    )  # fmt: skip


def _by_test(test: McNemar, level: float) -> str:
    if test.chi2 is None:
        return "never_disagree"
    if test.p_exact >= 1 - level:
        return "no_evidence"
    return "first_better" if test.only_first > test.only_second else "second_better"


def _by_interval(differences: np.ndarray, low: float, high: float, metric: str) -> str:
    if np.isnan(low):
        return "undefined"
    if not np.nan_to_num(differences).any():
        return "never_differs"
    if low <= 0 <= high:
        return "no_evidence"
    return "first_better" if (low > 0) == (metric not in LOSSES) else "second_better"

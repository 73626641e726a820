"""Two models on the same test set: do they differ by more than chance?"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, chi2

from core.practice.metrics.binary import binary_values, class_weights
from core.practice.metrics.intervals import bootstrap_weights, defined, percentile_interval
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig, IntervalConfig
from core.refusal import Refusal


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
    (bootstrap) are keys of the words files: never_disagree, no_evidence, first_better, second_better; the second also
    undefined. A better loss is a lower one.
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


def mcnemar(first_right: np.ndarray, second_right: np.ndarray) -> McNemar:
    """The test on the samples where exactly one model is right (McNemar, 1947; exact: binomial with p = 1/2)."""
    only_first = int((first_right & ~second_right).sum())
    only_second = int((~first_right & second_right).sum())
    both, neither = int((first_right & second_right).sum()), int((~first_right & ~second_right).sum())
    disagreements = only_first + only_second
    if disagreements == 0:
        return McNemar(both, 0, 0, neither, 1.0, None, None)
    exact = float(binomtest(only_first, disagreements).pvalue)
    statistic = max(abs(only_first - only_second) - 1, 0) ** 2 / disagreements
    return McNemar(both, only_first, only_second, neither, exact, statistic, float(chi2.sf(statistic, 1)))


def paired_differences(
    first: BinaryScores, second: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> np.ndarray:
    """The metric of the first model minus that of the second on resamples; both always see the same samples."""
    base = class_weights(first.y, binary)
    chunks = []
    for weights in bootstrap_weights(len(first.y), config.resamples, config.bootstrap_seed):
        one, other = (binary_values(scores, binary, weights * base)[config.metric] for scores in (first, second))
        chunks.append(one - other)
    return np.concatenate(chunks)


def compare(first: BinaryScores, second: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Comparison:
    """Both tests of two models on one test set, at the level of the config.

    Refusal where the models were not judged on the same samples.
    """
    if not np.array_equal(first.y, second.y):
        raise Refusal("other_samples")
    right = [(scores.score >= binary.threshold) == (scores.y == 1) for scores in (first, second)]
    test = mcnemar(*right)
    differences = paired_differences(first, second, binary, config)
    low, high = percentile_interval(differences, config.level)
    base = class_weights(first.y, binary)
    one, other = (binary_values(scores, binary, base)[config.metric] for scores in (first, second))
    first_ahead = test.only_first > test.only_second
    conclusion = "never_disagree" if test.chi2 is None else _said(test.p_exact < 1 - config.level, first_ahead)
    higher_is_better = config.metric not in ("log_loss", "brier")
    if np.isnan(low):
        metric_conclusion = "undefined"
    elif low == high == 0:
        metric_conclusion = "never_differs"
    else:
        metric_conclusion = _said(not low <= 0 <= high, (low > 0) == higher_is_better)
    return Comparison(
        test, conclusion, config.metric, defined(one), defined(other), defined(one - other), defined(low),
        defined(high), differences, metric_conclusion,
    )  # fmt: skip


def _said(differs: bool, first_ahead: bool) -> str:
    if not differs:
        return "no_evidence"
    return "first_better" if first_ahead else "second_better"

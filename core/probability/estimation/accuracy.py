"""How sure an accuracy is: its interval from the size of the test set, and McNemar's test of two classifiers."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from scipy.stats import binom, binomtest

from core.params import Interval, Log, Step, config
from core.probability.estimation.share import LevelConfig, binomial_between, wilson_interval

Disagreements = Annotated[int, Interval(ge=0, le=500)]
SIZES = np.unique(np.round(np.logspace(1, 5, 241)).astype(int))


@config
class AccuracyConfig:
    """The accuracy of a classifier A on a test set, and the size of the test set."""

    hit_share: Annotated[float, Interval(ge=0, le=1), Step(0.001)] = 0.87
    total: Annotated[int, Interval(ge=10, le=100_000), Log()] = 200


@config
class DisagreementConfig:
    """On how many examples only classifier A is right, and on how many only B."""

    only_first: Disagreements = 12
    only_second: Disagreements = 7


@dataclass(frozen=True, kw_only=True)
class AccuracyReport:
    """Right answers of A, Wilson's interval of its accuracy, and McNemar's exact test of A against B.

    `second_correct` and the interval of B are NaN where A and B cannot disagree as often as they are said to.
    """

    correct: int
    total: int
    low: float
    high: float
    second_correct: float
    second_low: float
    second_high: float
    p: float

    @property
    def width(self) -> float:
        """From end to end of the interval of A."""
        return self.high - self.low

    @property
    def possible(self) -> bool:
        """Whether the test set has room for the disagreements."""
        return not np.isnan(self.second_correct)


def mcnemar_p(only_first: int, only_second: int) -> float:
    """Two-sided exact p of "both are right equally often": disagreements as tosses of a fair coin; 1 without any.

    McNemar (1947).
    """
    tosses, least = only_first + only_second, min(only_first, only_second)
    return float(min(1.0, 2 * binomial_between(0, least, tosses, 0.5))) if tosses else 1.0


def accuracy_report(
    level_config: LevelConfig, accuracy_config: AccuracyConfig, disagreement_config: DisagreementConfig
) -> AccuracyReport:
    """The intervals of both accuracies and the test of their difference."""
    n, level = accuracy_config.total, level_config.level
    b, c = disagreement_config.only_first, disagreement_config.only_second
    correct = round(accuracy_config.hit_share * n)
    low, high = wilson_interval(correct, n, level)
    room = b <= correct and c <= n - correct
    second = float(correct - b + c) if room else np.nan
    second_low, second_high = wilson_interval(second, n, level)
    return AccuracyReport(
        correct=correct, total=n, low=float(low), high=float(high), second_correct=second,
        second_low=float(second_low), second_high=float(second_high), p=mcnemar_p(b, c),
    )  # fmt: skip


def accuracy_numbers(
    level_config: LevelConfig, accuracy_config: AccuracyConfig, disagreement_config: DisagreementConfig
) -> dict[str, float]:
    """The interval of A and McNemar's p, by name."""
    found = accuracy_report(level_config, accuracy_config, disagreement_config)
    return {"correct": found.correct, "low": found.low, "high": found.high, "p": found.p}


def accuracy_in_scipy(
    level_config: LevelConfig, accuracy_config: AccuracyConfig, disagreement_config: DisagreementConfig
) -> dict[str, float]:
    """The same by SciPy's binomial test."""
    n, b, c = accuracy_config.total, disagreement_config.only_first, disagreement_config.only_second
    correct = round(accuracy_config.hit_share * n)
    low, high = binomtest(correct, n).proportion_ci(level_config.level, method="wilson")
    return {
        "correct": correct, "low": float(low), "high": float(high),
        "p": float(binomtest(b, b + c).pvalue) if b + c else 1.0
    }  # fmt: skip


def accuracy_band(hit_share: float, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval of one accuracy for test sets of `SIZES`, as if any share were possible; both (sizes,)."""
    low, high = wilson_interval(hit_share * SIZES, SIZES, level)
    return low, high


def coin_tosses(disagreement_config: DisagreementConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How often A alone may be right if all is coin tosses: counts, probabilities, which are as extreme; (counts,)."""
    b, c = disagreement_config.only_first, disagreement_config.only_second
    counts = np.arange(b + c + 1)
    shares = binom.pmf(counts, b + c, 0.5)
    extreme = abs(counts - (b + c) / 2) >= abs(b - c) / 2
    visible = (shares > 1e-6) | (counts == b)
    return counts[visible], shares[visible], extreme[visible]

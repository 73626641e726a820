"""Mean and spread of a score over the folds as rows: formula, the numbers plugged in, value."""

import numpy as np

from core.practice.metrics.binary_report import MetricRow
from core.practice.metrics.folds import CrossValidation
from core.practice.metrics.formulas import TERMS_SHOWN, tex

LOWER_IS_BETTER = ("log_loss", "mae", "rmse")


def fold_rows(result: CrossValidation, score: str) -> tuple[MetricRow, MetricRow]:
    """The mean and the standard deviation of one score over the test folds."""
    each = [fold.test[score] for fold in result.folds]
    mean, spread, k = result.mean[score], result.spread[score], len(each)
    terms = _shortened([_signed(value) for value in each])
    squares = _shortened([rf"({tex(value)}-{_signed(mean)})^2" for value in each])
    total, total_of_squares = tex(sum(each)), tex(sum((value - mean) ** 2 for value in each))
    summed = rf"\frac{{{terms}}}{{{k}}}=\frac{{{total}}}{{{k}}}"
    squared = rf"\sqrt{{\frac{{{squares}}}{{{k - 1}}}}}=\sqrt{{\frac{{{total_of_squares}}}{{{k - 1}}}}}"
    higher = score not in LOWER_IS_BETTER
    return (
        MetricRow("mean", mean, None, None, r"\bar s=\frac1k\sum_i s_i", summed, higher),
        MetricRow("spread", spread, None, None, r"\sqrt{\frac{1}{k-1}\sum_i(s_i-\bar s)^2}", squared, False),
    )


def score_table(result: CrossValidation, score: str) -> tuple[np.ndarray, np.ndarray]:
    """One score of every fold (k,): on its test samples, and on the samples that its model was trained on."""
    return np.array([f.test[score] for f in result.folds]), np.array([f.train[score] for f in result.folds])


def _signed(value: float) -> str:
    return tex(value) if value >= 0 else f"({tex(value)})"


def _shortened(terms: list[str]) -> str:
    """A sum of many terms by its first and its last."""
    return "+".join(terms if len(terms) <= TERMS_SHOWN else [terms[0], r"\dots", terms[-1]])

"""Mean and spread of a score over the folds as rows: formula, the numbers plugged in, value; and in sentences."""

from collections.abc import Iterator, Sequence

import numpy as np

from core.practice.metrics.binary_report import TERMS_SHOWN, Line, MetricRow
from core.practice.metrics.folds import CrossValidation
from core.tex import fraction, number, signed


def fold_rows(result: CrossValidation, score: str) -> tuple[MetricRow, MetricRow]:
    """The mean and the standard deviation of one score over the test folds."""
    each = [fold.test[score] for fold in result.folds]
    mean, spread, k = result.mean[score], result.spread[score], len(each)
    terms = _ends([signed(value) for value in each])
    squares = _ends([rf"({number(value)}-{signed(mean)})^2" for value in each])
    summed = f"{fraction(terms, k)}={fraction(sum(each), k)}"
    whole = fraction(sum((value - mean) ** 2 for value in each), k - 1)
    squared = rf"\sqrt{{{fraction(squares, k - 1)}}}=\sqrt{{{whole}}}"
    return (
        MetricRow("mean", mean, r"\bar s=\frac1k\sum_i s_i", summed),
        MetricRow("spread", spread, r"\sqrt{\frac{1}{k-1}\sum_i(s_i-\bar s)^2}", squared),
    )


def fold_lines(result: CrossValidation, score: str) -> Iterator[Line]:
    """Who tests whom, and where the score is undefined."""
    first = result.folds[0]
    yield "said", {"test": first.test_size, "train": first.train_size, "n": len(result.target)}
    undefined = sum(fold.one_class for fold in result.folds)
    if score == "mcc" and undefined:
        yield "one_class", {"count": undefined, "k": len(result.folds)}


def score_table(result: CrossValidation, score: str) -> tuple[np.ndarray, np.ndarray]:
    """One score of every fold (k,): on its test samples, and on the samples that its model was trained on."""
    return np.array([f.test[score] for f in result.folds]), np.array([f.train[score] for f in result.folds])


def _ends(terms: Sequence[str]) -> str:
    """A sum of many terms by its first and its last."""
    return "+".join(terms if len(terms) <= TERMS_SHOWN else [terms[0], r"\dots", terms[-1]])

"""Whether scores rank the classes the wrong way round, by more than chance."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import binomtest, mannwhitneyu, rankdata

CHANCE = 0.01


@dataclass(frozen=True)
class WrongWay:
    """The class with the lowest AUC against the rest, that AUC, a p-value, and the order that fits better.

    `order[k]` is the column that would suit class k.
    """

    index: int
    auc: float
    p_value: float
    order: tuple[int, ...]


def wrong_way(y_true: np.ndarray, scores: np.ndarray) -> WrongWay | None:
    """Scores (n, classes) that are worse than guessing, as chance would be in less than 1 % of cases; or None.

    Two classes: Mann-Whitney U test of one score, one-sided, exact for few samples without ties, else its normal
    approximation with the correction for ties. Several: the same for each class against the rest, and the exact
    binomial test of the accuracy against that of chance; each p-value times the number of tests.
    """
    classes = scores.shape[1]
    y_pred = scores.argmax(axis=1)
    tests: list[tuple[float, float, int]] = []  # AUC, p-value, class
    for k in range(classes) if classes > 2 else (1,):
        own, rest = scores[y_true == k, k], scores[y_true != k, k]
        if len(own) and len(rest) and np.ptp(scores[:, k]) > 0:
            test = mannwhitneyu(own, rest, alternative="less")
            tests.append((float(test.statistic) / (len(own) * len(rest)), float(test.pvalue), k))
    if not tests:
        return None
    auc, p, k = min(tests)
    p = min(test[1] for test in tests)
    if classes > 2:
        share_true, share_called = (np.bincount(y, minlength=classes) / len(y) for y in (y_true, y_pred))
        hits = int((y_true == y_pred).sum())
        by_chance = min(float(share_true @ share_called), 1.0)
        p = min(p, float(binomtest(hits, len(y_true), by_chance, alternative="less").pvalue)) * (len(tests) + 1)
    if p >= CHANCE:
        return None
    return WrongWay(k, auc, p, (1, 0) if classes == 2 else _better_order(y_true, scores))


def _better_order(y_true: np.ndarray, scores: np.ndarray) -> tuple[int, ...]:
    """The column for each class that makes the sum of the AUCs largest; Hungarian method."""
    classes = scores.shape[1]
    ranks = np.column_stack([rankdata(column) for column in scores.T])
    auc = np.full((classes, classes), 0.5)  # (class, column)
    for k in range(classes):
        own = y_true == k
        n_own, n_rest = own.sum(), (~own).sum()
        if n_own and n_rest:
            auc[k] = (ranks[own].sum(axis=0) - n_own * (n_own + 1) / 2) / (n_own * n_rest)
    return tuple(int(j) for j in linear_sum_assignment(auc, maximize=True)[1])

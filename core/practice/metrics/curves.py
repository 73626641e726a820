"""What every threshold would give: steps, ROC and precision-recall curve, and the histogram of the scores."""

from dataclasses import dataclass

import numpy as np

from core.practice.metrics.binary import (
    Counts,
    average_precision_score,
    precision_score,
    ratio,
    recall_score,
    roc_auc_score,
    tied_groups,
)
from core.practice.metrics.predictions import BinaryScores

NOBODY = 1.01  # a threshold above every score
LOG_ODDS_LIMIT = 12.0  # scores nearer to 0 or 1 are drawn here


@dataclass(frozen=True)
class ThresholdSteps:
    """All that a threshold can do: in (lower[k], upper[k]] the counts are counts[k]; first nobody is called."""

    lower: np.ndarray
    upper: np.ndarray
    counts: Counts

    def inside(self, k: int) -> float:
        """A threshold in the middle of a step."""
        return max(0.0, float((self.lower[k] + self.upper[k]) / 2))

    def at(self, threshold: float) -> int:
        """The step in which a threshold lies."""
        return int(np.flatnonzero(self.upper >= threshold)[-1])


@dataclass(frozen=True)
class RankCurves:
    """ROC curve and precision-recall curve, from the highest threshold to the lowest; NaN without a class.

    `roc_threshold` and `pr_threshold` belong to the points; the first, infinite, calls nobody positive.
    """

    fpr: np.ndarray
    tpr: np.ndarray
    roc_threshold: np.ndarray
    recall: np.ndarray
    precision: np.ndarray
    pr_threshold: np.ndarray
    roc_auc: float
    average_precision: float
    prevalence: float


@dataclass(frozen=True)
class ScoreHistogram:
    """Weight of each class in bins between `edges`; on the axis of log-odds the edges are log-odds."""

    edges: np.ndarray
    negatives: np.ndarray
    positives: np.ndarray


def threshold_steps(scores: BinaryScores, weights: np.ndarray) -> ThresholdSteps:
    """The counts between each two neighboring scores; counts have the shape (distinct scores + 1,)."""
    positives, negatives, distinct = tied_groups(scores.y, scores.score, weights)
    tp = np.cumsum(np.append(0.0, positives[::-1]))
    fp = np.cumsum(np.append(0.0, negatives[::-1]))
    upper = np.append(NOBODY, distinct[::-1])
    lower = np.append(distinct[::-1], -np.inf)
    lower[-1] = min(0.0, upper[-1] - 1e-9)
    return ThresholdSteps(lower, upper, Counts(tp, fp, tp[-1] - tp, fp[-1] - fp))


def rank_curves(scores: BinaryScores, weights: np.ndarray) -> RankCurves:
    """Both curves without the points that lie between two others on a straight line."""
    steps = threshold_steps(scores, weights)
    tp, fp = steps.counts.tp, steps.counts.fp
    tpr, fpr = recall_score(steps.counts), ratio(fp, fp[-1])
    precision = precision_score(steps.counts)
    precision[0] = 1.0  # by convention: nobody is called, nobody wrongly
    threshold = steps.upper.copy()
    threshold[0] = np.inf
    bends = np.concatenate([[True, True], (np.diff(tp[1:], 2) != 0) | (np.diff(fp[1:], 2) != 0), [True]])
    moves = np.concatenate([[True, True], (np.diff(tp[1:-1]) != 0) | (np.diff(tp[2:]) != 0), [True]])
    roc, pr = bends[-len(tp) :], moves[-len(tp) :]
    return RankCurves(
        fpr[roc], tpr[roc], threshold[roc], tpr[pr], precision[pr], threshold[pr],
        float(roc_auc_score(scores.y, scores.score, weights)),
        float(average_precision_score(scores.y, scores.score, weights)),
        float(weights @ scores.y / weights.sum()),
    )  # fmt: skip


def score_histogram(
    scores: BinaryScores, weights: np.ndarray, bins: int = 40, *, log_odds: bool = False
) -> ScoreHistogram:
    """How the scores of each class lie, over fixed edges: 0 to 1, or the range of log-odds with both ends open."""
    position, low, high = scores.score, 0.0, 1.0
    if log_odds:
        with np.errstate(divide="ignore"):
            position = np.log(scores.score) - np.log1p(-scores.score)
        low, high = -LOG_ODDS_LIMIT, LOG_ODDS_LIMIT
    edges = np.linspace(low, high, bins + 1)
    position = np.clip(position, low, high)
    positives, negatives = (
        np.histogram(position[scores.y == c], edges, weights=weights[scores.y == c])[0] for c in (1, 0)
    )
    return ScoreHistogram(edges, negatives, positives)

"""What every threshold would give: steps, ROC and precision-recall curve, histogram of the scores, and costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.practice.metrics.binary import (
    Counts,
    average_precision_score,
    confusion_counts,
    precision_score,
    ratio,
    recall_score,
    roc_auc_score,
    tied_groups,
)
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.settings import BinaryConfig, CostConfig

NOBODY = 1.01  # a threshold above every score


@dataclass(frozen=True)
class ThresholdSteps:
    """The counts at every threshold: counts[k] for one in (lower[k], upper[k]]; first nobody is predicted positive.

    lower, upper and each count have the shape (distinct scores + 1,).
    """

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
    """ROC and precision-recall curve; thresholds descend from infinity, NaN where a class is absent. Fawcett (2006).

    fpr, tpr, roc_threshold (r,); recall, precision, pr_threshold (p,); points within a straight stretch are left out.
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
    """Weight of each class (bins,) between edges (bins + 1,)."""

    edges: np.ndarray
    negatives: np.ndarray
    positives: np.ndarray


def threshold_steps(scores: BinaryScores, weights: np.ndarray) -> ThresholdSteps:
    """The counts between each two neighboring scores, with weights (n,)."""
    positives, negatives, distinct = tied_groups(scores.y, scores.score, weights)
    tp = np.cumsum(np.append(0.0, positives[::-1]))
    fp = np.cumsum(np.append(0.0, negatives[::-1]))
    upper = np.append(NOBODY, distinct[::-1])
    lower = np.append(distinct[::-1], -np.inf)
    lower[-1] = min(0.0, upper[-1] - 1e-9)
    counts = Counts(tp=tp, fp=fp, fn=tp[-1] - tp, tn=fp[-1] - fp)
    return ThresholdSteps(lower=lower, upper=upper, counts=counts)


def rank_curves(scores: BinaryScores, weights: np.ndarray) -> RankCurves:
    """Both curves, with weights (n,), without the points that lie between two others on a straight line."""
    steps = threshold_steps(scores, weights)
    tp, fp = steps.counts.tp, steps.counts.fp
    tpr, fpr = recall_score(steps.counts), ratio(fp, fp[-1])
    precision = precision_score(steps.counts)
    precision[0] = 1.0  # by convention: nobody is predicted positive, nobody wrongly
    threshold = steps.upper.copy()
    threshold[0] = np.inf
    bends = np.concatenate([[True, True], (np.diff(tp[1:], 2) != 0) | (np.diff(fp[1:], 2) != 0), [True]])
    moves = np.concatenate([[True, True], (np.diff(tp[1:-1]) != 0) | (np.diff(tp[2:]) != 0), [True]])
    roc, pr = bends[-len(tp) :], moves[-len(tp) :]
    return RankCurves(
        fpr=fpr[roc], tpr=tpr[roc], roc_threshold=threshold[roc],
        recall=tpr[pr], precision=precision[pr], pr_threshold=threshold[pr],
        roc_auc=float(roc_auc_score(scores.y, scores.score, weights)),
        average_precision=float(average_precision_score(scores.y, scores.score, weights)),
        prevalence=float(weights @ scores.y / weights.sum()),
    )  # fmt: skip


def score_histogram(scores: BinaryScores, weights: np.ndarray, bins: int = 40) -> ScoreHistogram:
    """How the scores of each class lie, in equal bins from 0 to 1, with weights (n,)."""
    edges = np.linspace(0, 1, bins + 1)
    positives, negatives = (
        np.histogram(scores.score[scores.y == c], edges, weights=weights[scores.y == c])[0] for c in (1, 0)
    )
    return ScoreHistogram(edges=edges, negatives=negatives, positives=positives)


def ties_at_half(predictions: Predictions, config: BinaryConfig) -> int:
    """How many of two classes' samples the threshold 0.5 assigns otherwise than the model: their score is 0.5 exactly.

    Zero for another threshold, and for more than two classes, where 0.5 and the most probable class differ anyway.
    """
    if config.threshold != 0.5 or len(predictions.class_names) != 2:
        return 0
    positive = predictions.probabilities[:, config.positive] >= 0.5
    return int((positive != (predictions.y_pred == config.positive)).sum())


@dataclass(frozen=True)
class TheoryThreshold:
    """The threshold that is cheapest if scores are true probabilities (Elkan, 2001, eq. 2), and what it is made of.

    `value` is None where an error costs no more than being right. The weights are those of a sample of each class,
    which move the prevalence, and with it the threshold.
    """

    value: float | None
    false_alarm: float
    miss: float
    negative_weight: float
    positive_weight: float


@dataclass(frozen=True)
class CostCurve:
    """Expected cost per sample over the threshold: cost[k] in (lower[k], upper[k]], each (steps,).

    `best_threshold` lies in the middle of the cheapest step.
    """

    lower: np.ndarray
    upper: np.ndarray
    cost: np.ndarray
    best_threshold: float
    best_cost: float
    threshold: float
    current_cost: float
    theory: TheoryThreshold


def cost_curve(scores: BinaryScores, weights: np.ndarray, costs: CostConfig, binary: BinaryConfig) -> CostCurve:
    """The cost of every threshold, with weights (n,), the cheapest one on these samples, and the one of theory."""
    steps = threshold_steps(scores, weights)
    n = weights.sum()
    cost = total_cost(steps.counts, costs) / n
    best = int(np.argmin(cost))
    now = confusion_counts(scores.y, scores.score, binary.threshold, weights)
    return CostCurve(
        lower=steps.lower, upper=steps.upper, cost=cost, best_threshold=steps.inside(best),
        best_cost=float(cost[best]), threshold=binary.threshold, current_cost=float(total_cost(now, costs) / n),
        theory=theory_threshold(scores.y, weights, costs),
    )  # fmt: skip


def total_cost(c: Counts, costs: CostConfig) -> Any:
    """The sum of the four cells, each at its cost."""
    return costs.cost_tp * c.tp + costs.cost_fp * c.fp + costs.cost_fn * c.fn + costs.cost_tn * c.tn


def theory_threshold(y: np.ndarray, weights: np.ndarray, costs: CostConfig) -> TheoryThreshold:
    """The probability from which predicting positive is cheaper on average; y and weights (n,)."""
    false_alarm, miss = costs.cost_fp - costs.cost_tn, costs.cost_fn - costs.cost_tp
    negative, positive = (float(weights[y == c].mean()) if np.any(y == c) else 1.0 for c in (0, 1))
    value = None
    if false_alarm > 0 and miss > 0:
        value = negative * false_alarm / (negative * false_alarm + positive * miss)
    return TheoryThreshold(
        value=value, false_alarm=false_alarm, miss=miss, negative_weight=negative, positive_weight=positive
    )

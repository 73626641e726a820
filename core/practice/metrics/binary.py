"""The metrics of one class against the rest, from scratch; weighted, and for many weightings at once.

Shapes: y and score (n,); weights (n,), for which a metric is a scalar, or (resamples, n), for which it is (resamples,).
NaN is what is undefined.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig

LOSSES = ("log_loss", "brier")  # the lower, the better


@dataclass(frozen=True)
class Counts:
    """The confusion matrix of a binary classifier; weighted counts are sums of weights."""

    tp: Any
    fp: Any
    fn: Any
    tn: Any


def whole(count: float) -> float:
    """A count as an integer where it is one; samples with weights count in parts."""
    return int(count) if float(count).is_integer() else float(count)


def confusion_counts(y: np.ndarray, score: np.ndarray, threshold: float, weights: np.ndarray) -> Counts:
    """How the samples fall into the four cells when `score >= threshold` is predicted positive; y, score (n,)."""
    predicted = score >= threshold
    positive = y == 1
    cells = (predicted & positive, predicted & ~positive, ~predicted & positive, ~predicted & ~positive)
    return Counts(*(weights @ cell.astype(float) for cell in cells))


def ratio(numerator: Any, denominator: Any) -> Any:
    """The quotient, NaN where the denominator is zero."""
    numerator, denominator = np.broadcast_arrays(np.asarray(numerator, dtype=float), denominator)
    empty = np.full(numerator.shape, np.nan)
    return np.divide(numerator, denominator, out=empty, where=denominator != 0)[()]


def accuracy_score(c: Counts) -> Any:
    """The share of samples whose prediction is right."""
    return ratio(c.tp + c.tn, c.tp + c.fp + c.fn + c.tn)


def precision_score(c: Counts) -> Any:
    """The share of truly positive samples among those predicted positive."""
    return ratio(c.tp, c.tp + c.fp)


def recall_score(c: Counts) -> Any:
    """The share of positive samples that are predicted positive."""
    return ratio(c.tp, c.tp + c.fn)


def specificity_score(c: Counts) -> Any:
    """The share of negative samples that are predicted negative."""
    return ratio(c.tn, c.tn + c.fp)


def f_beta_score(c: Counts, beta: float) -> Any:
    """Weighted harmonic mean of precision and recall; recall counts `beta` times as much (van Rijsbergen, 1979)."""
    return ratio((1 + beta**2) * c.tp, (1 + beta**2) * c.tp + beta**2 * c.fn + c.fp)


def mcc_score(c: Counts) -> Any:
    """Matthews' correlation (1975) of true and predicted class, from -1 to 1."""
    product = (c.tp + c.fp) * (c.tp + c.fn) * (c.tn + c.fp) * (c.tn + c.fn)
    return ratio(c.tp * c.tn - c.fp * c.fn, np.sqrt(product))


def kappa_score(c: Counts) -> Any:
    """Cohen's kappa (1960): the agreement beyond chance, as a share of what chance leaves."""
    n = c.tp + c.fp + c.fn + c.tn
    observed = ratio(c.tp + c.tn, n)
    by_chance = ratio((c.tp + c.fp) * (c.tp + c.fn) + (c.fn + c.tn) * (c.fp + c.tn), n**2)
    return ratio(observed - by_chance, 1 - by_chance)


def log_loss(y: np.ndarray, score: np.ndarray, weights: np.ndarray) -> Any:
    """Mean negative logarithm of the probability given to what was true; 0 and 1 are moved by 2e-16."""
    eps = np.finfo(float).eps
    p = np.clip(score, eps, 1 - eps)
    loss = -np.where(y == 1, np.log(p), np.log(1 - p))
    return ratio(weights @ loss, weights.sum(axis=-1))


def brier_loss(y: np.ndarray, score: np.ndarray, weights: np.ndarray) -> Any:
    """Mean squared difference of the probability from what was true (Brier, 1950)."""
    return ratio(weights @ (score - y) ** 2, weights.sum(axis=-1))


def tied_groups(y: np.ndarray, score: np.ndarray, weights: np.ndarray) -> tuple[Any, Any, np.ndarray]:
    """Weight of the positives and the negatives at each distinct score, and these scores, from low to high.

    y, score: (n,); weights: (…, n). Returns (…, scores), (…, scores) and (scores,).
    """
    order = np.argsort(score, kind="stable")
    starts = np.flatnonzero(np.diff(score[order], prepend=-np.inf))
    positives = np.add.reduceat((weights * y)[..., order], starts, axis=-1)
    everyone = np.add.reduceat(weights[..., order], starts, axis=-1)
    return positives, everyone - positives, score[order][starts]


def roc_auc_score(y: np.ndarray, score: np.ndarray, weights: np.ndarray) -> Any:
    """The chance that a positive sample scores above a negative one; a tie counts one half (Mann & Whitney, 1947)."""
    positives, negatives, _ = tied_groups(y, score, weights)
    below = np.cumsum(negatives, axis=-1) - negatives
    wins = (positives * (below + negatives / 2)).sum(axis=-1)
    return ratio(wins, positives.sum(axis=-1) * negatives.sum(axis=-1))


def average_precision_score(y: np.ndarray, score: np.ndarray, weights: np.ndarray) -> Any:
    """Precision at each threshold, weighted by the recall that the threshold adds."""
    positives, negatives, _ = tied_groups(y, score, weights)
    tp = np.cumsum(positives[..., ::-1], axis=-1)
    fp = np.cumsum(negatives[..., ::-1], axis=-1)
    precision = np.nan_to_num(ratio(tp, tp + fp))  # a threshold that no resampled score reaches adds no recall
    return ratio((precision * positives[..., ::-1]).sum(axis=-1), tp[..., -1])


def binary_values(scores: BinaryScores, config: BinaryConfig, weights: np.ndarray) -> dict[str, Any]:
    """Every metric by its name; what needs ranks or probabilities that there are not is NaN."""
    y, score = scores.y, scores.score
    c = confusion_counts(y, score, config.threshold, weights)
    missing = np.full(weights.shape[:-1], np.nan)[()]
    recall, specificity = recall_score(c), specificity_score(c)
    is_probability, has_ranks = scores.kind == "probability", scores.kind != "label"
    return {
        "accuracy": accuracy_score(c),
        "balanced_accuracy": (recall + specificity) / 2,
        "precision": precision_score(c),
        "recall": recall,
        "specificity": specificity,
        "f_beta": f_beta_score(c, config.beta),
        "mcc": mcc_score(c),
        "kappa": kappa_score(c),
        "log_loss": log_loss(y, score, weights) if is_probability else missing,
        "brier": brier_loss(y, score, weights) if is_probability else missing,
        "roc_auc": roc_auc_score(y, score, weights) if has_ranks else missing,
        "average_precision": average_precision_score(y, score, weights) if has_ranks else missing,
    }


def class_weights(y: np.ndarray, config: BinaryConfig) -> np.ndarray:
    """One for each sample, or what moves the share of positives to the prevalence of the config; (n,), they sum to n.

    A class that is absent cannot be weighted up: then all weights are one.
    """
    share = y.mean()
    if not config.reweight or share in (0, 1):
        return np.ones(len(y))
    by_class = np.array([(1 - config.prevalence) / (1 - share), config.prevalence / share])
    return np.asarray(by_class[y])

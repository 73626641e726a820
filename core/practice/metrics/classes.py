"""The metrics of several classes at once, from scratch; for one confusion matrix or many stacked ones."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.practice.metrics.binary import ratio, roc_auc_score
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import MulticlassConfig


@dataclass(frozen=True)
class ClassRow:
    """One class against the rest; None where its name is never true (recall, AUC) or never predicted (precision)."""

    name: str
    support: int
    predicted: int
    precision: float | None
    recall: float | None
    f1: float | None
    auc: float | None


@dataclass(frozen=True)
class MulticlassReport:
    """Rows of `matrix` (classes, classes) are what is true, columns what is predicted; `shown` is as the config asks.

    `values` holds every number by its name, None where it is undefined; `absent` names the classes without a test
    sample: these AUCs are then undefined, and averages leave out what is undefined for a class.
    """

    class_names: tuple[str, ...]
    matrix: np.ndarray
    shown: np.ndarray
    classes: tuple[ClassRow, ...]
    values: dict[str, float | None]
    undefined: dict[str, str]
    absent: tuple[str, ...]


def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, classes: int, weights: np.ndarray) -> Any:
    """Weight of each (true, predicted) pair, shape (..., classes, classes) for weights (..., n)."""
    pair = y_true * classes + y_pred
    flat = np.array([np.bincount(pair, row, classes**2) for row in np.atleast_2d(weights)])
    return flat.reshape(*weights.shape[:-1], classes, classes)


def normalized(matrix: np.ndarray, how: str) -> np.ndarray:
    """The matrix as it is, or as shares of each row or column; NaN where a row or column is empty."""
    if how == "none":
        return matrix
    axis = 1 if how == "row" else 0
    return np.asarray(ratio(matrix, matrix.sum(axis=axis, keepdims=True)))


def matrix_values(matrix: np.ndarray) -> dict[str, Any]:
    """All metrics of predicted labels, from confusion matrices (..., classes, classes); NaN is undefined.

    Macro means every class counts the same, weighted that it counts by its samples, micro that every sample does.
    """
    hits = np.diagonal(matrix, axis1=-2, axis2=-1)
    support, predicted = matrix.sum(axis=-1), matrix.sum(axis=-2)
    n, right, chance = support.sum(axis=-1), hits.sum(axis=-1), (support * predicted).sum(axis=-1)
    precision, recall, f1 = ratio(hits, predicted), ratio(hits, support), ratio(2 * hits, support + predicted)
    values = {
        "accuracy": ratio(right, n),
        "balanced_accuracy": mean_of_defined(recall, np.ones_like(recall)),
        "kappa": ratio(ratio(right, n) - ratio(chance, n**2), 1 - ratio(chance, n**2)),
        "mcc": ratio(
            right * n - chance,
            np.sqrt((n**2 - (predicted**2).sum(axis=-1)) * (n**2 - (support**2).sum(axis=-1))),
        ),
    }
    for name, each in (("precision", precision), ("recall", recall), ("f1", f1)):
        values[f"{name}_macro"] = mean_of_defined(each, np.ones_like(each))
        values[f"{name}_weighted"] = mean_of_defined(each, support)
        values[f"{name}_micro"] = ratio(right, n)  # every sample has one label and one prediction: all three agree
    return values


def mean_of_defined(values: np.ndarray, weights: np.ndarray) -> Any:
    """Weighted mean along the last axis of what is not NaN."""
    defined = ~np.isnan(values)
    return ratio((np.where(defined, values, 0) * weights).sum(axis=-1), (defined * weights).sum(axis=-1))


def top_k_accuracy(y_true: np.ndarray, probabilities: np.ndarray, k: int) -> float:
    """The share of samples whose true class is among the k most probable; of equal ones the first counts first.

    So top-1 is the accuracy of the label that `argmax` calls.
    """
    ranking = np.argsort(-probabilities, axis=1, kind="stable")
    return float((ranking[:, :k] == y_true[:, None]).any(axis=1).mean())


def multiclass_log_loss(y_true: np.ndarray, probabilities: np.ndarray) -> float:
    """Mean negative logarithm of the probability given to the true class, kept off 0 by 2e-16."""
    eps = np.finfo(float).eps
    return float(-np.log(np.clip(probabilities[np.arange(len(y_true)), y_true], eps, 1 - eps)).mean())


def one_versus_rest_auc(y_true: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """AUC of each class against all others, (classes,); NaN for a class that is never or always true."""
    one = np.ones(len(y_true))
    return np.array([roc_auc_score((y_true == k).astype(int), p, one) for k, p in enumerate(probabilities.T)])


def one_versus_one_auc(y_true: np.ndarray, probabilities: np.ndarray) -> tuple[float, float]:
    """Mean AUC over pairs of classes, each pair's own samples only: plain, and by the samples of a pair.

    Hand & Till (2001), eq. 7. NaN where a class is absent.
    """
    classes = probabilities.shape[1]
    aucs, sizes = [], []
    for i in range(classes):
        for j in range(i + 1, classes):
            pair = np.isin(y_true, (i, j))
            one, is_i = np.ones(pair.sum()), (y_true[pair] == i).astype(int)
            forth = roc_auc_score(is_i, probabilities[pair, i], one) if pair.any() else np.nan
            back = roc_auc_score(1 - is_i, probabilities[pair, j], one) if pair.any() else np.nan
            aucs.append((forth + back) / 2)
            sizes.append(pair.sum())
    return float(np.mean(aucs)), float(np.average(aucs, weights=sizes))


def rank_values(y_true: np.ndarray, probabilities: np.ndarray, top_k: int) -> dict[str, float]:
    """The metrics of the probabilities; NaN where they are undefined."""
    each = one_versus_rest_auc(y_true, probabilities)
    support = np.bincount(y_true, minlength=probabilities.shape[1])
    pairs, weighted_pairs = one_versus_one_auc(y_true, probabilities)
    return {
        "top_k": top_k_accuracy(y_true, probabilities, top_k),
        "log_loss": multiclass_log_loss(y_true, probabilities),
        "auc_ovr_macro": float(each.mean()),
        "auc_ovr_weighted": float(np.average(each, weights=support)),
        "auc_ovo_macro": pairs,
        "auc_ovo_weighted": weighted_pairs,
    }


def evaluate_multiclass(predictions: Predictions, config: MulticlassConfig) -> MulticlassReport:
    """The confusion matrix, each class, and every average; what is undefined is None, with a key of the words files."""
    names, y_true, probabilities = predictions.class_names, predictions.y_true, predictions.probabilities
    matrix = confusion_matrix(y_true, predictions.y_pred, len(names), np.ones(len(y_true)))
    hits, support, predicted = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    columns = [ratio(hits, predicted), ratio(hits, support), ratio(2 * hits, support + predicted)]
    by_labels = predictions.kind == "label"
    auc = one_versus_rest_auc(y_true, probabilities) if not by_labels else np.full(len(names), np.nan)
    classes = tuple(
        ClassRow(name, int(support[k]), int(predicted[k]), *(_number(column[k]) for column in (*columns, auc)))
        for k, name in enumerate(names)
    )
    values = {**matrix_values(matrix), **rank_values(y_true, probabilities, config.top_k)}
    absent = tuple(name for name, count in zip(names, support, strict=True) if count == 0)
    reason = "class_without_samples" if absent else "one_class"
    undefined = {name: reason for name, value in values.items() if np.isnan(value)}
    if "precision_weighted" in undefined:
        undefined["precision_weighted"] = "no_class_left"  # what is ever predicted is never true
    if by_labels:
        undefined |= dict.fromkeys(rank_values(y_true, probabilities, 1), "labels_only")
    if predictions.kind == "score":
        undefined["log_loss"] = "not_probabilities"
    shown = {name: None if name in undefined else float(value) for name, value in values.items()}
    return MulticlassReport(names, matrix, normalized(matrix, config.normalize), classes, shown, undefined, absent)


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)

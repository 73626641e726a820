"""The metrics of several classes at once, from scratch; for one confusion matrix or many stacked ones."""

from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np

from core.practice.metrics.binary import ratio, roc_auc_score
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import MulticlassConfig

RANKED = ("top_k", "log_loss", "auc_ovr_macro", "auc_ovr_weighted", "auc_ovo_macro", "auc_ovo_weighted")


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
    """All metrics of several classes.

    Rows of `matrix` (classes, classes) are true, columns predicted classes; `shown` is the matrix as the config asks.
    `values` holds every number by its name, None where it is undefined, and `undefined` the key of the reason. An
    average leaves out what is undefined for a class: the recall of the `absent`, who have no test sample, and the
    precision of the `never_predicted`; `precision_with_zeros` counts the latter as 0, as scikit-learn's report does.
    `ties` are the samples with several equally probable classes at the top.
    """

    class_names: tuple[str, ...]
    matrix: np.ndarray
    shown: np.ndarray
    classes: tuple[ClassRow, ...]
    values: dict[str, float | None]
    undefined: dict[str, str]
    absent: tuple[str, ...]
    never_predicted: tuple[str, ...]
    precision_with_zeros: float
    ties: int

    def numbers(self) -> dict[str, Any]:
        """The matrix and every value by name, NaN where there is none."""
        values = {name: nan if value is None else value for name, value in self.values.items()}
        return {"confusion_matrix": self.matrix.astype(int).tolist(), **values}


def confusion_matrix(y_true: np.ndarray, y_pred: np.ndarray, classes: int, weights: np.ndarray) -> Any:
    """Weight of each (true, predicted) pair, (..., classes, classes), for class indices (n,) and weights (..., n)."""
    pair = y_true * classes + y_pred
    flat = np.array([np.bincount(pair, row, classes**2) for row in np.atleast_2d(weights)])
    return flat.reshape(*weights.shape[:-1], classes, classes)


def normalized(matrix: np.ndarray, how: str) -> np.ndarray:
    """The matrix (classes, classes) as it is, or as shares of each row or column; NaN where that is empty."""
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
    """Weighted mean along the last axis of what is not NaN, for values and weights (..., classes)."""
    defined = ~np.isnan(values)
    return ratio((np.where(defined, values, 0) * weights).sum(axis=-1), (defined * weights).sum(axis=-1))


def class_ranks(y_pred: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Rank of each class for each sample, (n, classes): 0 for the predicted class, then by falling probability.

    Of equally probable classes the predicted one comes first, then the one that is listed first.
    """
    order = -probabilities
    order[np.arange(len(y_pred)), y_pred] = -np.inf
    return order.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")


def top_k_accuracy(y_true: np.ndarray, y_pred: np.ndarray, probabilities: np.ndarray, k: int) -> float:
    """The share of samples whose true class is among the first k guesses; for k = 1 it is the accuracy.

    y_true, y_pred (n,); probabilities (n, classes).
    """
    return float((class_ranks(y_pred, probabilities)[np.arange(len(y_true)), y_true] < k).mean())


def multiclass_log_loss(y_true: np.ndarray, probabilities: np.ndarray) -> float:
    """Mean negative logarithm of the probability (n, classes) of the true class (n,), kept off 0 by 2e-16."""
    eps = np.finfo(float).eps
    return float(-np.log(np.clip(probabilities[np.arange(len(y_true)), y_true], eps, 1 - eps)).mean())


def one_versus_rest_auc(y_true: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """AUC of each class against all others, (classes,); NaN for a class that is never or always true.

    y_true (n,), probabilities (n, classes).
    """
    one = np.ones(len(y_true))
    return np.array([roc_auc_score((y_true == k).astype(int), p, one) for k, p in enumerate(probabilities.T)])


def one_versus_one_auc(y_true: np.ndarray, probabilities: np.ndarray) -> tuple[float, float]:
    """Mean AUC over pairs of classes, each pair's own samples only: plain, and by the samples of a pair.

    y_true: (n,); probabilities: (n, classes). Hand & Till (2001), eq. 7. NaN where a class is absent.
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


def rank_values(predictions: Predictions, top_k: int) -> dict[str, float]:
    """The metrics of the probabilities; NaN where they are undefined, as for labels all are."""
    y_true, probabilities = predictions.y_true, predictions.probabilities
    each = one_versus_rest_auc(y_true, probabilities)
    support = np.bincount(y_true, minlength=probabilities.shape[1])
    pairs, weighted_pairs = one_versus_one_auc(y_true, probabilities)
    values = {
        "top_k": top_k_accuracy(y_true, predictions.y_pred, probabilities, top_k),
        "log_loss": multiclass_log_loss(y_true, probabilities) if predictions.kind == "probability" else np.nan,
        "auc_ovr_macro": float(each.mean()),
        "auc_ovr_weighted": float(np.average(each, weights=support)),
        "auc_ovo_macro": pairs,
        "auc_ovo_weighted": weighted_pairs,
    }
    return dict.fromkeys(values, np.nan) if predictions.kind == "label" else values


def multiclass_values(predictions: Predictions, top_k: int) -> tuple[np.ndarray, dict[str, float]]:
    """The confusion matrix (classes, classes) and every metric by its name; NaN is undefined."""
    y_true, classes = predictions.y_true, predictions.probabilities.shape[1]
    matrix = confusion_matrix(y_true, predictions.y_pred, classes, np.ones(len(y_true)))
    values = {**matrix_values(matrix), **rank_values(predictions, top_k)}
    return matrix, {name: float(value) for name, value in values.items()}


def evaluate_multiclass(predictions: Predictions, config: MulticlassConfig) -> MulticlassReport:
    """The confusion matrix, each class, and every average; what is undefined is None, with a key of the words files."""
    names, probabilities = predictions.class_names, predictions.probabilities
    matrix, values = multiclass_values(predictions, config.top_k)
    support, predicted = matrix.sum(axis=1), matrix.sum(axis=0)
    undefined = _undefined(predictions, values, matrix)
    precision = ratio(np.diag(matrix), predicted)
    return MulticlassReport(
        class_names=names, matrix=matrix, shown=normalized(matrix, config.normalize),
        classes=_class_rows(predictions, matrix),
        values={name: None if name in undefined else value for name, value in values.items()},
        undefined=undefined, absent=_named(names, support == 0), never_predicted=_named(names, predicted == 0),
        precision_with_zeros=float(np.nan_to_num(precision).mean()),
        ties=int(((probabilities == probabilities.max(axis=1, keepdims=True)).sum(axis=1) > 1).sum()),
    )  # fmt: skip


def _class_rows(predictions: Predictions, matrix: np.ndarray) -> tuple[ClassRow, ...]:
    hits, support, predicted = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    auc = np.full(len(hits), np.nan)
    if predictions.kind != "label":
        auc = one_versus_rest_auc(predictions.y_true, predictions.probabilities)
    columns = (ratio(hits, predicted), ratio(hits, support), ratio(2 * hits, support + predicted), auc)
    return tuple(
        ClassRow(name, int(support[k]), int(predicted[k]), *(_number(column[k]) for column in columns))
        for k, name in enumerate(predictions.class_names)
    )


def _undefined(predictions: Predictions, values: dict[str, float], matrix: np.ndarray) -> dict[str, str]:
    """The key of the reason for each metric that is NaN."""
    support, predicted = matrix.sum(axis=1), matrix.sum(axis=0)
    reason = "class_without_samples" if (support == 0).any() else "one_class"
    undefined = {name: reason for name, value in values.items() if np.isnan(value)}
    if "mcc" in undefined and np.count_nonzero(support) > 1 == np.count_nonzero(predicted):
        undefined["mcc"] = "one_predicted"
    if "precision_weighted" in undefined:
        undefined["precision_weighted"] = "no_class_left"  # what is ever predicted is never true
    if predictions.kind == "label":
        undefined |= dict.fromkeys(RANKED, "labels_only")
    elif predictions.kind == "score":
        undefined["log_loss"] = "not_probabilities"
    return undefined


def _named(names: tuple[str, ...], chosen: np.ndarray) -> tuple[str, ...]:
    return tuple(name for name, is_chosen in zip(names, chosen, strict=True) if is_chosen)


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)

"""The same metrics by scikit-learn: the twin that every from-scratch number is compared with."""

from itertools import combinations

import numpy as np
from sklearn import metrics

from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig

NAN = {"zero_division": np.nan}
OF_CALLS = {  # of what is true and what is called positive
    "accuracy": lambda y, called, beta, w: metrics.accuracy_score(y, called, sample_weight=w),
    "balanced_accuracy": lambda y, called, beta, w: metrics.balanced_accuracy_score(y, called, sample_weight=w),
    "precision": lambda y, called, beta, w: metrics.precision_score(y, called, sample_weight=w, **NAN),
    "recall": lambda y, called, beta, w: metrics.recall_score(y, called, sample_weight=w, **NAN),
    "specificity": lambda y, called, beta, w: metrics.recall_score(y, called, pos_label=0, sample_weight=w, **NAN),
    "f_beta": lambda y, called, beta, w: metrics.fbeta_score(y, called, beta=beta, sample_weight=w, **NAN),
    "mcc": lambda y, called, beta, w: metrics.matthews_corrcoef(y, called, sample_weight=w),
    "kappa": lambda y, called, beta, w: metrics.cohen_kappa_score(y, called, sample_weight=w),
}
OF_SCORES = {
    "log_loss": lambda y, score, w: metrics.log_loss(
        y, np.column_stack([1 - score, score]), labels=[0, 1], sample_weight=w
    ),
    "brier": lambda y, score, w: metrics.brier_score_loss(y, score, labels=[0, 1], sample_weight=w),
    "roc_auc": lambda y, score, w: metrics.roc_auc_score(y, score, sample_weight=w),
    "average_precision": lambda y, score, w: metrics.average_precision_score(y, score, sample_weight=w),
}


def library_metric(name: str, scores: BinaryScores, config: BinaryConfig, weights: np.ndarray) -> float:
    """One metric at the threshold; NaN where it is undefined and scikit-learn would warn or name a convention."""
    y, called = scores.y, (scores.score >= config.threshold).astype(int)
    both_true, both_called = 0 < y.sum() < len(y), 0 < called.sum() < len(y)
    defined = {
        "balanced_accuracy": both_true,
        "mcc": both_true and both_called,
        "kappa": both_true or both_called or y[0] != called[0],
        "log_loss": scores.kind == "probability",
        "brier": scores.kind == "probability",
        "roc_auc": both_true and scores.kind != "label",
        "average_precision": y.any() and scores.kind != "label",
    }
    if not defined.get(name, True):
        return float("nan")
    if name in OF_SCORES:
        return float(OF_SCORES[name](y, scores.score, weights))
    return float(OF_CALLS[name](y, called, config.beta, weights))


def library_at_threshold(scores: BinaryScores, config: BinaryConfig, weights: np.ndarray) -> dict[str, float]:
    """The metrics that move with the threshold."""
    return {name: library_metric(name, scores, config, weights) for name in OF_CALLS}


def library_over_thresholds(scores: BinaryScores, weights: np.ndarray) -> dict[str, float]:
    """The metrics of the scores themselves: equal at every threshold."""
    return {name: library_metric(name, scores, BinaryConfig(), weights) for name in OF_SCORES}


def library_multiclass(y_true: np.ndarray, y_pred: np.ndarray, classes: int) -> dict[str, float]:
    """The metrics of predicted labels of several classes."""
    labels = np.arange(classes)
    values = {"accuracy": metrics.accuracy_score(y_true, y_pred)}
    for average in ("macro", "weighted", "micro"):
        precision, recall, f1, _ = metrics.precision_recall_fscore_support(
            y_true, y_pred, labels=labels, average=average, zero_division=np.nan
        )
        values |= {f"precision_{average}": precision, f"recall_{average}": recall, f"f1_{average}": f1}
    values["balanced_accuracy"] = values["recall_macro"]
    true, predicted = set(y_true.tolist()), set(y_pred.tolist())
    both_vary = len(true) > 1 and len(predicted) > 1
    values["mcc"] = metrics.matthews_corrcoef(y_true, y_pred) if both_vary else np.nan
    values["kappa"] = metrics.cohen_kappa_score(y_true, y_pred) if len(true | predicted) > 1 else np.nan
    return {name: float(value) for name, value in values.items()}


def library_ranks(y_true: np.ndarray, probabilities: np.ndarray, top_k: int) -> dict[str, float]:
    """The metrics of the probabilities of several classes; the AUCs are NaN where a class has no sample.

    Of equal probabilities scikit-learn counts the last first; with the classes in reverse order that is our first.
    """
    classes = probabilities.shape[1]
    labels = np.arange(classes)
    sum_to_one = np.allclose(probabilities.sum(axis=1), 1)
    loss = metrics.log_loss(y_true, probabilities, labels=labels) if sum_to_one else float("nan")
    values = {"top_k": float("nan"), "log_loss": loss}
    if top_k >= classes:
        values["top_k"] = 1.0  # scikit-learn would warn
    elif classes > 2:
        reverse = classes - 1 - y_true
        values["top_k"] = metrics.top_k_accuracy_score(reverse, probabilities[:, ::-1], k=top_k, labels=labels)
    complete = len(set(y_true.tolist())) == classes
    if complete and not sum_to_one:
        values |= _aucs_of_own_scores(y_true, probabilities)
        return {name: float(value) for name, value in values.items()}
    score = probabilities if classes > 2 else probabilities[:, 1]
    for rule in ("ovr", "ovo"):
        for average in ("macro", "weighted"):
            values[f"auc_{rule}_{average}"] = (
                metrics.roc_auc_score(y_true, score, multi_class=rule, average=average) if complete else float("nan")
            )
    return {name: float(value) for name, value in values.items()}


def _aucs_of_own_scores(y_true: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """AUCs where each class has a score of its own; for `multi_class` scikit-learn wants rows that sum to one."""
    one_hot = np.eye(scores.shape[1])[y_true]
    aucs, sizes = [], []
    for i, j in combinations(range(scores.shape[1]), 2):
        pair = np.isin(y_true, (i, j))
        aucs.append(np.mean([metrics.roc_auc_score(y_true[pair] == k, scores[pair, k]) for k in (i, j)]))
        sizes.append(pair.sum())
    return {
        "auc_ovr_macro": metrics.roc_auc_score(one_hot, scores, average="macro"),
        "auc_ovr_weighted": metrics.roc_auc_score(one_hot, scores, average="weighted"),
        "auc_ovo_macro": float(np.mean(aucs)),
        "auc_ovo_weighted": float(np.average(aucs, weights=sizes)),
    }


def library_regression(y_true: np.ndarray, y_pred: np.ndarray, features: int | None) -> dict[str, float]:
    """The measures of predicted quantities; NaN where they are undefined."""
    n = len(y_true)
    varied = n > 1 and float(np.ptp(y_true)) > 0
    r2 = metrics.r2_score(y_true, y_pred) if varied else np.nan
    room = n - 1 - features if features is not None else 0
    values = {
        "mae": metrics.mean_absolute_error(y_true, y_pred),
        "mse": metrics.mean_squared_error(y_true, y_pred),
        "rmse": metrics.root_mean_squared_error(y_true, y_pred),
        "r2": r2,
        "adjusted_r2": 1 - (1 - r2) * (n - 1) / room if room > 0 else np.nan,
        "mape": metrics.mean_absolute_percentage_error(y_true, y_pred) if np.all(y_true) else np.nan,
        "median_ae": metrics.median_absolute_error(y_true, y_pred),
        "explained_variance": metrics.explained_variance_score(y_true, y_pred) if varied else np.nan,
    }
    return {name: float(value) for name, value in values.items()}

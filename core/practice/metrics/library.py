"""The same numbers by scikit-learn and SciPy; the functions that print a script's numbers are named as in `numbers`."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from scipy.stats import DegenerateDataWarning, binomtest, bootstrap, chi2
from sklearn import metrics
from sklearn.exceptions import ConvergenceWarning
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, cross_validate

from core.practice.metrics.binary import class_weights, whole
from core.practice.metrics.calibration import bin_edges, can_be_split
from core.practice.metrics.certainty import proportion
from core.practice.metrics.classes import RANKED, class_ranks
from core.practice.metrics.folds import fold_assignment
from core.practice.metrics.models import classifier, load_classes, noisy, split
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.recalibration import log_odds
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import (
    BinaryConfig,
    CalibrationConfig,
    ClassifierConfig,
    CrossValidationConfig,
    IntervalConfig,
    MulticlassConfig,
)

Numbers = dict[str, Any]
NAN = {"zero_division": np.nan}
OF_LABELS = {  # of true and predicted labels: the function, and what it is asked besides
    "accuracy": (metrics.accuracy_score, {}),
    "balanced_accuracy": (metrics.balanced_accuracy_score, {}),
    "precision": (metrics.precision_score, NAN),
    "recall": (metrics.recall_score, NAN),
    "specificity": (metrics.recall_score, {"pos_label": 0, **NAN}),
    "f_beta": (metrics.fbeta_score, NAN),
    "mcc": (metrics.matthews_corrcoef, {}),
    "kappa": (metrics.cohen_kappa_score, {}),
}
OF_SCORES = {
    "log_loss": (metrics.log_loss, {"labels": [0, 1]}),
    "brier": (metrics.brier_score_loss, {"labels": [0, 1]}),
    "roc_auc": (metrics.roc_auc_score, {}),
    "average_precision": (metrics.average_precision_score, {}),
}
CLASS_SCORERS = {
    "accuracy": "accuracy", "balanced_accuracy": "balanced_accuracy", "f1_macro": "f1_macro",
    "mcc": "matthews_corrcoef", "log_loss": "neg_log_loss",
}  # fmt: skip


def library_metric(name: str, scores: BinaryScores, config: BinaryConfig, weights: np.ndarray) -> float:
    """One metric, with weights (n,); NaN where it is undefined and scikit-learn would warn or name a convention."""
    y, predicted = scores.y, (scores.score >= config.threshold).astype(int)
    both_true, both_predicted = 0 < y.sum() < len(y), 0 < predicted.sum() < len(y)
    defined = {
        "balanced_accuracy": both_true,
        "mcc": both_true and both_predicted,
        "kappa": both_true or both_predicted or y[0] != predicted[0],
        "log_loss": scores.kind == "probability",
        "brier": scores.kind == "probability",
        "roc_auc": both_true and scores.kind != "label",
        "average_precision": y.any() and scores.kind != "label",
    }
    if not defined.get(name, True):
        return float("nan")
    function, besides = (OF_LABELS | OF_SCORES)[name]
    beta = {"beta": config.beta} if name == "f_beta" else {}
    judged = predicted if name in OF_LABELS else scores.score
    return float(function(y, judged, sample_weight=weights, **besides, **beta))


def threshold_numbers(scores: BinaryScores, binary: BinaryConfig) -> Numbers:
    """Counts and every metric at the threshold; NaN is undefined."""
    weights = class_weights(scores.y, binary)
    predicted = (scores.score >= binary.threshold).astype(int)
    matrix = metrics.confusion_matrix(scores.y, predicted, labels=[0, 1], sample_weight=weights)
    tn, fp, fn, tp = matrix.ravel().tolist()
    values = {name: library_metric(name, scores, binary, weights) for name in (*OF_LABELS, *OF_SCORES)}
    return {"tp": whole(tp), "fp": whole(fp), "fn": whole(fn), "tn": whole(tn), **values}


def library_multiclass(y_true: np.ndarray, y_pred: np.ndarray, classes: int) -> dict[str, float]:
    """The metrics of predicted labels of several classes, from class indices (n,)."""
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


def library_ranks(predictions: Predictions, top_k: int) -> dict[str, float]:
    """The metrics of the probabilities of several classes; the AUCs are NaN where a class has no sample.

    Equally probable classes are ranked as in `class_ranks`; scikit-learn alone would take the last one first.
    """
    y_true, probabilities = predictions.y_true, predictions.probabilities
    if predictions.kind == "label":
        return dict.fromkeys(RANKED, np.nan)
    classes = probabilities.shape[1]
    labels = np.arange(classes)
    ranks = class_ranks(predictions.y_pred, probabilities)
    values = {"top_k": metrics.accuracy_score(y_true, predictions.y_pred)}
    if top_k >= classes:
        values["top_k"] = 1.0  # scikit-learn would warn
    elif top_k > 1:
        values["top_k"] = metrics.top_k_accuracy_score(y_true, -ranks, k=top_k, labels=labels)
    is_probability = predictions.kind == "probability"
    values["log_loss"] = metrics.log_loss(y_true, probabilities, labels=labels) if is_probability else np.nan
    complete = len(set(y_true.tolist())) == classes
    if complete and not np.allclose(probabilities.sum(axis=1), 1):
        return values | _aucs_of_own_scores(y_true, probabilities)
    score = probabilities if classes > 2 else probabilities[:, 1]
    for rule in ("ovr", "ovo"):
        for average in ("macro", "weighted"):
            values[f"auc_{rule}_{average}"] = (
                metrics.roc_auc_score(y_true, score, multi_class=rule, average=average) if complete else np.nan
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


def class_numbers(predictions: Predictions, config: MulticlassConfig) -> Numbers:
    """The confusion matrix and every average over classes; NaN is undefined."""
    y_true, y_pred, classes = predictions.y_true, predictions.y_pred, predictions.probabilities.shape[1]
    matrix = metrics.confusion_matrix(y_true, y_pred, labels=np.arange(classes)).tolist()
    values = library_multiclass(y_true, y_pred, classes) | library_ranks(predictions, config.top_k)
    return {"confusion_matrix": matrix, **values}


def metric_of(scores: BinaryScores, binary: BinaryConfig, name: str) -> Callable[..., float]:
    """One metric as a function of `(y, score, weights)`."""

    def metric(y: np.ndarray, score: np.ndarray, weights: np.ndarray) -> float:
        return library_metric(name, replace(scores, y=y, score=score), binary, weights)

    return metric


def percentile_bootstrap(
    arrays: tuple[np.ndarray, ...], statistic: Callable[..., float], config: IntervalConfig
) -> tuple[float, float]:
    """The middle `level` of SciPy's resamples of all arrays (n,) together, without those that leave it undefined."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)
        resamples = bootstrap(
            arrays, statistic, paired=True, vectorized=False, n_resamples=config.resamples, method="percentile",
            confidence_level=config.level, rng=np.random.default_rng(config.bootstrap_seed),
        ).bootstrap_distribution  # fmt: skip
    if np.isnan(resamples).all():
        return np.nan, np.nan
    low, high = np.nanquantile(resamples, [(1 - config.level) / 2, (1 + config.level) / 2])
    return float(low), float(high)


def interval_numbers(scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """One metric, its bootstrap interval and, for a proportion, Wilson's; NaN is undefined."""
    weights = class_weights(scores.y, binary)
    metric = metric_of(scores, binary, config.metric)
    low, high = percentile_bootstrap((scores.y, scores.score, weights), metric, config)
    numbers = {"value": metric(scores.y, scores.score, weights), "low": low, "high": high}
    share = proportion(config.metric, scores, binary)
    if share and share[1]:
        wilson = binomtest(*share).proportion_ci(config.level, method="wilson")
        numbers |= {"wilson_low": float(wilson.low), "wilson_high": float(wilson.high)}
    return numbers


def comparison_numbers(
    first: BinaryScores, second: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """McNemar's test, and the bootstrapped difference of one metric."""
    a, b = ((scores.score >= binary.threshold) == (scores.y == 1) for scores in (first, second))
    (both, only_first), (only_second, neither) = metrics.confusion_matrix(a, b, labels=[True, False]).tolist()
    n = only_first + only_second
    statistic = max(abs(only_first - only_second) - 1, 0) ** 2 / n if n else None
    metric = metric_of(first, binary, config.metric)

    def difference(y: np.ndarray, one: np.ndarray, other: np.ndarray, weights: np.ndarray) -> float:
        return metric(y, one, weights) - metric(y, other, weights)

    weights = class_weights(first.y, binary)
    low, high = percentile_bootstrap((first.y, first.score, second.score, weights), difference, config)
    one, other = (metric(scores.y, scores.score, weights) for scores in (first, second))
    return {
        "both": both, "only_first": only_first, "only_second": only_second, "neither": neither,
        "p_exact": float(binomtest(only_first, n).pvalue) if n else 1.0,
        "chi2": statistic, "p_chi2": float(chi2.sf(statistic, 1)) if n else None,
        "first": one, "second": other, "difference": one - other,
        "low": low, "high": high,
    }  # fmt: skip


def calibration_errors(y: np.ndarray, score: np.ndarray, config: CalibrationConfig) -> Numbers:
    """Expected calibration error by histogram, and scikit-learn's two losses, for y and score (n,)."""
    place = np.searchsorted(bin_edges(score, config.bins, config.binning)[1:-1], score)
    gap = np.bincount(place, weights=score - y)
    return {
        "expected_error": float(np.abs(gap).sum() / len(y)),
        "brier": float(metrics.brier_score_loss(y, score, labels=[0, 1])),
        "log_loss": float(metrics.log_loss(y, score, labels=[0, 1])),
    }


def reliability_numbers(scores: BinaryScores, config: CalibrationConfig) -> Numbers:
    """Calibration error and losses; then, of one half, before and after recalibration."""
    y, score = scores.y, scores.score
    numbers = calibration_errors(y, score, config)
    if not can_be_split(y, config):
        return numbers
    judged, held = split(y, config.held_out, config.calibration_seed, stratified=True)
    if config.recalibration == "Isotonic":
        mapped = IsotonicRegression(out_of_bounds="clip").fit(score[held], y[held]).predict(score[judged])
    else:
        x = (log_odds(score) if scores.kind == "probability" else score)[:, None]
        positives = y[held].sum()
        above, below = (positives + 1) / (positives + 2), 1 / (len(held) - positives + 2)  # Platt's targets
        target = np.where(y[held] == 1, above, below)
        model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10, max_iter=1000)
        twice = np.concatenate([x[held], x[held]])  # each sample in both classes, weighted by its target
        model.fit(twice, np.repeat([1, 0], len(held)), sample_weight=np.concatenate([target, 1 - target]))
        mapped = model.predict_proba(x[judged])[:, 1]
    for when, part in (("before", score[judged]), ("after", mapped)):
        numbers |= {f"{name}_{when}": value for name, value in calibration_errors(y[judged], part, config).items()}
    return numbers


def regression_numbers(predictions: RegressionPredictions) -> Numbers:
    """The measures of predicted quantities; NaN where they are undefined."""
    y_true, y_pred, features = predictions.y_true, predictions.y_pred, predictions.feature_count
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


def fold_numbers(training: ClassifierConfig, config: CrossValidationConfig) -> Numbers:
    """Every score of each fold of a classifier, with its mean and standard deviation."""
    *_, last = fold_numbers_in_steps(training, config)
    return last


def fold_numbers_in_steps(training: ClassifierConfig, config: CrossValidationConfig) -> Iterator[Numbers]:
    """The same after each fold, of those so far; mean and deviation come with the last."""
    data = load_classes(training.data_set)
    features = noisy(data.features, training.feature_noise, training.split_seed)
    numbers: Numbers = {name: [] for name in CLASS_SCORERS}
    for fold in PredefinedSplit(fold_assignment(data.target, config)).split():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            found = cross_validate(
                classifier(training), features, data.target, cv=[fold], scoring=list(CLASS_SCORERS.values())
            )
        for name, scorer in CLASS_SCORERS.items():
            numbers[name].append(float(found[f"test_{scorer}"][0]) * (-1 if scorer.startswith("neg_") else 1))
        if len(numbers["accuracy"]) < config.folds:
            yield numbers
    summed: Numbers = {}
    for name, values in numbers.items():
        each = np.array(values)
        summed |= {name: values, f"{name}_mean": float(each.mean()), f"{name}_spread": float(each.std(ddof=1))}
    yield summed

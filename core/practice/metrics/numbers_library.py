"""The same numbers by scikit-learn and SciPy, as functions that travel alone; named as in `numbers`."""

import warnings
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import PredefinedSplit, cross_validate

from core.practice.metrics.binary import class_weights, whole
from core.practice.metrics.data_sets import load_classes, load_quantity
from core.practice.metrics.folds import fold_assignment
from core.practice.metrics.given import (
    GivenClasses,
    GivenQuantities,
    GivenScores,
    scores_of_data,
    scores_of_distributions,
    scores_of_file,
)
from core.practice.metrics.library import (
    library_at_threshold,
    library_multiclass,
    library_over_thresholds,
    library_ranks,
    library_regression,
)
from core.practice.metrics.models import classifier, noisy, regressor
from core.practice.metrics.predictions import BinaryScores, trained_probabilities
from core.practice.metrics.regression import held_out_quantities
from core.practice.metrics.settings import (
    BinaryConfig,
    ClassifierConfig,
    CrossValidationConfig,
    DistributionsConfig,
    MulticlassConfig,
    RegressorConfig,
)

Numbers = dict[str, Any]
CLASS_SCORERS = {
    "accuracy": "accuracy", "balanced_accuracy": "balanced_accuracy", "f1_macro": "f1_macro",
    "mcc": "matthews_corrcoef", "log_loss": "neg_log_loss",
}  # fmt: skip
QUANTITY_SCORERS = {"mae": "neg_mean_absolute_error", "rmse": "neg_root_mean_squared_error", "r2": "r2"}


def threshold_numbers(scores: BinaryScores, binary: BinaryConfig) -> Numbers:
    """Counts and every metric at the threshold; NaN is undefined."""
    weights = class_weights(scores.y, binary)
    called = (scores.score >= binary.threshold).astype(int)
    tn, fp, fn, tp = confusion_matrix(scores.y, called, labels=[0, 1], sample_weight=weights).ravel().tolist()
    return {
        "tp": whole(tp), "fp": whole(fp), "fn": whole(fn), "tn": whole(tn),
        **library_at_threshold(scores, binary, weights), **library_over_thresholds(scores, weights),
    }  # fmt: skip


def threshold_of_data(training: ClassifierConfig, binary: BinaryConfig) -> Numbers:
    """Train a model, then judge it at the threshold."""
    return threshold_numbers(scores_of_data(training, binary), binary)


def threshold_of_distributions(distributions: DistributionsConfig, binary: BinaryConfig) -> Numbers:
    """Sample scores of two classes, then judge them at the threshold."""
    return threshold_numbers(scores_of_distributions(distributions, binary), binary)


def threshold_of_file(given: GivenScores, binary: BinaryConfig) -> Numbers:
    """Judge given scores at the threshold."""
    return threshold_numbers(scores_of_file(given), binary)


def class_numbers(
    y_true: np.ndarray, y_pred: np.ndarray, probabilities: np.ndarray, config: MulticlassConfig
) -> Numbers:
    """The confusion matrix and every average over classes; NaN is undefined."""
    classes = probabilities.shape[1]
    matrix = confusion_matrix(y_true, y_pred, labels=np.arange(classes)).tolist()
    values = {**library_multiclass(y_true, y_pred, classes), **library_ranks(y_true, probabilities, config.top_k)}
    return {"confusion_matrix": matrix, **values}


def classes_of_data(training: ClassifierConfig, config: MulticlassConfig) -> Numbers:
    """Train a model, then judge it on all classes."""
    y_true, probabilities = trained_probabilities(training)
    return class_numbers(y_true, probabilities.argmax(axis=1), probabilities, config)


def classes_of_file(given: GivenClasses, config: MulticlassConfig) -> Numbers:
    """Judge given predictions on all classes."""
    return class_numbers(np.array(given.y_true), np.array(given.y_pred), np.array(given.probabilities), config)


def regression_of_data(regression: RegressorConfig) -> Numbers:
    """Train a regressor on the diabetes data, then measure it on the test samples."""
    return library_regression(*held_out_quantities(regression))


def regression_of_file(given: GivenQuantities) -> Numbers:
    """Measure given quantities; the number of features is unknown."""
    return library_regression(np.array(given.y_true), np.array(given.y_pred), None)


def fold_numbers(
    model: Any, features: np.ndarray, target: np.ndarray, fold: np.ndarray, scorers: dict[str, str]
) -> Numbers:
    """Every score of each fold, with its mean and standard deviation."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = cross_validate(model, features, target, cv=PredefinedSplit(fold), scoring=list(scorers.values()))
    numbers: Numbers = {}
    for name, scorer in scorers.items():
        each = found[f"test_{scorer}"] * (-1 if scorer.startswith("neg_") else 1)
        numbers |= {name: each.tolist(), f"{name}_mean": float(each.mean()), f"{name}_spread": float(each.std(ddof=1))}
    return numbers


def folds_of_classifier(training: ClassifierConfig, config: CrossValidationConfig) -> Numbers:
    """Cross-validate a classifier."""
    data = load_classes(training.data_set)
    features = noisy(data.features, training.feature_noise, training.split_seed)
    return fold_numbers(
        classifier(training), features, data.target, fold_assignment(data.target, config), CLASS_SCORERS
    )


def folds_of_regressor(regression: RegressorConfig, config: CrossValidationConfig) -> Numbers:
    """Cross-validate a regressor on the diabetes data."""
    data = load_quantity()
    features = noisy(data.features, regression.feature_noise, regression.split_seed)
    fold = fold_assignment(np.zeros(len(data.target)), config)
    return fold_numbers(regressor(regression), features, data.target, fold, QUANTITY_SCORERS)

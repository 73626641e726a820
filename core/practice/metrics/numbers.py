"""The numbers that the scripts print, from scratch: the functions of the screen, without formulas and figures."""

from typing import Any

from core.practice.metrics.binary import binary_values, class_weights, confusion_counts, whole
from core.practice.metrics.calibration import calibration_numbers, can_be_split, recalibrate, reliability
from core.practice.metrics.certainty import bootstrap, metric_intervals
from core.practice.metrics.classes import multiclass_values
from core.practice.metrics.comparison import compare
from core.practice.metrics.folds import CrossValidation
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.regression import RegressionPredictions, regression_values
from core.practice.metrics.settings import BinaryConfig, CalibrationConfig, IntervalConfig, MulticlassConfig

Numbers = dict[str, Any]


def threshold_numbers(scores: BinaryScores, binary: BinaryConfig) -> Numbers:
    """Counts and every metric at the threshold; NaN is undefined."""
    weights = class_weights(scores.y, binary)
    counts = confusion_counts(scores.y, scores.score, binary.threshold, weights)
    values = binary_values(scores, binary, weights)
    return {**{name: whole(count) for name, count in vars(counts).items()}, **{k: float(v) for k, v in values.items()}}


def class_numbers(predictions: Predictions, config: MulticlassConfig) -> Numbers:
    """The confusion matrix and every average over classes; NaN is undefined."""
    matrix, values = multiclass_values(predictions, config.top_k)
    return {"confusion_matrix": matrix.astype(int).tolist(), **values}


def interval_numbers(scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """One metric, its bootstrap interval and, for a proportion, Wilson's; NaN is undefined."""
    rows = metric_intervals(scores, binary, config, bootstrap(scores, binary, config))
    return next(row for row in rows if row.name == config.metric).numbers()


def comparison_numbers(
    first: BinaryScores, second: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """McNemar's test, and the bootstrapped difference of one metric."""
    resamples = (bootstrap(first, binary, config), bootstrap(second, binary, config))
    return compare(first, second, resamples, binary, config).numbers()


def reliability_numbers(scores: BinaryScores, config: CalibrationConfig) -> Numbers:
    """Calibration errors and the parts of the Brier score; then, of the judged part, before and after the repair."""
    repair = recalibrate(scores, config) if can_be_split(scores.y, config) else None
    return calibration_numbers(reliability(scores.y, scores.score, config), repair)


def regression_numbers(predictions: RegressionPredictions) -> Numbers:
    """Every measure of predicted quantities; NaN is undefined."""
    values = regression_values(predictions.y_true, predictions.y_pred, predictions.feature_count)
    return {name: float(value) for name, value in values.items()}


def fold_numbers(result: CrossValidation) -> Numbers:
    """Every score of each fold, with its mean and standard deviation."""
    numbers: Numbers = {}
    for name in result.mean:
        each = [fold.test[name] for fold in result.folds]
        numbers |= {name: each, f"{name}_mean": result.mean[name], f"{name}_spread": result.spread[name]}
    return numbers

"""The numbers of a screen from scratch, as functions that travel alone: each trains, samples or is given its data."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.practice.metrics.binary import binary_values, class_weights, confusion_counts, whole
from core.practice.metrics.calibration import can_be_split, recalibrate, reliability
from core.practice.metrics.classes import confusion_matrix, matrix_values, rank_values
from core.practice.metrics.comparison import compare
from core.practice.metrics.folds import FoldScore, classifier_folds, regressor_folds, summary
from core.practice.metrics.given import (
    GivenClasses,
    GivenQuantities,
    GivenRival,
    GivenScores,
    scores_of_data,
    scores_of_distributions,
    scores_of_file,
)
from core.practice.metrics.intervals import bootstrap_weights, percentile_interval, proportion, wilson_interval
from core.practice.metrics.predictions import BinaryScores, trained_probabilities
from core.practice.metrics.regression import held_out_quantities, regression_values
from core.practice.metrics.settings import (
    BinaryConfig,
    CalibrationConfig,
    ClassifierConfig,
    ComparisonConfig,
    CrossValidationConfig,
    DistributionsConfig,
    IntervalConfig,
    MulticlassConfig,
    RegressorConfig,
)

Numbers = dict[str, Any]


def threshold_numbers(scores: BinaryScores, binary: BinaryConfig) -> Numbers:
    """Counts and every metric at the threshold; NaN is undefined."""
    weights = class_weights(scores.y, binary)
    counts = confusion_counts(scores.y, scores.score, binary.threshold, weights)
    values = binary_values(scores, binary, weights)
    return {**{name: whole(count) for name, count in vars(counts).items()}, **{k: float(v) for k, v in values.items()}}


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
    matrix = confusion_matrix(y_true, y_pred, probabilities.shape[1], np.ones(len(y_true)))
    values = {**matrix_values(matrix), **rank_values(y_true, probabilities, config.top_k)}
    return {"confusion_matrix": matrix.astype(int).tolist(), **{name: float(value) for name, value in values.items()}}


def classes_of_data(training: ClassifierConfig, config: MulticlassConfig) -> Numbers:
    """Train a model, then judge it on all classes."""
    y_true, probabilities = trained_probabilities(training)
    return class_numbers(y_true, probabilities.argmax(axis=1), probabilities, config)


def classes_of_file(given: GivenClasses, config: MulticlassConfig) -> Numbers:
    """Judge given predictions on all classes."""
    return class_numbers(np.array(given.y_true), np.array(given.y_pred), np.array(given.probabilities), config)


def interval_numbers(scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """One metric, its bootstrap interval and, for a proportion, Wilson's; NaN is undefined."""
    base = class_weights(scores.y, binary)
    chunks = bootstrap_weights(len(scores.y), config.resamples, config.bootstrap_seed)
    values = np.concatenate([binary_values(scores, binary, weights * base)[config.metric] for weights in chunks])
    low, high = percentile_interval(values, config.level)
    numbers = {"value": float(binary_values(scores, binary, base)[config.metric]), "low": low, "high": high}
    share = proportion(config.metric, scores, binary)
    if share:
        wilson_low, wilson_high = wilson_interval(*share, config.level)
        numbers |= {"wilson_low": float(wilson_low), "wilson_high": float(wilson_high)}
    return numbers


def interval_of_data(training: ClassifierConfig, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """Train a model; how sure one of its metrics is."""
    return interval_numbers(scores_of_data(training, binary), binary, config)


def interval_of_distributions(
    distributions: DistributionsConfig, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """Sample scores of two classes; how sure one of their metrics is."""
    return interval_numbers(scores_of_distributions(distributions, binary), binary, config)


def interval_of_file(given: GivenScores, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """How sure a metric of given scores is."""
    return interval_numbers(scores_of_file(given), binary, config)


def comparison_numbers(
    first: BinaryScores, second: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """McNemar's test, and the bootstrapped difference of one metric."""
    result = compare(first, second, binary, config)
    names = ("first", "second", "difference", "low", "high")
    return {**vars(result.test), **{name: getattr(result, name) for name in names}}


def comparison_of_data(
    training: ClassifierConfig, comparison: ComparisonConfig, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """Train two models on one split; do they differ?"""
    rival = replace(training, model=comparison.rival)
    return comparison_numbers(scores_of_data(training, binary), scores_of_data(rival, binary), binary, config)


def comparison_of_distributions(
    distributions: DistributionsConfig, comparison: ComparisonConfig, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """Sample two models' scores of the same samples; do they differ?"""
    first = scores_of_distributions(distributions, binary)
    return comparison_numbers(first, scores_of_distributions(distributions, binary, comparison), binary, config)


def comparison_of_file(given: GivenScores, rival: GivenRival, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """Two given models on the same samples; do they differ?"""
    first = scores_of_file(given)
    return comparison_numbers(first, replace(first, score=np.array(rival.score)), binary, config)


def calibration_numbers(scores: BinaryScores, config: CalibrationConfig) -> Numbers:
    """Calibration errors and the parts of the Brier score; then, of one half, before and after recalibration."""
    names = (
        "expected_error", "greatest_error", "brier", "binned_brier", "within_bins", "reliability", "resolution",
        "uncertainty", "log_loss",
    )  # fmt: skip
    found = reliability(scores.y, scores.score, config)
    numbers = {name: getattr(found, name) for name in names}
    if can_be_split(scores.y, config):
        result = recalibrate(scores, config)
        for when, part in (("before", result.before), ("after", result.after)):
            numbers |= {f"{name}_{when}": getattr(part, name) for name in ("expected_error", "brier", "log_loss")}
    return numbers


def calibration_of_data(training: ClassifierConfig, binary: BinaryConfig, config: CalibrationConfig) -> Numbers:
    """Train a model; do its probabilities mean what they say?"""
    return calibration_numbers(scores_of_data(training, binary), config)


def calibration_of_distributions(
    distributions: DistributionsConfig, binary: BinaryConfig, config: CalibrationConfig
) -> Numbers:
    """Sample scores of two classes; do they mean what they say?"""
    return calibration_numbers(scores_of_distributions(distributions, binary), config)


def calibration_of_file(given: GivenScores, config: CalibrationConfig) -> Numbers:
    """Do given probabilities mean what they say?"""
    return calibration_numbers(scores_of_file(given), config)


def regression_of_data(regression: RegressorConfig) -> Numbers:
    """Train a regressor on the diabetes data, then measure it on the test samples."""
    values = regression_values(*held_out_quantities(regression))
    return {name: float(value) for name, value in values.items()}


def regression_of_file(given: GivenQuantities) -> Numbers:
    """Measure given quantities; the number of features is unknown."""
    values = regression_values(np.array(given.y_true), np.array(given.y_pred), None)
    return {name: float(value) for name, value in values.items()}


def fold_numbers(folds: list[FoldScore]) -> Numbers:
    """Every score of each fold, with its mean and standard deviation."""
    mean, spread = summary(folds)
    numbers: Numbers = {}
    for name in mean:
        each = [fold.test[name] for fold in folds]
        numbers |= {name: each, f"{name}_mean": mean[name], f"{name}_spread": spread[name]}
    return numbers


def folds_of_classifier(training: ClassifierConfig, config: CrossValidationConfig) -> Numbers:
    """Cross-validate a classifier."""
    return fold_numbers(list(classifier_folds(training, config)))


def folds_of_regressor(regression: RegressorConfig, config: CrossValidationConfig) -> Numbers:
    """Cross-validate a regressor on the diabetes data."""
    return fold_numbers(list(regressor_folds(regression, config)))

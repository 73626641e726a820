from dataclasses import replace

import numpy as np
import pytest

from core.practice.metrics import challenges
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.calibration import recalibrate
from core.practice.metrics.certainty import bootstrap, metric_intervals
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.comparison import compare
from core.practice.metrics.folds import cross_validate_classifier
from core.practice.metrics.predictions import one_versus_rest, sampled_predictions, trained_predictions
from core.practice.metrics.regression import RegressionPredictions, drag_outlier, trained_regression
from core.practice.metrics.settings import (
    BinaryConfig,
    CalibrationConfig,
    ClassifierConfig,
    ComparisonConfig,
    CostConfig,
    CrossValidationConfig,
    DistributionsConfig,
    IntervalConfig,
    MulticlassConfig,
    OutlierConfig,
    RegressorConfig,
)
from core.practice.metrics.threshold import cost_curve, threshold_steps

CURVES = DistributionsConfig()
FEW_QUANTITIES = RegressionPredictions(
    np.array([3.0, 1.0, 4.0, 1.5, 9.0]), np.array([2.5, 1.5, 4.0, 2.0, 7.0]), np.arange(5), 1
)


def scores_of(config=CURVES, rival=None):
    return one_versus_rest(sampled_predictions(config, rival), 1)


def keys(verdict):
    assert verdict.met == (verdict.missing == ())
    return [missing.key for missing in verdict.missing]


def best_threshold(scores, values, allowed):
    steps = threshold_steps(scores, np.ones(len(scores.y)))
    numbers = np.where(allowed(steps.counts), values(steps.counts), -1)
    return steps.inside(int(np.nanargmax(numbers)))


def test_missing_nobody_wants_the_best_precision_too():
    scores = scores_of()
    solution = best_threshold(scores, lambda c: c.tp / (c.tp + c.fp + 1e-12), lambda c: c.tp / (c.tp + c.fn) >= 0.99)

    def verdict(threshold):
        return challenges.miss_nobody(scores, evaluate_binary(scores, BinaryConfig(threshold=threshold)))

    assert keys(verdict(solution)) == []
    assert keys(verdict(0.0)) == ["precision_not_best"]
    assert keys(verdict(0.5)) == ["recall_too_low"]
    assert keys(verdict(1.01)) == ["recall_too_low", "precision_not_best"]
    nobody = scores_of(DistributionsConfig(balance=0.0))
    assert "needs_positives" in keys(challenges.miss_nobody(nobody, evaluate_binary(nobody, BinaryConfig())))


def test_accuracy_fools_where_positives_are_rare():
    def verdict(**fields):
        return challenges.fooled_by_accuracy(evaluate_binary(scores_of(DistributionsConfig(**fields)), BinaryConfig()))

    assert keys(verdict(balance=0.03, separation=0.5)) == []
    assert keys(verdict(balance=0.5, separation=0.5)) == ["accuracy_too_low"]
    assert keys(verdict(balance=0.5, separation=6.0)) == ["balanced_accuracy_too_high"]
    assert keys(verdict(balance=0.0)) == ["needs_both_classes", "balanced_accuracy_too_high"]


def test_the_cheapest_threshold_follows_the_costs():
    scores = scores_of()

    def verdict(threshold, **costs):
        config = CostConfig(**costs)
        curve = cost_curve(scores, np.ones(len(scores.y)), config, BinaryConfig(threshold=threshold))
        return curve, challenges.cheapest(curve, config)

    curve, _ = verdict(0.5, cost_fn=10.0)
    assert keys(verdict(curve.best_threshold, cost_fn=10.0)[1]) == []
    assert keys(verdict(0.5, cost_fn=10.0)[1]) == ["cost_not_least"]
    assert keys(verdict(0.5)[1]) == ["miss_too_cheap", "cost_not_least"]
    assert keys(verdict(0.0, cost_fp=0.0)[1]) == ["false_alarm_free"]


def test_repair_needs_something_broken():
    def verdict(**fields):
        scores = scores_of(DistributionsConfig(**fields))
        return challenges.repaired(recalibrate(scores, CalibrationConfig()))

    assert keys(verdict(confidence=0.2, samples=1000)) == []
    assert keys(verdict(samples=5000))[:1] == ["error_before_too_low"]
    assert "too_few_samples" in keys(verdict(confidence=0.2, samples=40))


@pytest.mark.parametrize(("samples", "level", "missing"), [
    (5000, 0.95, []), (200, 0.95, ["interval_too_wide"]), (5000, 0.5, ["level_too_low"]),
])  # fmt: skip
def test_a_narrow_interval_needs_samples_not_a_low_level(samples, level, missing):
    scores, binary = scores_of(DistributionsConfig(samples=samples)), BinaryConfig()
    config = IntervalConfig(level=level, resamples=100)
    rows = metric_intervals(scores, binary, config, bootstrap(scores, binary, config))
    assert keys(challenges.sure_enough(rows[0], level)) == missing
    assert keys(challenges.sure_enough(replace(rows[0], low=1.0, high=1.0), 0.95)) == ["interval_without_width"]
    unknown = replace(rows[0], low=None, high=None)
    assert keys(challenges.sure_enough(unknown, 0.95)) == ["interval_undefined", "interval_too_wide"]


@pytest.mark.parametrize(("separation", "correlation", "missing"), [
    (2.0, 0.5, []), (0.0, 0.5, ["there_is_evidence"]), (2.0, 1.0, ["too_few_disagreements", "there_is_evidence"]),
])  # fmt: skip
def test_luck_is_told_from_evidence(separation, correlation, missing):
    rival = ComparisonConfig(rival_separation=separation, rival_correlation=correlation)
    binary, interval, models = BinaryConfig(), IntervalConfig(resamples=100), (scores_of(), scores_of(rival=rival))
    resamples = tuple(bootstrap(scores, binary, interval) for scores in models)
    result = compare(*models, resamples, binary, interval)
    assert keys(challenges.only_luck(result, 0.95)) == missing
    assert "level_too_high" in keys(challenges.only_luck(result, 0.99))


def test_a_model_is_flattered_where_the_moved_value_meets_its_prediction_and_beyond():
    nothing = challenges.flattered(drag_outlier(FEW_QUANTITIES, OutlierConfig(outlier_size=0)))
    assert [missing.key for missing in nothing.missing] == ["gain_too_small"]
    predictions = trained_regression(RegressorConfig())
    assert not challenges.flattered(drag_outlier(predictions, OutlierConfig())).met
    assert challenges.flattered(drag_outlier(predictions, OutlierConfig(outlier_rank=0.439, outlier_size=3.8))).met
    constant = RegressionPredictions(np.ones(3), np.arange(3.0), np.arange(3), None)
    made_equal = RegressionPredictions(np.array([0.0, 1.0]), np.arange(2.0), np.arange(2), None)
    for undefined in (constant, made_equal):
        effect = drag_outlier(undefined, OutlierConfig(outlier_rank=0, outlier_size=2))
        assert challenges.flattered(effect).missing[0].key == "r2_undefined"


def test_a_tree_that_learns_noise_by_heart_is_found_out():
    tree = ClassifierConfig(data_set="Breast cancer", model="Decision tree", depth=20, feature_noise=2.0)
    assert challenges.learned_by_heart(cross_validate_classifier(tree, CrossValidationConfig())).met
    few = challenges.learned_by_heart(cross_validate_classifier(tree, CrossValidationConfig(folds=2)))
    assert few.missing[0].key == "too_few_folds"
    iris = cross_validate_classifier(ClassifierConfig(data_set="Iris"), CrossValidationConfig())
    honest = challenges.learned_by_heart(iris)
    assert [missing.key for missing in honest.missing] == ["train_too_low", "gap_too_small"]


def test_the_second_guess_is_judged_on_the_report():
    def verdict(top_k=2, **fields):
        config = MulticlassConfig(top_k=top_k)
        report = evaluate_multiclass(trained_predictions(ClassifierConfig(**fields)), config)
        return challenges.second_guess_saves(report, config)

    assert verdict(data_set="Iris", feature_noise=1.0).met
    assert keys(verdict(data_set="Iris", feature_noise=1.0, top_k=3)) == ["other_k"]
    assert keys(verdict(data_set="Iris"))[0] == "accuracy_too_high"
    assert keys(verdict(data_set="Breast cancer"))[0] == "too_few_classes"
    assert keys(verdict(data_set="Digits", model="Decision tree"))[0] == "top_k_too_low"

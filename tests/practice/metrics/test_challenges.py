from dataclasses import replace

import numpy as np
import pytest

from core.practice.metrics import challenges
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.calibration import recalibrate
from core.practice.metrics.comparison import compare
from core.practice.metrics.costs import cost_curve
from core.practice.metrics.curves import threshold_steps
from core.practice.metrics.intervals import bootstrap, metric_intervals
from core.practice.metrics.predictions import one_versus_rest, sampled_predictions
from core.practice.metrics.settings import (
    BinaryConfig,
    CalibrationConfig,
    ComparisonConfig,
    CostConfig,
    DistributionsConfig,
    IntervalConfig,
)

CURVES = DistributionsConfig()


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


def test_the_best_threshold_belongs_to_its_beta():
    scores = scores_of()

    def verdict(beta, threshold):
        config = BinaryConfig(beta=beta, threshold=threshold)
        return challenges.best_for_beta(scores, evaluate_binary(scores, config), config)

    solution = best_threshold(scores, lambda c: 10 * c.tp / (10 * c.tp + 9 * c.fn + c.fp), lambda c: c.tp >= 0)
    assert keys(verdict(3.0, solution)) == []
    assert keys(verdict(3.0, 1.0)) == ["f_beta_not_best", "recall_behind_precision"]
    assert "beta_too_low" in keys(verdict(1.0, solution))


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


def test_a_model_can_rank_well_and_be_sure_of_wrong_things():
    def verdict(**fields):
        config = DistributionsConfig(**fields)
        return challenges.sharp_but_wrong(evaluate_binary(scores_of(config), BinaryConfig()), config)

    assert keys(verdict(confidence=10.0)) == []
    assert keys(verdict()) == ["log_loss_too_low"]
    assert keys(verdict(separation=0.1, samples=20)) == ["auc_too_low", "log_loss_too_low", "too_few_samples"]


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
    unknown = replace(rows[0], low=None, high=None)
    assert keys(challenges.sure_enough(unknown, 0.95)) == ["interval_undefined", "interval_too_wide"]


@pytest.mark.parametrize(("separation", "correlation", "missing"), [
    (2.0, 0.5, []), (0.0, 0.5, ["there_is_evidence"]), (2.0, 1.0, ["too_few_disagreements", "there_is_evidence"]),
])  # fmt: skip
def test_luck_is_told_from_evidence(separation, correlation, missing):
    rival = ComparisonConfig(rival_separation=separation, rival_correlation=correlation)
    result = compare(scores_of(), scores_of(rival=rival), BinaryConfig(), IntervalConfig(resamples=100))
    assert keys(challenges.only_luck(result, 0.95)) == missing
    assert "level_too_high" in keys(challenges.only_luck(result, 0.99))

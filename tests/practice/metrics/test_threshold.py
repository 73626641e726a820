import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from core.practice.metrics.binary import binary_values, confusion_counts
from core.practice.metrics.predictions import BinaryScores, Predictions, one_versus_rest, trained_predictions
from core.practice.metrics.settings import BinaryConfig, ClassifierConfig, CostConfig
from core.practice.metrics.threshold import (
    cost_curve,
    rank_curves,
    score_histogram,
    threshold_steps,
    ties_at_half,
)
from tests.strategies import configs

few = settings(max_examples=60, deadline=None)
samples = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12)), min_size=1, max_size=40)
both_classes = samples.filter(lambda pairs: len({y for y, _ in pairs}) == 2)


def scores_of(pairs):
    y, score = zip(*pairs, strict=True)
    return BinaryScores(np.array(y), np.array(score) / 12)


@few
@given(both_classes)
def test_roc_and_precision_recall_are_those_of_scikit_learn(pairs):
    scores = scores_of(pairs)
    curves = rank_curves(scores, np.ones(len(pairs)))
    fpr, tpr, threshold = metrics.roc_curve(scores.y, scores.score)
    np.testing.assert_allclose(curves.fpr, fpr, atol=1e-12)
    np.testing.assert_allclose(curves.tpr, tpr, atol=1e-12)
    np.testing.assert_array_equal(curves.roc_threshold, threshold)
    precision, recall, threshold = metrics.precision_recall_curve(scores.y, scores.score, drop_intermediate=True)
    np.testing.assert_allclose(curves.precision, precision[::-1], atol=1e-12)
    np.testing.assert_allclose(curves.recall, recall[::-1], atol=1e-12)
    np.testing.assert_array_equal(curves.pr_threshold[1:], threshold[::-1])


@few
@given(both_classes)
def test_the_area_under_the_drawn_curve_is_the_auc(pairs):
    curves = rank_curves(scores_of(pairs), np.ones(len(pairs)))
    assert np.trapezoid(curves.tpr, curves.fpr) == pytest.approx(curves.roc_auc, abs=1e-12)


@few
@given(samples, st.floats(0, 1.01))
def test_every_threshold_lies_in_the_step_that_has_its_counts(pairs, threshold):
    scores, one = scores_of(pairs), np.ones(len(pairs))
    steps = threshold_steps(scores, one)
    k = steps.at(threshold)
    c = confusion_counts(scores.y, scores.score, threshold, one)
    assert (c.tp, c.fp, c.fn, c.tn) == tuple(cell[k] for cell in vars(steps.counts).values())


def test_another_prevalence_moves_the_precision_recall_curve_and_not_the_roc_curve():
    rng = np.random.default_rng(3)
    y = rng.integers(0, 2, 80)
    scores = BinaryScores(y, np.clip(rng.normal(0.4 + 0.2 * y, 0.2), 0, 1))
    here, rare = (rank_curves(scores, np.where(y == 1, w, 1.0)) for w in (1, 0.05))
    grid = np.linspace(0, 1, 50)
    np.testing.assert_allclose(np.interp(grid, here.fpr, here.tpr), np.interp(grid, rare.fpr, rare.tpr), atol=1e-9)
    assert rare.roc_auc == pytest.approx(here.roc_auc)
    assert rare.average_precision < here.average_precision - 0.1


def test_curves_of_one_class_are_nan_where_the_other_is_needed():
    curves = rank_curves(BinaryScores(np.array([1, 1]), np.array([0.2, 0.4])), np.ones(2))
    assert np.isnan(curves.fpr).all()
    assert np.isnan(curves.roc_auc)
    assert curves.tpr.tolist() == [0, 0.5, 1]


@few
@given(samples)
def test_the_histogram_holds_every_sample(pairs):
    scores = scores_of(pairs)
    drawn = score_histogram(scores, np.ones(len(pairs)))
    assert drawn.positives.sum() == scores.y.sum()
    assert drawn.negatives.sum() == (1 - scores.y).sum()
    assert len(drawn.edges) == len(drawn.positives) + 1


@few
@given(samples, configs(CostConfig))
def test_no_threshold_is_cheaper_than_the_cheapest(pairs, costs):
    scores, one = scores_of(pairs), np.ones(len(pairs))
    curve = cost_curve(scores, one, costs, BinaryConfig())
    price = {"tp": costs.cost_tp, "fp": costs.cost_fp, "fn": costs.cost_fn, "tn": costs.cost_tn}

    def cost(threshold):
        cells = vars(confusion_counts(scores.y, scores.score, threshold, one))
        return sum(price[name] * count for name, count in cells.items()) / len(pairs)

    assert 0 <= curve.best_threshold <= 1.01
    assert cost(curve.best_threshold) == pytest.approx(curve.best_cost)
    assert min(map(cost, np.linspace(0, 1.01, 102))) >= curve.best_cost - 1e-9
    assert cost(0.5) == pytest.approx(curve.current_cost)


def test_the_threshold_of_theory_is_the_cost_of_a_false_alarm_among_the_costs():
    scores = BinaryScores(np.array([0, 1]), np.array([0.3, 0.6]))
    curve = cost_curve(scores, np.ones(2), CostConfig(cost_fp=1, cost_fn=4), BinaryConfig())
    assert curve.theory.value == pytest.approx(0.2)
    assert (curve.theory.false_alarm, curve.theory.miss) == (1, 4)


def test_theory_finds_the_cheapest_threshold_of_calibrated_scores():
    rng = np.random.default_rng(0)
    score = rng.random(200_000)
    scores = BinaryScores((rng.random(200_000) < score).astype(int), score)
    costs = CostConfig(cost_fp=2, cost_fn=3)
    for binary in (BinaryConfig(), BinaryConfig(reweight=True, prevalence=0.2)):
        weights = np.where(scores.y == 1, 0.4, 1.6) if binary.reweight else np.ones(200_000)
        curve = cost_curve(scores, weights, costs, binary)
        assert curve.theory.value == pytest.approx(curve.best_threshold, abs=0.03)


@pytest.mark.parametrize("costs", [CostConfig(cost_fp=0.0), CostConfig(cost_fn=-1.0), CostConfig(cost_tn=3.0)])
def test_without_a_cost_of_errors_theory_names_no_threshold(costs):
    scores = BinaryScores(np.array([0, 1]), np.array([0.3, 0.6]))
    assert cost_curve(scores, np.ones(2), costs, BinaryConfig()).theory.value is None


@pytest.mark.parametrize(("positive", "ties"), [(0, 0), (1, 12)])
def test_the_threshold_of_one_half_is_the_model_but_for_the_ties_that_are_counted(positive, ties):
    predictions = trained_predictions(ClassifierConfig(model="k-NN", neighbors=2))
    scores = one_versus_rest(predictions, positive)
    config = BinaryConfig(positive=positive)
    found = ties_at_half(predictions, config)
    right = (predictions.y_true == predictions.y_pred).mean()
    accuracy = binary_values(scores, config, np.ones(len(scores.y)))["accuracy"]
    assert abs(accuracy - right) * len(scores.y) <= found + 1e-9
    assert found == (predictions.probabilities[:, 1] == 0.5).sum() * (positive == 1) == ties
    assert ties_at_half(predictions, BinaryConfig(positive=positive, threshold=0.51)) == 0


def test_more_than_two_classes_have_no_ties_at_one_half():
    thirds = np.full((2, 3), 1 / 3)
    predictions = Predictions(np.array([0, 1]), np.array([0, 0]), thirds, "probability", ("a", "b", "c"),
                              np.arange(2), np.empty((2, 0)))  # fmt: skip
    assert ties_at_half(predictions, BinaryConfig()) == 0

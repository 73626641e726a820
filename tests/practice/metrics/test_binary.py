import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.practice.metrics import numbers
from core.practice.metrics.binary import binary_values, class_weights, roc_auc_score
from core.practice.metrics.binary_report import FACTS, evaluate_binary
from core.practice.metrics.library import OF_LABELS, OF_SCORES, threshold_numbers
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig
from tests.strategies import configs

few = settings(max_examples=60, deadline=None)
one_sample = st.tuples(st.integers(0, 1), st.sampled_from(np.linspace(0, 1, 21).tolist()))
samples = st.lists(one_sample, min_size=1, max_size=40)


def scores_of(pairs, kind="probability"):
    y, score = zip(*pairs, strict=True)
    return BinaryScores(np.array(y), np.array(score), kind)


def report_of(y, score, kind="probability", **settings):
    return evaluate_binary(BinaryScores(np.array(y), np.array(score, float), kind), BinaryConfig(**settings))


@few
@given(samples, configs(BinaryConfig, positive=1), st.sampled_from(["probability", "score", "label"]))
def test_every_number_of_screen_and_script_agrees_with_scikit_learn_to_the_last_digits(pairs, config, kind):
    scores = scores_of(pairs, kind)
    library = threshold_numbers(scores, config)
    for found in (evaluate_binary(scores, config).numbers(), numbers.threshold_numbers(scores, config)):
        assert found == pytest.approx(library, rel=1e-12, abs=1e-12, nan_ok=True)


def test_every_metric_has_its_formula_and_scikit_learns_function():
    names = binary_values(scores_of([(1, 0.5)]), BinaryConfig(), np.ones(1)).keys()
    assert FACTS.keys() == names == OF_LABELS.keys() | OF_SCORES.keys()


@few
@given(samples, st.randoms())
def test_metrics_do_not_depend_on_the_order_of_the_samples(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    first, second = (binary_values(scores_of(p), BinaryConfig(), np.ones(len(p))) for p in (pairs, shuffled))
    for name, value in first.items():
        assert value == pytest.approx(second[name], abs=1e-12, nan_ok=True), name


@few
@given(samples)
def test_auc_is_the_share_of_pairs_in_the_right_order(pairs):
    scores = scores_of(pairs)
    high, low = scores.score[scores.y == 1], scores.score[scores.y == 0]
    wins = [(a > b) + (a == b) / 2 for a in high for b in low]
    value = roc_auc_score(scores.y, scores.score, np.ones(len(pairs)))
    assert value == pytest.approx(np.mean(wins) if wins else math.nan, nan_ok=True)


@few
@given(samples, configs(BinaryConfig, positive=1, reweight=False))
def test_the_four_cells_hold_every_sample_once(pairs, config):
    report = evaluate_binary(scores_of(pairs), config)
    c = report.counts
    assert c.tp + c.fp + c.fn + c.tn == len(pairs)
    assert c.tp + c.fn == sum(y for y, _ in pairs)


@few
@given(samples, configs(BinaryConfig, positive=1))
def test_a_row_has_a_value_or_a_reason_and_two_formulas(pairs, config):
    for row in evaluate_binary(scores_of(pairs), config).rows:
        assert (row.value is None) != (row.undefined is None)
        assert row.formula == FACTS[row.name].formula
        assert row.numbers.count("{") == row.numbers.count("}")
        assert row.value is None or math.isfinite(row.value)


def test_many_weightings_at_once_are_the_weightings_one_by_one():
    rng = np.random.default_rng(0)
    scores = BinaryScores(rng.integers(0, 2, 30), rng.integers(0, 8, 30) / 7)
    weights = rng.integers(0, 3, (25, 30)).astype(float)
    together = binary_values(scores, BinaryConfig(), weights)
    for k, row in enumerate(weights):
        for name, value in binary_values(scores, BinaryConfig(), row).items():
            assert together[name][k] == pytest.approx(value, abs=1e-12, nan_ok=True), name


@pytest.mark.parametrize(
    ("y", "score", "kind", "reasons"),
    [
        ([0, 0], [0.2, 0.7], "probability", {
            "recall": "no_positives", "balanced_accuracy": "no_positives", "mcc": "no_positives",
            "roc_auc": "no_positives", "average_precision": "no_positives",
        }),
        ([1, 1], [0.2, 0.7], "probability", {
            "specificity": "no_negatives", "balanced_accuracy": "no_negatives", "mcc": "no_negatives",
            "roc_auc": "no_negatives",
        }),
        ([0, 1], [0.2, 0.3], "probability", {"precision": "no_predicted_positives", "mcc": "no_predicted_positives"}),
        ([0, 1], [0.8, 0.9], "probability", {"mcc": "no_predicted_negatives"}),
        ([0, 0], [0.1, 0.2], "probability", {
            "precision": "no_predicted_positives", "recall": "no_positives", "f_beta": "nothing_positive",
            "balanced_accuracy": "no_positives", "mcc": "no_positives", "kappa": "no_positives",
            "roc_auc": "no_positives", "average_precision": "no_positives",
        }),
        ([0, 1], [0.0, 1.0], "score", {"log_loss": "not_probabilities", "brier": "not_probabilities"}),
        ([0, 1], [0.0, 1.0], "label", dict.fromkeys(
            ("log_loss", "brier", "roc_auc", "average_precision"), "labels_only"
        )),
    ],
)  # fmt: skip
def test_what_is_undefined_says_why(y, score, kind, reasons):
    rows = report_of(y, score, kind).rows
    assert {row.name: row.undefined for row in rows if row.undefined} == reasons


def test_equal_scores_are_remarked_and_rank_nothing():
    report = report_of([0, 1, 1], [0.4, 0.4, 0.4])
    assert report["roc_auc"].value == 0.5
    assert report["roc_auc"].remark == report["average_precision"].remark == "all_scores_equal"
    assert report["accuracy"].remark is None


def test_another_prevalence_moves_precision_and_leaves_recall_and_auc():
    y, score = [0, 0, 1, 0, 1] * 20, np.linspace(0, 1, 100)
    here, rare = report_of(y, score), report_of(y, score, reweight=True, prevalence=0.01)
    assert rare.prevalence == pytest.approx(0.01)
    assert here.prevalence == 0.4
    for name in ("recall", "specificity", "roc_auc", "balanced_accuracy"):
        assert rare[name].value == pytest.approx(here[name].value)
    assert rare["precision"].value < here["precision"].value
    assert rare["average_precision"].value < here["average_precision"].value


def test_precision_at_another_prevalence_is_what_bayes_says():
    report = report_of([0] * 8 + [1] * 4, [0.1] * 6 + [0.9] * 2 + [0.9] * 3 + [0.1], reweight=True, prevalence=0.1)
    recall, specificity = 3 / 4, 6 / 8
    assert report["precision"].value == pytest.approx(recall * 0.1 / (recall * 0.1 + (1 - specificity) * 0.9))


def test_one_class_cannot_be_moved_to_another_prevalence():
    report = report_of([1, 1], [0.2, 0.9], reweight=True, prevalence=0.3)
    assert report.remark == "one_class_prevalence"
    assert report.weights.tolist() == [1, 1]


def test_weights_sum_to_the_number_of_samples():
    y = np.array([0, 0, 0, 1])
    assert class_weights(y, BinaryConfig(reweight=True, prevalence=0.7)).sum() == pytest.approx(4)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("accuracy", r"\frac{1+2}{1+1+1+2}"), ("precision", r"\frac{1}{1+1}"),
        ("f_beta", r"\frac{(1+4)\cdot 1}{(1+4)\cdot 1+4\cdot 1+1}"), ("roc_auc", r"\frac{3+\frac12\cdot 2}{2\cdot 3}"),
        ("average_precision", r"\frac{1}{2}\cdot \frac{1}{2} + \frac{1}{2}\cdot \frac{2}{4}"),
        ("brier", r"\frac{1.35}{5}"),
    ],
)  # fmt: skip
def test_the_numbers_stand_where_the_symbols_stood(name, expected):
    report = report_of([1, 0, 1, 0, 0], [0.9, 0.9, 0.4, 0.4, 0.1], beta=2.0)
    assert report[name].numbers == expected

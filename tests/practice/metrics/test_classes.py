import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from core.practice.metrics.classes import confusion_matrix, evaluate_multiclass, matrix_values, normalized
from core.practice.metrics.classes_report import average_rows, class_rows
from core.practice.metrics.library import class_numbers
from core.practice.metrics.predictions import Predictions, one_versus_rest, sampled_predictions, trained_predictions
from core.practice.metrics.samples import class_cell, threshold_cell
from core.practice.metrics.settings import ClassifierConfig, DistributionsConfig, MulticlassConfig
from tests.practice.metrics.latex import number

few = settings(max_examples=50, deadline=None)


def predictions_of(y_true, probabilities, kind="probability", names=None):
    p = np.asarray(probabilities, float)
    p = p / p.sum(axis=1, keepdims=True)
    names = names or tuple("abcdefgh"[: p.shape[1]])
    n = len(p)
    return Predictions(np.array(y_true), p.argmax(axis=1), p, kind, names, np.arange(n), np.arange(n)[:, None] * 1.0)


@st.composite
def drawn(draw):
    k, n = draw(st.integers(2, 4)), draw(st.integers(1, 25))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    return predictions_of(rng.integers(0, k, n), rng.integers(1, 6, (n, k)))


@few
@given(drawn(), st.integers(1, 5))
def test_averages_and_ranks_agree_with_scikit_learn(predictions, top_k):
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=top_k))
    library = class_numbers(predictions, MulticlassConfig(top_k=top_k))
    assert library.pop("confusion_matrix") == report.matrix.tolist()
    assert library.keys() == report.values.keys()
    for name, value in report.values.items():
        if report.undefined.get(name) == "no_class_left":
            assert library[name] == 0, name  # its convention
        elif name in report.undefined:
            assert np.isnan(library[name]), name
        else:
            assert value == pytest.approx(library[name], rel=1e-12, abs=1e-12), name


@few
@given(drawn())
def test_the_matrix_is_scikit_learns_and_its_shares_sum_to_one(predictions):
    k = len(predictions.class_names)
    judge = metrics.confusion_matrix(predictions.y_true, predictions.y_pred, labels=range(k))
    report = evaluate_multiclass(predictions, MulticlassConfig())
    assert report.matrix.tolist() == judge.tolist()
    rows, columns = normalized(report.matrix, "row"), normalized(report.matrix, "column")
    for share, count in ((rows.sum(axis=1), judge.sum(axis=1)), (columns.sum(axis=0), judge.sum(axis=0))):
        np.testing.assert_allclose(share, np.where(count > 0, 1, np.nan))


def test_each_class_is_its_own_binary_problem():
    predictions = trained_predictions(ClassifierConfig(data_set="Wine", model="Decision tree", depth=2))
    report = evaluate_multiclass(predictions, MulticlassConfig())
    for k, row in enumerate(report.classes):
        scores = one_versus_rest(predictions, k)
        assert row.support == scores.y.sum()
        assert row.auc == pytest.approx(metrics.roc_auc_score(scores.y, scores.score))


def test_a_class_without_samples_is_named_and_left_out_of_the_averages():
    report = evaluate_multiclass(predictions_of([0, 0, 1], [[3, 1, 1], [1, 1, 3], [1, 3, 1]]), MulticlassConfig())
    assert report.absent == ("c",)
    assert report.classes[2].recall is None
    assert report.values["recall_macro"] == pytest.approx((0.5 + 1) / 2)
    assert report.undefined == dict.fromkeys(
        ("auc_ovr_macro", "auc_ovr_weighted", "auc_ovo_macro", "auc_ovo_weighted"), "class_without_samples"
    )


def test_a_correlation_with_a_constant_prediction_is_undefined_though_there_are_two_classes():
    report = evaluate_multiclass(predictions_of([0, 0, 1], [[3, 1], [3, 2], [2, 1]]), MulticlassConfig())
    assert report.undefined == {"mcc": "one_predicted"}
    report = evaluate_multiclass(predictions_of([0, 0], [[3, 1], [1, 3]]), MulticlassConfig())
    assert report.undefined["mcc"] == "class_without_samples"


def test_labels_have_no_ranks():
    report = evaluate_multiclass(predictions_of([0, 1, 1], np.eye(2)[[0, 1, 0]], "label"), MulticlassConfig())
    assert set(report.undefined.values()) == {"labels_only"}
    assert report.values["accuracy"] == pytest.approx(2 / 3)
    assert all(row.auc is None for row in report.classes)


def test_stacked_matrices_give_what_each_gives():
    rng = np.random.default_rng(0)
    y_true, y_pred = rng.integers(0, 3, (2, 40))
    weights = rng.integers(0, 3, (7, 40)).astype(float)
    together = matrix_values(confusion_matrix(y_true, y_pred, 3, weights))
    for k, row in enumerate(weights):
        for name, value in matrix_values(confusion_matrix(y_true, y_pred, 3, row)).items():
            assert together[name][k] == pytest.approx(value, nan_ok=True), name


@few
@given(drawn())
def test_the_cells_share_out_all_samples_and_each_is_sorted_by_confidence(predictions):
    k = len(predictions.class_names)
    cells = [class_cell(predictions, i, j) for i in range(k) for j in range(k)]
    assert sorted(index for cell in cells for index in cell.index) == list(range(len(predictions.y_true)))
    assert all((np.diff(cell.confidence) <= 0).all() for cell in cells)


def test_the_samples_of_a_binary_cell_are_those_it_counts():
    predictions = trained_predictions(ClassifierConfig(data_set="Digits", model="Naive Bayes"))
    missed = threshold_cell(predictions, 8, 0.9, is_positive=True, predicted_positive=False)
    assert (predictions.y_true[missed.index] == 8).all()
    assert (predictions.probabilities[missed.index, 8] < 0.9).all()
    assert np.array_equal(missed.score, predictions.probabilities[missed.index, 8])
    assert np.allclose(missed.confidence, 1 - missed.score)
    assert missed.images.shape == (len(missed.index), 8, 8)
    assert (np.diff(missed.confidence) <= 0).all()


@few
@given(drawn())
def test_the_first_guess_is_the_prediction_so_top_1_is_the_accuracy(predictions):
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=1))
    assert report.values["top_k"] == report.values["accuracy"]


def test_top_k_without_ties_is_scikit_learns_on_the_probabilities():
    predictions = trained_predictions(ClassifierConfig(data_set="Digits", model="Logistic regression"))
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=3))
    assert report.ties == 0
    judge = metrics.top_k_accuracy_score(predictions.y_true, predictions.probabilities, k=3)
    assert report.values["top_k"] == pytest.approx(judge, abs=1e-12)


def test_a_class_that_is_never_predicted_is_named_and_counted_as_zero_beside():
    predictions = predictions_of([0, 1, 2, 2], [[2, 1, 1], [1, 2, 1], [2, 1, 1], [1, 2, 1]])
    report = evaluate_multiclass(predictions, MulticlassConfig())
    assert (report.never_predicted, report.absent) == (("c",), ())
    assert report.values["precision_macro"] == pytest.approx(1 / 2)
    zeros = metrics.precision_score(predictions.y_true, predictions.y_pred, average="macro", zero_division=0)
    assert report.precision_with_zeros == pytest.approx(zeros)


def test_equally_probable_classes_are_counted():
    report = evaluate_multiclass(predictions_of([0, 1, 1], [[1, 1], [1, 3], [2, 2]]), MulticlassConfig())
    assert report.ties == 2


@pytest.mark.parametrize("data_set", ["Iris", "Wine", "Breast cancer"])
def test_a_formula_of_all_classes_gives_its_value_when_computed_by_hand(data_set):
    predictions = trained_predictions(ClassifierConfig(data_set=data_set, feature_noise=1.0))
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=1))
    rows = [*average_rows(report), *(row for k in range(len(report.classes)) for row in class_rows(report, k))]
    assert len(rows) == len(report.values) + 3 * len(report.classes)
    for row in rows:
        assert number(row.numbers) == pytest.approx(row.value, abs=2e-3), row.name


def test_what_is_undefined_has_no_value_and_a_formula_all_the_same():
    report = evaluate_multiclass(
        sampled_predictions(DistributionsConfig(balance=0, samples=10)), MulticlassConfig(top_k=1)
    )
    rows = {row.name: row for row in average_rows(report)}
    assert rows["auc_ovr_macro"].value is None
    assert all(row.formula for row in rows.values())

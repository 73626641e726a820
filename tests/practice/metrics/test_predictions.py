from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.params import domains, extremes
from core.practice.metrics import predictions as predictions_module
from core.practice.metrics.folds import cross_validate_classifier, fold_assignment, regressor_in_steps
from core.practice.metrics.models import classifier, converged, fitted, load_classes, split
from core.practice.metrics.predictions import (
    Note,
    one_versus_rest,
    rival_predictions,
    sample_evidence,
    sampled_predictions,
    trained_predictions,
)
from core.practice.metrics.regression import trained_regression
from core.practice.metrics.settings import (
    ClassifierConfig,
    ComparisonConfig,
    CrossValidationConfig,
    DistributionsConfig,
    RegressorConfig,
)
from tests.strategies import configs

few = settings(max_examples=25, deadline=None)
MODELS = domains(ClassifierConfig)["model"].options
DATA_SETS = domains(ClassifierConfig)["data_set"].options


def same(first, second):
    return all(np.array_equal(getattr(first, f.name), getattr(second, f.name)) for f in fields(first))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("data_set", DATA_SETS)
def test_every_model_learns_every_data_set(data_set, model):
    predictions = trained_predictions(ClassifierConfig(data_set=data_set, model=model))
    n, classes = len(predictions.y_true), len(predictions.class_names)
    assert predictions.probabilities.shape == (n, classes)
    np.testing.assert_allclose(predictions.probabilities.sum(axis=1), 1)
    assert (predictions.y_true == predictions.y_pred).mean() > (0.6 if model == "Decision tree" else 0.75)
    assert predictions.features.shape == (n, len(predictions.feature_names))
    assert (predictions.images is not None) == (data_set == "Digits")


@pytest.mark.parametrize(("field", "value"), [
    case for case in extremes(ClassifierConfig) if case[0] not in ("model", "data_set")
])  # fmt: skip
def test_every_knob_works_at_its_ends(field, value):
    model = {
        "neighbors": "k-NN", "depth": "Decision tree", "trees": "Random forest", "smoothing": "Naive Bayes",
        "hidden_units": "MLP",
    }.get(field, "Logistic regression")  # fmt: skip
    predictions = trained_predictions(replace(ClassifierConfig(data_set="Iris", model=model), **{field: value}))
    assert np.isfinite(predictions.probabilities).all()


def test_equal_seeds_give_equal_predictions_and_others_do_not():
    config = ClassifierConfig(model="MLP", data_set="Wine", feature_noise=0.5)
    assert same(trained_predictions(config), trained_predictions(config))
    assert not same(trained_predictions(config), trained_predictions(replace(config, split_seed=1)))


def test_malignant_is_what_the_breast_cancer_test_looks_for():
    data = load_classes("Breast cancer")
    assert data.class_names == ("benign", "malignant")
    assert (data.target == 1).sum() == 212


def test_the_pictures_are_the_features_that_the_model_saw():
    predictions = trained_predictions(ClassifierConfig(data_set="Digits", model="Naive Bayes", feature_noise=0.3))
    np.testing.assert_array_equal(predictions.images.reshape(-1, 64), predictions.features)


def test_a_network_that_is_stopped_early_says_so(monkeypatch):
    config = ClassifierConfig(data_set="Iris", model="MLP")
    assert [note.key for note in trained_predictions(config).notes] == ["split"]
    data = load_classes("Iris")
    stopped = fitted(classifier(config).set_params(mlpclassifier__max_iter=2), data.features, data.target)
    assert not converged(stopped)
    monkeypatch.setattr(predictions_module, "fitted", lambda *_: stopped)
    assert trained_predictions(config).notes[1] == Note("not_converged", {"model": "MLP"})


@few
@given(st.integers(20, 200), st.floats(0.1, 0.9), st.integers(0, 99), st.booleans())
def test_training_and_test_samples_are_disjoint_and_together_all(n, share, seed, stratified):
    target = np.arange(n) % 2
    train, test = split(target, share, seed, stratified=stratified)
    assert sorted([*train, *test]) == list(range(n))
    if stratified:
        assert abs(target[test].sum() - len(test) / 2) <= 1


@few
@given(configs(DistributionsConfig))
def test_sampled_scores_are_probabilities_at_every_setting(config):
    predictions = sampled_predictions(config)
    assert len(predictions.y_true) == config.samples
    assert predictions.y_true.sum() == round(config.balance * config.samples)
    assert ((predictions.probabilities >= 0) & (predictions.probabilities <= 1)).all()
    assert same(predictions, sampled_predictions(config))


def test_evidence_has_the_wished_separation_and_spread():
    y, evidence, _ = sample_evidence(DistributionsConfig(separation=3, spread=2, spread_ratio=4, samples=5000))
    assert evidence[y == 1].mean() - evidence[y == 0].mean() == pytest.approx(3, abs=0.3)
    assert evidence[y == 1].std() / evidence[y == 0].std() == pytest.approx(4, rel=0.1)


def test_without_separation_all_scores_are_equal():
    score = sampled_predictions(DistributionsConfig(separation=0.0)).probabilities[:, 1]
    assert np.ptp(score) == 0


def test_a_rival_that_correlates_fully_and_separates_alike_is_the_same_model():
    config = DistributionsConfig()
    rival = ComparisonConfig(rival_separation=config.separation, rival_correlation=1.0)
    np.testing.assert_allclose(
        sampled_predictions(config, rival).probabilities, sampled_predictions(config).probabilities
    )


def test_a_trained_rival_sees_the_same_samples():
    config = ClassifierConfig(data_set="Iris")
    first, second = trained_predictions(config), rival_predictions(config, ComparisonConfig(rival="Decision tree"))
    np.testing.assert_array_equal(first.row, second.row)
    assert not np.array_equal(first.probabilities, second.probabilities)


def test_a_class_that_is_not_there_cannot_be_positive():
    predictions = sampled_predictions(DistributionsConfig(samples=10))
    with pytest.raises(IndexError):
        one_versus_rest(predictions, 2)


@few
@given(configs(CrossValidationConfig), st.lists(st.integers(0, 3), min_size=10, max_size=80))
def test_every_sample_is_in_one_fold_and_folds_are_alike(config, target):
    target = np.array(target)
    fold = fold_assignment(target, config)
    sizes = np.bincount(fold, minlength=config.folds)
    assert len(sizes) == config.folds
    assert sizes.max() - sizes.min() <= 1
    if config.stratified:
        for label in set(target.tolist()):
            counts = np.bincount(fold[target == label], minlength=config.folds)
            assert counts.max() - counts.min() <= 1
    np.testing.assert_array_equal(fold, fold_assignment(target, config))


@pytest.mark.parametrize("stratified", [True, False])
def test_cross_validation_tests_every_sample_once(stratified):
    result = cross_validate_classifier(ClassifierConfig(data_set="Iris"), CrossValidationConfig(stratified=stratified))
    assert sum(fold.test_size for fold in result.folds) == len(result.target) == 150
    assert all(fold.test_size + fold.train_size == 150 for fold in result.folds)


@pytest.mark.parametrize("regressor", domains(RegressorConfig)["regressor"].options)
def test_every_regressor_is_cross_validated(regressor):
    *_, result = regressor_in_steps(RegressorConfig(regressor=regressor, depth=3), CrossValidationConfig(folds=3))
    assert 0 < result.mean["r2"] < 1
    assert result.mean["mae"] < result.mean["rmse"] < 90


@pytest.mark.parametrize("data_set", ["Iris", "Wine"])
def test_more_neighbors_than_training_samples_are_all_of_them(data_set):
    config = ClassifierConfig(data_set=data_set, model="k-NN", test_share=0.9, neighbors=50)
    predictions = trained_predictions(config)
    assert [note.key for note in predictions.notes] == ["split", "all_neighbors"]
    assert np.ptp(predictions.probabilities, axis=0).max() == 0  # every sample has the same neighbors: all
    few = trained_predictions(ClassifierConfig(data_set=data_set, model="k-NN", test_share=0.9, neighbors=5))
    assert [note.key for note in few.notes] == ["split"]
    quantities = RegressorConfig(regressor="k-NN", test_share=0.9, neighbors=50)
    assert np.ptp(trained_regression(quantities).y_pred) == 0
    assert [note.key for note in trained_regression(quantities).notes] == ["split", "all_neighbors"]

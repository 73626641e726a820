"""Naive Bayes: held to `sklearn.naive_bayes.GaussianNB`, to `scipy.stats.norm`, and to values of the specification."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.naive_bayes import BernoulliNB, GaussianNB

from core.probability.bayes.naive import (
    NaiveConfig,
    fit_model,
    fit_naive_bayes,
    labeled_rows,
    log_densities,
    log_posterior,
    record,
    row_by_sklearn,
    row_numbers,
    sample_rows,
    with_copies,
)

quick = settings(max_examples=25, deadline=None)
TABLES = ("iris", "wine", "breast_cancer", "penguins")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("smoothing", [1e-12, 1e-9, 1e-3, 1.0])
def test_the_model_is_that_of_scikit_learn(name, smoothing):
    data = labeled_rows(name)
    ours, library = fit_naive_bayes(data.values, data.codes, smoothing), GaussianNB(var_smoothing=smoothing)
    library.fit(data.values, data.codes)
    assert ours.means == pytest.approx(library.theta_, rel=1e-10)
    assert ours.variances == pytest.approx(library.var_, rel=1e-9)
    assert ours.priors == pytest.approx(library.class_prior_)
    log_p = log_posterior(ours, data.values)
    assert log_p == pytest.approx(library.predict_log_proba(data.values), rel=1e-6, abs=1e-9)
    assert np.exp(log_p).sum(axis=1) == pytest.approx(np.ones(len(log_p)))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("pseudo", [0.01, 1.0, 100.0])
def test_the_bernoulli_model_is_that_of_scikit_learn(name, pseudo):
    data, how = labeled_rows(name), NaiveConfig(model="Bernoulli", pseudo=pseudo)
    ours, above = fit_model(data.values, data.codes, how), data.values > np.median(data.values, axis=0)
    library = BernoulliNB(alpha=pseudo, binarize=None).fit(above, data.codes)
    assert np.log(ours.shares) == pytest.approx(library.feature_log_prob_, rel=1e-9)
    assert log_posterior(ours, data.values) == pytest.approx(library.predict_log_proba(above), rel=1e-6, abs=1e-9)
    assert record(data.values, data.codes, how).wrong == int((library.predict(above) != data.codes).sum())


@quick
@given(st.sampled_from(TABLES), st.integers(0, 341), st.floats(1e-12, 1))
def test_a_log_density_is_that_of_the_normal_distribution(name, row, smoothing):
    data = labeled_rows(name)
    row = min(row, len(data.codes) - 1)
    model = fit_naive_bayes(data.values, data.codes, smoothing)
    expected = norm.logpdf(data.values[row], model.means, np.sqrt(model.variances))
    assert log_densities(model, data.values[[row]])[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("name", "wrong", "n"), [("iris", 6, 150), ("wine", 2, 178), ("breast_cancer", 33, 569)])
def test_training_errors_are_those_of_the_specification(name, wrong, n):
    data = labeled_rows(name)
    found = record(data.values, data.codes, NaiveConfig())
    assert (found.wrong, len(found.right)) == (wrong, n)


def test_breast_cancer_is_too_sure_by_far():
    data = labeled_rows("breast_cancer")
    found = record(data.values, data.codes, NaiveConfig())
    assert found.sure == pytest.approx(0.958, abs=5e-4)
    assert found.wrong_though_sure == pytest.approx(0.040, abs=5e-4)
    sure = found.confidence > 0.99
    assert (int(sure.sum()), int((~found.right[sure]).sum())) == (545, 22)
    assert (1 - found.confidence[sure]).sum() == pytest.approx(0.08, abs=5e-3)  # wrong ones that it expects itself


def test_a_copied_feature_adds_confidence_and_no_information():
    data = labeled_rows("iris")
    once, often = (record(with_copies(data.values, 2, copies), data.codes, NaiveConfig()) for copies in (0, 3))
    assert (once.wrong, often.wrong) == (6, 6)
    assert (once.confidence.mean(), often.confidence.mean()) == pytest.approx((0.974, 0.983), abs=5e-4)


def test_a_copy_counts_the_logarithms_of_its_feature_once_more():
    data = labeled_rows("wine")
    model = fit_naive_bayes(data.values, data.codes, 1e-9)
    copied = fit_naive_bayes(with_copies(data.values, 4, 2), data.codes, 1e-9)
    every = log_densities(copied, with_copies(data.values, 4, 2))
    assert every[:, :, 13:] == pytest.approx(np.repeat(log_densities(model, data.values)[:, :, [4]], 2, axis=2))


def test_rows_with_gaps_are_left_out_and_the_year_is_no_measurement():
    data = labeled_rows("penguins")
    assert data.values.shape == (342, 4) and np.isfinite(data.values).all()
    assert "year" not in data.names


def test_the_script_reads_the_same_rows_as_the_page():
    for name in TABLES[:3]:
        values, codes = sample_rows(name)
        data = labeled_rows(name)
        assert (values == data.values).all() and (codes == data.codes).all()


def test_written_out_and_library_tell_the_same_of_a_row():
    for model in ("Gaussian", "Bernoulli"):
        given_row = (sample_rows("wine"), 5, 83, NaiveConfig(table="wine", model=model))
        ours, library = row_numbers(*given_row), row_by_sklearn(*given_row)
        assert ours["wrong"] == library["wrong"]
        assert ours["probabilities"] == pytest.approx(library["probabilities"], rel=1e-6)

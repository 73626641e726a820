"""Bias and variance of estimators."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from core.probability.estimation.challenges import precise_mean, worth_its_bias
from core.probability.estimation.estimator import (
    PARENTS,
    REPEATS,
    SIZES,
    EstimatorConfig,
    errors_by_size,
    estimate,
    estimate_numbers,
    estimates,
    exact_moments,
)
from core.probability.estimation.estimator_figure import beyond, errors_figure, estimates_figure
from core.probability.estimation.estimator_report import estimate_terms, verdict
from core.probability.estimation.library import estimate_in_torch
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

JUDGES = {"normal": stats.norm(), "uniform": stats.uniform(), "exponential": stats.expon()}


@pytest.mark.parametrize("name", PARENTS)
def test_the_populations_have_the_moments_that_scipy_gives(name):
    parent, judge = PARENTS[name], JUDGES[name]
    fourth = judge.expect(lambda x: (x - judge.mean()) ** 4)
    assert (parent.mean, parent.median, parent.variance) == pytest.approx((judge.mean(), judge.median(), judge.var()))
    assert parent.fourth == pytest.approx(fourth, rel=1e-6)


@pytest.mark.parametrize("name", PARENTS)
@pytest.mark.parametrize("n", [1, 2, 3, 4, 9, 50])
@pytest.mark.parametrize("estimator", ["mean", "median", "variance_n", "variance_n1", "maximum"])
def test_the_exact_moments_agree_with_many_samples(name, n, estimator):
    parent = PARENTS["uniform" if estimator == "maximum" else name]
    values = estimate(estimator, parent.draw(np.random.default_rng(7), (40_000, n)))
    mean, variance = exact_moments(estimator, parent, n)
    if np.isnan(values).any():
        assert n == 1 and estimator == "variance_n1" and np.isnan(mean)
        return
    assert values.mean() == pytest.approx(mean, abs=5 * values.std() / 200 + 1e-12)
    if not np.isnan(variance):
        assert values.var() == pytest.approx(variance, rel=0.12, abs=1e-12)


def test_the_median_of_an_odd_normal_sample_has_the_variance_of_its_order_statistic():
    for n in (3, 9, 101):
        half = n // 2
        judge = stats.beta(half + 1, half + 1).expect(lambda u: stats.norm.ppf(u) ** 2, lb=1e-12, ub=1 - 1e-12)
        assert exact_moments("median", PARENTS["normal"], n)[1] == pytest.approx(judge, rel=1e-6)


def test_divisor_n_is_biased_and_still_nearer_to_the_truth():
    n, normal = 5, PARENTS["normal"]
    mean, variance = exact_moments("variance_n", normal, n)
    assert mean == pytest.approx(0.8) and (mean - 1) ** 2 + variance == pytest.approx((2 * n - 1) / n**2)
    assert exact_moments("variance_n1", normal, n) == pytest.approx((1, 2 / (n - 1)))


def test_what_the_experiments_claim_holds():
    half = estimates(EstimatorConfig(estimator="variance_n", draws=2))
    assert half.exact_mean == 0.5 and half.mean == pytest.approx(0.5, abs=0.05)
    median, mean = (estimates(EstimatorConfig(estimator=e, draws=101)).exact_spread for e in ("median", "mean"))
    assert median / mean == pytest.approx(1.25, abs=0.005) and (median / mean) ** 2 == pytest.approx(1.56, abs=0.01)
    assert estimates(EstimatorConfig(estimator="maximum", draws=9)).exact_mean == pytest.approx(0.9)


@settings(deadline=None, max_examples=30)
@given(config=configs(EstimatorConfig))
def test_every_estimator_is_told_and_drawn(config):
    found, curves = estimates(config), errors_by_size(config)
    assert found.values.shape == (REPEATS,) and curves.variance.shape == SIZES.shape
    key = verdict(found, config)
    assert (key == "nothing") == (config.estimator == "variance_n1" and config.draws == 1)
    sound(estimates_figure(found, config, say))
    sound(errors_figure(curves, found, config, say))
    if key != "nothing":
        numbers = estimate_numbers(config)
        assert numbers["error"] == pytest.approx(np.mean((found.values - found.truth) ** 2), rel=1e-9)
        assert estimate_in_torch(config) == pytest.approx(numbers, rel=1e-9, abs=1e-12)
        assert "nan" not in str(estimate_terms(found, config)).lower()


def test_the_tasks_are_judged_on_the_screen():
    def precise(**chosen):
        config = EstimatorConfig(**({"draws": 400} | chosen))
        told = precise_mean(estimates(config), config)
        return told.missing[0].key if told.missing else ""

    assert precise() == "" and precise(estimator="median") == "estimator" and precise(parent="uniform") == "parent"
    assert precise(draws=399) == "spread" and precise(draws=401) == "many"

    def biased(**chosen):
        config = EstimatorConfig(**({"estimator": "variance_n", "draws": 5} | chosen))
        told = worth_its_bias(estimates(config), config)
        return told.missing[0].key if told.missing else ""

    assert biased() == "" and biased(estimator="maximum") == "estimator" and biased(draws=1) == "single"
    assert biased(estimator="variance_n1") == "unbiased" and biased(draws=100) == "error"


def test_estimates_beyond_the_edges_are_counted():
    config = EstimatorConfig(estimator="mean", parent="normal", draws=1)
    values = estimates(config).values
    assert beyond(estimates(config), config) == (abs(values) > 2.7).sum() > 0
    assert beyond(estimates(EstimatorConfig(draws=100)), EstimatorConfig(draws=100)) == 0

"""Fits of every capacity against NumPy and scikit-learn, the peak, and what cures it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from core.learning.regularization.capacity import (
    capacity_curve,
    capacity_fit,
    capacity_in_sklearn,
    capacity_numbers,
    features,
    ridge_fit,
    sizes_near,
)
from core.learning.regularization.capacity_figure import errors_figure, fit_figure
from core.learning.regularization.capacity_report import capacity_lines
from core.learning.regularization.challenges import calm_beyond, tamed
from core.learning.regularization.sample import GRID, new_point_errors, noisy_points, true_curve
from core.learning.regularization.settings import CapacityConfig, NoisyPointsConfig
from tests.strategies import configs

SAMPLE = NoisyPointsConfig()
CURVE = capacity_curve(CapacityConfig(), SAMPLE)


def say(key, **values):
    return key


def fit_of(parameters, **changes):
    sample = {name: changes.pop(name) for name in ("points", "noise", "sample_seed") if name in changes}
    return capacity_fit(CapacityConfig(parameters=parameters, **changes), NoisyPointsConfig(**sample))


@pytest.mark.parametrize("kind", ["Legendre", "ReLU"])
@pytest.mark.parametrize("p", [1, 6, 12, 30, 300, 1000])
def test_the_shortest_least_squares_solution_is_that_of_numpy(kind, p):
    x, y = (rows[0] for rows in noisy_points(20, 0.2, 1, 2))
    a = features(x, CapacityConfig(features=kind), p)
    w, s = ridge_fit(a, y, 0.0)
    expected = np.linalg.lstsq(a, y, rcond=None)[0]
    assert np.allclose(w, expected, rtol=1e-6, atol=1e-8 * np.abs(expected).max())
    assert np.allclose(s, np.linalg.svd(a, compute_uv=False))


@pytest.mark.parametrize("penalty", [1e-4, 0.01, 1.0, 100.0])
def test_ridge_solves_its_normal_equations(penalty):
    x, y = (rows[0] for rows in noisy_points(20, 0.2, 1, 5))
    a = features(x, CapacityConfig(), 12)
    w, _ = ridge_fit(a, y, penalty)
    assert np.allclose(w, np.linalg.solve(a.T @ a + penalty * np.eye(12), a.T @ y), rtol=1e-8)


def test_all_samples_at_once_are_fitted_as_one_by_one():
    x, y = noisy_points(15, 0.3, 4, 0)
    a = features(x, CapacityConfig(), 40)
    together, _ = ridge_fit(a, y, 0.0)
    assert np.allclose(together, [ridge_fit(a[k], y[k], 0.0)[0] for k in range(4)])


def test_scikit_learn_finds_the_same_errors():
    for config in (CapacityConfig(), CapacityConfig(parameters=60), CapacityConfig(parameters=20, ridge=True)):
        ours, theirs = capacity_numbers(config, SAMPLE), capacity_in_sklearn(config, SAMPLE)
        for name, value in theirs.items():
            assert ours[name] == pytest.approx(value, rel=1e-6, abs=1e-12), (config, name)
    config, sample = CapacityConfig(features="ReLU", parameters=1000), NoisyPointsConfig(points=100)
    ours, theirs = capacity_numbers(config, sample), capacity_in_sklearn(config, sample)
    assert ours == pytest.approx(theirs, rel=1e-3, abs=1e-12)


def test_the_test_error_agrees_with_fresh_noisy_points():
    fit, rng = fit_of(6), np.random.default_rng(0)
    x = rng.uniform(-1, 1, 200_000)
    y = true_curve(x) + 0.2 * rng.standard_normal(len(x))
    assert np.mean((np.interp(x, GRID, fit.curve) - y) ** 2) == pytest.approx(fit.test, rel=0.05)


def test_the_error_peaks_where_there_are_as_many_parameters_as_points():
    """Legendre, 20 points: the median at p = 20 is beyond 1e9, and 300 parameters are far below 1."""
    curve = CURVE
    at = dict(zip(curve.sizes.tolist(), curve.test.tolist(), strict=True))
    assert curve.sizes[np.argmax(curve.test)] == 20 and at[20] > 1e9
    assert at[7] < 0.15 and 0.2 < at[1000] < 0.5
    assert (np.diff(curve.train[curve.sizes <= 20]) <= 1e-9).all()  # nested models fit ever better
    assert curve.train[curve.sizes >= 20].max() < 1e-6


def test_what_the_experiments_claim():
    peak = fit_of(20).test
    assert peak > 1e11 and 0.15 < fit_of(300).test < 0.25
    assert fit_of(20, ridge=True, penalty=0.01).test == pytest.approx(0.088, abs=5e-4)
    assert fit_of(20, ridge=True, penalty=0.01, points=10).test == pytest.approx(0.725, abs=5e-3)
    assert fit_of(20, points=10).test < 10


def test_published_medians_are_those_of_the_distance_from_the_true_curve():
    """Without the noise of the new point; degrees of Legendre fits to samples of 20 points with noise 0.2."""
    x, y = noisy_points(20, 0.2, 200, 0)
    for degree, known in ((1, 0.46), (3, 0.43), (100, 0.26), (300, 0.24), (999, 0.30)):
        w, _ = ridge_fit(features(x, CapacityConfig(), degree + 1), y, 0.0)
        curves = w @ features(GRID, CapacityConfig(), degree + 1).T
        median = np.median(np.mean((curves - true_curve(GRID)) ** 2, axis=1))
        assert median == pytest.approx(known, rel=0.12)
        assert np.median(new_point_errors(curves, 0.2)) == pytest.approx(median + 0.04)


def test_a_larger_sample_begins_with_the_smaller_one():
    small, large = noisy_points(10, 0.2, 3, 4), noisy_points(50, 0.2, 3, 4)
    for few, many in zip(small, large, strict=True):
        assert (few == many[:, :10]).all()


@settings(max_examples=25, deadline=None)
@given(configs(CapacityConfig), configs(NoisyPointsConfig))
def test_every_setting_has_a_finite_fit_a_picture_and_a_sentence(config, sample):
    fit = capacity_fit(config, sample)
    assert np.isfinite([fit.train, fit.test, fit.length]).all() and fit.test >= sample.noise**2
    fit_figure(fit, say).to_json()
    errors_figure(CURVE, fit, sample.noise, say).to_json()
    assert len(capacity_lines(fit, CURVE, config)) == 3


def test_the_regime_is_named():
    for p, kind, key in ((6, "Legendre", "below"), (20, "Legendre", "equal"), (60, "Legendre", "beyond"),
                         (20, "ReLU", "short")):  # fmt: skip
        fit = fit_of(p, features=kind)
        assert capacity_lines(fit, CURVE, CapacityConfig(parameters=p))[0][0] == f"regime.{key}"
    assert np.isinf(fit_of(20, features="ReLU").condition)


def test_without_noise_fewer_parameters_than_points_may_find_the_curve():
    fit = fit_of(30, points=100, noise=0.0)
    assert capacity_lines(fit, CURVE, CapacityConfig(parameters=30))[0][0] == "regime.found" and fit.test < 1e-12


def test_what_is_said_of_the_condition_number_holds():
    """Relative changes of the coefficients are at most κ times those of the fitted values; s/(s² + λ) ≤ 1/2√λ."""
    fit, rng = fit_of(12), np.random.default_rng(0)
    a = features(fit.x, CapacityConfig(), 12)
    for _ in range(20):
        change = a @ rng.standard_normal(12)
        grown = np.linalg.norm(ridge_fit(a, change, 0.0)[0]) / fit.length
        assert grown <= fit.condition * np.linalg.norm(change) / np.linalg.norm(a @ fit.coefficients) * (1 + 1e-9)
    s = np.linalg.svd(a, compute_uv=False)
    assert (s / (s**2 + 0.01)).max() <= 0.5 / 0.01**0.5
    ridge = CapacityConfig(parameters=12, ridge=True)
    key, values = capacity_lines(fit_of(12, ridge=True), CURVE, ridge)[1]
    assert (key, values["most"]) == ("damped", "5")


def test_sizes_lie_close_around_the_number_of_points():
    for n in (5, 20, 100):
        sizes = sizes_near(n)
        assert n in sizes and sizes[0] == 1 and sizes[-1] == 1000 and (np.diff(sizes) > 0).all()


def test_the_challenge():
    config = CapacityConfig(parameters=20, ridge=True, penalty=0.1)
    assert tamed(config, SAMPLE, capacity_fit(config, SAMPLE)).met
    other = NoisyPointsConfig(noise=0.0)
    assert tamed(config, other, capacity_fit(config, other)).missing[0].key == "data"
    few = CapacityConfig(parameters=6)
    assert tamed(few, SAMPLE, capacity_fit(few, SAMPLE)).missing[0].key == "parameters"
    calm = CapacityConfig(parameters=300)
    for config, key in ((calm, None), (CapacityConfig(parameters=20), "parameters"),
                        (CapacityConfig(parameters=21), "error"), (replace(calm, ridge=True), "ridge")):  # fmt: skip
        verdict = calm_beyond(config, SAMPLE, capacity_fit(config, SAMPLE))
        assert (verdict.missing[0].key if verdict.missing else None) == key

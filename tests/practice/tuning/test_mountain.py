"""The mountain against the gradient descent that it stands for, and its noise against real validation rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import minimize

from core.practice.tuning.mountain import (
    DECAYS,
    EPOCHS,
    NOISE,
    RATES,
    WORST,
    MountainConfig,
    mountain_of,
    observed_score,
    surface_of,
    training_rows,
    true_score,
)
from tests.strategies import configs


def descended(config, rate, decay, epochs):
    """The weights after so many steps of gradient descent, one by one."""
    _, _, features, targets = training_rows(config)
    w = np.zeros(features.shape[1])
    for _ in range(epochs):
        w = w - rate * (features.T @ (features @ w - targets) / len(targets) + decay * w)
    return w


@pytest.mark.parametrize(("rate", "decay", "epochs"), [(0.5, 0.01, 81), (1.5, 1e-4, 27), (0.01, 1.0, 3), (0.2, 5, 9)])
def test_the_score_is_that_of_gradient_descent_step_by_step(rate, decay, epochs):
    config = MountainConfig()
    variances, weights, _, _ = training_rows(config)
    error = (descended(config, rate, decay, epochs) - weights) ** 2 @ variances + NOISE**2
    assert true_score(mountain_of(config), rate, decay, epochs) == pytest.approx(max(1 - error / (1 + NOISE**2), WORST))


def test_the_score_is_r2_on_very_many_fresh_rows():
    config = MountainConfig(mountain=3)
    variances, weights, _, _ = training_rows(config)
    w, rng = descended(config, 0.3, 1e-3, 81), np.random.default_rng(0)
    rows = rng.standard_normal((200_000, len(w))) * np.sqrt(variances)
    target = rows @ weights + NOISE * rng.standard_normal(len(rows))
    r2 = 1 - np.mean((target - rows @ w) ** 2) / target.var()
    assert true_score(mountain_of(config), 0.3, 1e-3, 81) == pytest.approx(r2, abs=0.005)


def test_what_validation_rows_say_is_distributed_as_that_of_real_rows():
    config = MountainConfig(validation_rows=50)
    land = mountain_of(config)
    variances, weights, _, _ = training_rows(config)
    w, rng = descended(config, 0.3, 0.01, 81), np.random.default_rng(1)
    rows = rng.standard_normal((4000, 50, len(w))) * np.sqrt(variances)
    residual = rows @ (weights - w) + NOISE * rng.standard_normal((4000, 50))
    real = 1 - (residual**2).mean(axis=1) / (1 + NOISE**2)
    ours = observed_score(land, np.full(4000, true_score(land, 0.3, 0.01, 81)), rng)
    assert ours.mean() == pytest.approx(real.mean(), abs=4 * real.std() / np.sqrt(4000))
    assert ours.std() == pytest.approx(real.std(), rel=0.08)


@given(configs(MountainConfig))
@settings(max_examples=5, deadline=None)
def test_no_place_is_higher_than_the_top(config):
    land = mountain_of(config)
    surface = surface_of(land)
    rng = np.random.default_rng(0)
    rates, decays = (np.exp(rng.uniform(*np.log(ends), 20_000)) for ends in (RATES, DECAYS))
    assert true_score(land, rates, decays, EPOCHS).max() <= surface.best + 1e-9
    assert surface.best >= surface.scores.max() - 1e-12


def test_the_top_is_the_one_that_scipy_climbs_to():
    land = mountain_of(MountainConfig())
    surface = surface_of(land)
    climb = minimize(
        lambda x: -float(true_score(land, 10 ** x[0], 10 ** x[1], EPOCHS)), [0.0, -2.0], method="Nelder-Mead"
    )
    assert surface.best == pytest.approx(-climb.fun, abs=1e-4)
    assert (surface.best_rate, surface.best_decay) == pytest.approx(tuple(10**climb.x), rel=0.05)


def test_a_training_that_diverges_has_the_worst_score_and_a_finite_one():
    land = mountain_of(MountainConfig())
    score = true_score(land, np.array([10.0, 10.0, 5.0]), np.array([10.0, 1e-4, 1.0]), np.array([81, 100_000, 81]))
    assert (score == WORST).all()
    assert (observed_score(land, score, np.random.default_rng(0)) == WORST).all()

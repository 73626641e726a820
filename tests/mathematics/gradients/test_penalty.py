"""Ridge and lasso against SLSQP and scikit-learn, and the conditions that their weights meet."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Lasso, Ridge

from core.mathematics.gradients.penalty import norm_of, penalized, penalized_in_scipy, weight_path
from core.mathematics.gradients.penalty_figure import path_figure, penalty_map
from core.mathematics.gradients.penalty_report import penalty_lines
from core.mathematics.gradients.settings import PenaltyConfig
from tests.mathematics.gradients.functions import say

weight = st.integers(-60, 60).map(lambda n: n / 20)
configs = st.builds(
    PenaltyConfig, norm=st.sampled_from(["L1", "L2"]), radius=st.integers(1, 60).map(lambda n: n / 20), w1=weight,
    w2=weight, mix=st.integers(-13, 13).map(lambda n: n / 10),
)  # fmt: skip
USUAL = PenaltyConfig(norm="L1", radius=1, w1=2, w2=1, mix=0.8)


def test_the_reference_values():
    ridge, lasso = penalized(replace(USUAL, norm="L2")), penalized(USUAL)
    np.testing.assert_allclose(ridge.weights, [0.8817138, 0.4717846], atol=1e-6)
    assert ridge.loss == pytest.approx(3.7252529, rel=1e-7)
    assert lasso.weights.tolist() == [1, 0]
    assert (lasso.loss, lasso.multiplier) == pytest.approx((4.6, 5.6))
    assert -lasso.gradient[1] == pytest.approx(3.6)


@settings(deadline=None, max_examples=60)
@given(config=configs)
def test_no_allowed_weights_have_a_smaller_loss_and_the_price_holds(config):
    found = penalized(config)
    assert norm_of(found.weights, config.norm) <= config.radius * (1 + 1e-9)
    turn = np.linspace(0, 2 * np.pi, 400)
    ring = np.array([np.cos(turn), np.sin(turn)])
    size = np.abs(ring).sum(0) if config.norm == "L1" else 1.0
    others = (config.radius * ring / size).T - found.center
    assert found.loss <= ((others @ found.q) * others).sum(1).min() + 1e-9
    if not found.active:
        assert (found.loss, found.multiplier) == (0, 0)
    elif config.norm == "L2":
        np.testing.assert_allclose(-found.gradient, 2 * found.multiplier * found.weights, atol=1e-8)
    else:
        lit = found.weights != 0
        np.testing.assert_allclose(-found.gradient[lit], found.multiplier * np.sign(found.weights[lit]), atol=1e-8)


@settings(deadline=None, max_examples=25)
@given(config=configs)
def test_slsqp_finds_the_same_weights(config):
    found, theirs = penalized(config), penalized_in_scipy(config)
    assert found.loss == pytest.approx(theirs["loss"], abs=1e-6)
    np.testing.assert_allclose(found.weights, theirs["weights"], atol=2e-3)


@pytest.mark.parametrize("radius", [0.3, 1.0, 1.7])
def test_scikit_learn_finds_the_same_weights_from_the_multiplier(radius):
    upper = np.linalg.cholesky(penalized(USUAL).q).T  # ‖A(w - w₀)‖² is the loss
    target = upper @ [2, 1]
    ridge = penalized(replace(USUAL, norm="L2", radius=radius))
    theirs = Ridge(alpha=ridge.multiplier, fit_intercept=False, tol=1e-12).fit(upper, target)
    np.testing.assert_allclose(ridge.weights, theirs.coef_, rtol=1e-8)
    lasso = penalized(replace(USUAL, radius=radius))
    theirs = Lasso(alpha=lasso.multiplier / 4, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(upper, target)
    np.testing.assert_allclose(lasso.weights, theirs.coef_, atol=1e-6)  # its loss is halved and a mean of two rows


def test_the_path_ends_at_the_free_weights_and_holds_the_weights_of_each_radius():
    radii, weights = weight_path(USUAL)
    np.testing.assert_allclose(weights[-1], [2, 1])
    k = int(np.argmin(np.abs(radii - 1)))
    np.testing.assert_allclose(weights[k], penalized(replace(USUAL, radius=float(radii[k]))).weights, atol=1e-12)


CASES = {
    ("L1", 1.0, 2.0): "corner", ("L1", 2.5, 2.0): "side", ("L1", 3.0, 2.0): "free", ("L2", 1.0, 2.0): "ridge",
    ("L2", 3.0, 0.0): "free",
}  # fmt: skip


@pytest.mark.parametrize(("case", "key"), CASES.items())
def test_each_case_has_its_sentence_and_its_figures(case, key):
    norm, radius, w1 = case
    config = replace(USUAL, norm=norm, radius=radius, w1=w1)
    found = penalized(config)
    assert key in [line for line, _ in penalty_lines(found, config)]
    text = penalty_map(found, config, say).to_json() + path_figure(*weight_path(config), found, config, say).to_json()
    assert "nan" not in text


def test_weights_that_are_allowed_but_for_rounding_cost_nothing():
    config = PenaltyConfig(norm="L1", radius=0.3, w1=0.1, w2=0.2, mix=0.8)
    assert norm_of(np.array([0.1, 0.2]), "L1") > 0.3
    assert not penalized(config).active and penalized(config).loss == 0

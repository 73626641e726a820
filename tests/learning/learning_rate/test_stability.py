"""Two weights: the reference values, PyTorch, the Hessian, and every end that a walk can have."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.learning.learning_rate.challenges import flatter, sharpest
from core.learning.learning_rate.settings import TwoWeightsConfig
from core.learning.learning_rate.stability import (
    LANDING_RATES,
    flow_sharpness,
    landings,
    sharpness_of,
    walk,
    walk_in_torch,
)
from core.learning.learning_rate.stability_figure import landing_figure, stability_map, walk_figure
from core.learning.learning_rate.stability_report import far, first_step, stability_lines
from tests.learning.learning_rate.words import keys, say

FROM = TwoWeightsConfig(u=4.0, v=0.2, walk_steps=1000)
places = st.integers(-500, 500).map(lambda n: n / 100)
rates = st.floats(0.01, 0.3)


@pytest.mark.parametrize(
    ("v", "eta", "sharpness", "highest"),
    [(0.2, 0.13, 14.5809, None), (0.2, 0.15, 9.6733, 2.449), (0.2, 0.18, 2.9327, None), (0.24, 0.15, 9.7271, 2.340)],
)
def test_the_sharpness_that_each_rate_lands_at(v, eta, sharpness, highest):
    found = walk(replace(FROM, v=v, eta=eta))
    assert found.end == "leaped" and found.sharpness[-1] < found.limit
    assert found.sharpness[-1] == pytest.approx(sharpness, abs=1e-4)
    if highest:
        assert found.losses.max() == pytest.approx(highest, abs=1e-3)


def test_a_small_rate_lands_where_gradient_flow_does_nearly():
    found = walk(replace(FROM, eta=0.05))
    assert (found.u[-1], found.v[-1]) == pytest.approx((4.00259, 0.24984), abs=1e-5)
    fine = walk(replace(FROM, eta=0.01))
    assert fine.sharpness[-1] == pytest.approx(fine.flow_sharpness, rel=1e-3)


@settings(deadline=None, max_examples=40)
@given(u=places, v=places)
def test_the_flow_keeps_the_difference_of_squares(u, v):
    flow = flow_sharpness(u, v)
    if u + v == 0:
        assert np.isnan(flow)
    else:
        squares = np.roots([1, -(u**2 - v**2), -1])  # of s = u*²: s - 1/s = u² - v²
        s = max(squares)
        assert flow == pytest.approx(s + 1 / s, rel=1e-9)


@settings(deadline=None, max_examples=40)
@given(u=places, v=places)
def test_sharpness_is_the_largest_eigenvalue_of_the_hessian(u, v):
    hessian = [[v**2, 2 * u * v - 1], [2 * u * v - 1, u**2]]
    assert sharpness_of(u, v) == pytest.approx(np.linalg.eigvalsh(hessian)[-1], abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(u=places, v=places, eta=rates)
def test_where_descent_settles_the_minimum_attracts(u, v, eta):
    found = walk(TwoWeightsConfig(u=u, v=v, eta=eta, walk_steps=1000))
    assert np.isfinite(found.losses).all() and np.isfinite(found.sharpness).all()
    if found.end in ("settled", "leaped"):
        assert found.u[-1] * found.v[-1] == pytest.approx(1, abs=2e-4)
        assert found.sharpness[-1] <= found.limit


@pytest.mark.parametrize("eta", [0.05, 0.15, 0.25])
def test_pytorch_walks_the_same_way(eta):
    config = replace(FROM, eta=eta, walk_steps=60)
    found, theirs = walk(config), walk_in_torch(config)
    np.testing.assert_allclose(found.u, theirs["u"], rtol=1e-10)
    np.testing.assert_allclose(found.v, theirs["v"], rtol=1e-10)


def test_the_curve_of_landings_holds_what_the_walks_reach():
    reached = landings(FROM)
    for k in (0, 60, 84, 90):
        found = walk(replace(FROM, eta=float(LANDING_RATES[k])))
        assert reached[k] == pytest.approx(found.sharpness[-1], rel=1e-4)
    assert np.isnan(reached[-1])


ENDS = {
    (4.0, 0.24, 0.12): "settled", (4.0, 0.24, 0.15): "leaped", (4.0, 0.25, 0.12): "held", (4.0, 0.25, 0.15): "repelled",
    (3.0, -3.0, 0.1): "saddle", (0.0, 0.0, 0.1): "saddle", (1.2, 0.9, 1.1): "unsettled", (4.0, 0.2, 0.25): "diverged",
    (5.0, 5.0, 1.5): "diverged",
}  # fmt: skip


@pytest.mark.parametrize(("case", "end"), ENDS.items())
def test_every_end_has_its_sentence_and_its_figures(case, end):
    u, v, eta = case
    config = TwoWeightsConfig(u=u, v=v, eta=eta)
    found = walk(config)
    assert found.end == end and keys(stability_lines(found, config))[1] == end
    reached = landings(config)
    figures = (stability_map(found, say), landing_figure(found, reached, eta, say), walk_figure(found, say))
    assert all("NaN" not in one.to_json() for one in figures)
    assert "nan" not in str(first_step(found, config)).lower()


@pytest.mark.parametrize(
    ("u", "v", "eta", "key"),
    [(4, 0.24, 0.12, "exists"), (4, 0.24, 0.15, "repels"), (1, 1, 1, "on_edge"), (1, 1, 0.99999, "on_edge"),
     (3, 1, 1.2, "none_left"), (2, -2, 0.1, "on_ridge")],
)  # fmt: skip
def test_whether_the_minimum_of_small_steps_exists_is_said(u, v, eta, key):
    config = TwoWeightsConfig(u=u, v=v, eta=eta)
    assert keys(stability_lines(walk(config), config))[0] == key


def test_a_low_loss_beside_a_minimum_that_repels_is_no_landing():
    config = TwoWeightsConfig(u=3.03, v=0.33, eta=0.217, walk_steps=10)  # uv = 0.9999
    found = walk(config)
    assert found.losses.max() < 1e-8 and found.sharpness[-1] > found.limit and found.end == "unsettled"
    reached = landings(config)
    whole = np.isfinite(reached)
    assert (reached[whole] <= 2 / LANDING_RATES[whole]).all()


def test_one_step_from_elsewhere_may_lead_onto_the_ridge():
    assert walk(TwoWeightsConfig(u=1.5, v=2.0, eta=0.5)).end == "saddle"


def test_divergence_is_drawn_up_to_its_step():
    found = walk(replace(FROM, eta=0.25))
    assert found.last_step == len(found.u) - 1 == 13
    assert max(abs(found.u[-1]), abs(found.v[-1])) > 1e6 >= max(abs(found.u[-2]), abs(found.v[-2]))


def test_the_challenges_name_what_is_missing():
    assert flatter(walk(TwoWeightsConfig(u=1, v=1.2))).missing[0].key == "start"
    assert "diverged" in [m.key for m in flatter(walk(replace(FROM, eta=0.25))).missing]
    assert sharpest(walk(replace(FROM, eta=0.15))).missing[0].key == "product"
    assert sharpest(walk(TwoWeightsConfig(u=4.0, v=0.25))).missing[0].key == "not_there"


def test_a_product_far_out_is_written_by_powers_of_ten():
    assert far(476348341833114.0) == r"4.763 \cdot 10^{14}" and far(2.5) == "2.5"

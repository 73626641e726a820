"""The gradient through time against autograd, and what the eigenvalues and the forget gate say of it."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.rnn.challenges import exploded_and_clipped, long_reach
from core.networks.rnn.gradient import SPAN, clip_factor, gradient_flow, gradient_numbers, gradients_in_torch
from core.networks.rnn.gradient_figure import eigenvalue_figure, flow_figure
from core.networks.rnn.gradient_report import backward_by_hand, gradient_lines
from core.networks.rnn.settings import GradientConfig
from tests.networks.rnn.words import say

FRESH = GradientConfig(radius=1.0, forget_start=0.0)  # as the experiments have it
radii = st.integers(50, 200).map(lambda n: n / 100)


@settings(deadline=None, max_examples=15)
@given(radius=radii, bias=st.integers(-20, 50).map(lambda n: n / 10), seed=st.integers(0, 99),
       unit=st.sampled_from(["tanh", "linear"]))  # fmt: skip
def test_the_backward_pass_by_hand_is_that_of_autograd(radius, bias, seed, unit):
    config = GradientConfig(radius=radius, forget_start=bias, flow_seed=seed, unit=unit)
    ours, theirs = gradient_numbers(config), gradients_in_torch(config)
    for name in ours:
        np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-9)


@settings(deadline=None, max_examples=25)
@given(radius=radii, seed=st.integers(0, 99))
def test_a_rotation_bounds_the_gradient_by_powers_of_its_radius(radius, seed):
    flow = gradient_flow(GradientConfig(radius=radius, flow_seed=seed))
    power = radius ** np.arange(SPAN + 1)
    assert np.abs(flow.eigenvalues) == pytest.approx(radius)
    assert (flow.rnn <= power * (1 + 1e-9)).all()
    linear = gradient_flow(GradientConfig(radius=radius, flow_seed=seed, unit="linear"))
    np.testing.assert_allclose(linear.rnn, power, rtol=1e-9)


def test_the_experiments_of_the_gradient_tell_true_numbers():
    flow = gradient_flow(FRESH)
    assert flow.lstm[50] == pytest.approx(2e-9, rel=0.25)
    assert flow.rnn[50] == pytest.approx(0.03, abs=0.005)
    before, after = gradient_flow(GradientConfig(radius=2.0)), gradient_flow(GradientConfig(radius=2.0, max_norm=1.0))
    np.testing.assert_array_equal(before.rnn, after.rnn)
    assert before.rnn[:5].max() < 0.01 * before.rnn.max()  # the last steps have a small share


def test_the_answers_of_the_experiments_hold_for_other_seeds():
    flows = [gradient_flow(replace(FRESH, flow_seed=seed)) for seed in range(25)]
    assert max(flow.lstm[50] for flow in flows) < 1e-6 and max(flow.rnn[50] for flow in flows) < 0.5


def test_a_larger_forget_bias_lets_more_through_at_the_start():
    ends = [gradient_flow(GradientConfig(forget_start=bias)).lstm[-1] for bias in (-1.0, 0.0, 1.0, 2.0)]
    assert ends == sorted(ends) and ends[-1] > 1e6 * ends[1]


@settings(deadline=None, max_examples=40)
@given(norm=st.floats(0, 1e12), limit=st.floats(1e-3, 10))
def test_clipping_is_that_of_torch(norm, limit):
    weight = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    weight.grad = torch.tensor([norm], dtype=torch.float64)
    torch.nn.utils.clip_grad_norm_([weight], limit)
    assert norm * clip_factor(norm, limit) == pytest.approx(weight.grad.item(), rel=1e-12)
    assert clip_factor(norm, 0.0) == 1


CASES = {
    (1.0, 0.0): ["reaches", "vanished", "vanished", "clip_off"],
    (0.5, 5.0): ["vanished", "vanished", "vanished", "clip_idle"],
    (2.0, 1.0): ["exploded", "vanished", "vanished", "clipped"],
}


@pytest.mark.parametrize(("case", "keys"), CASES.items())
def test_every_fate_of_a_gradient_has_its_sentence(case, keys):
    config = replace(FRESH, radius=case[0], max_norm=case[1])
    flow = gradient_flow(config)
    assert [key for key, _ in gradient_lines(flow, config)] == keys
    assert "nan" not in str(backward_by_hand(flow, config)).lower()
    assert "NaN" not in flow_figure(flow, config, say).to_json() + eigenvalue_figure(flow, say).to_json()


def test_the_challenges_of_the_gradient_name_what_is_missing():
    assert long_reach(gradient_flow(FRESH)).missing[0].key == "little"
    assert long_reach(gradient_flow(GradientConfig(forget_start=5.0))).met
    loud = GradientConfig(radius=2.0)
    assert exploded_and_clipped(gradient_flow(loud), loud).missing[0].key == "length"
    linear = GradientConfig(unit="linear", radius=1.0)
    assert [m.key for m in exploded_and_clipped(gradient_flow(linear), linear).missing] == [
        "unit",
        "explodes",
        "length",
    ]

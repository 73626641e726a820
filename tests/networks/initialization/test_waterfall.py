"""The walk against PyTorch's autograd and torch.nn.init, the published angles, and every degenerate case."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from core.networks.initialization.bends import BENDS
from core.networks.initialization.challenges import level_ground, rescued
from core.networks.initialization.mean_field import mean_field, moments
from core.networks.initialization.settings import DeepConfig, TwoInputsConfig
from core.networks.initialization.waterfall import (
    BATCH,
    draw_network,
    scheme_steps,
    walk,
    walk_in_torch,
    walk_numbers,
    waterfall,
)
from core.networks.initialization.waterfall_report import factor_line, layer_by_hand, waterfall_lines, wide_limit
from core.networks.initialization.weights import SCHEMES

PAIR = TwoInputsConfig()
SMALL = DeepConfig(depth=6, width=24)


def agree(net, pair=PAIR):
    ours, theirs = walk_numbers(net, pair), walk_in_torch(net, pair)
    for name in ("rms", "gradient_norms"):
        np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-8, atol=1e-300, err_msg=name)
    np.testing.assert_allclose(ours["angles"], theirs["angles"], atol=1e-5)


@pytest.mark.parametrize("activation", ["ReLU", "LeakyReLU", "Tanh", "Sigmoid", "GELU", "SELU", "Linear"])
@pytest.mark.parametrize("built_in", [(False, False), (True, False), (False, True), (True, True)])
def test_values_and_gradients_are_those_of_autograd(activation, built_in):
    residual, batch_norm = built_in
    agree(replace(SMALL, scheme="HeNormal", activation=activation, residual=residual, batch_norm=batch_norm))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_is_that_of_torch_nn_init(scheme):
    agree(replace(SMALL, scheme=scheme, bias="uniform"))


def test_the_default_is_what_a_linear_layer_of_torch_draws():
    torch.manual_seed(3)
    layer = torch.nn.Linear(24, 24)
    weights, biases = draw_network(DeepConfig(depth=2, width=24, draw_seed=3))
    np.testing.assert_array_equal(weights[0], layer.weight.detach().numpy())
    np.testing.assert_array_equal(biases[0], layer.bias.detach().numpy())


def test_pytorchs_default_forgets_its_input_while_its_values_look_healthy():
    found = waterfall(DeepConfig(), PAIR)
    assert 0.02 < found.rms[-1] < 0.04 and found.angles[-1] < 1e-6 and found.spread[-1] < 1e-8
    assert 1e-20 < found.ratio < 1e-15
    assert [key for key, _ in waterfall_lines(found, DeepConfig(), PAIR)][:3] == [
        "forgotten_healthy", "steady", "gradient_vanishes",
    ]  # fmt: skip


def test_either_switch_heals_one_half_of_the_default_and_both_heal_it():
    residual, norm, both = (
        waterfall(DeepConfig(residual=a, batch_norm=b), PAIR) for a, b in ((True, False), (False, True), (True, True))
    )
    assert 0.01 < residual.ratio < 100 and residual.angles[-1] < 1
    assert norm.ratio > 1000 and norm.angles[-1] > 45
    assert 0.01 < both.ratio < 100 and both.angles[-1] > 10


def test_sizes_over_fifty_layers_are_the_known_ones():
    xavier = waterfall(DeepConfig(scheme="XavierNormal"), PAIR)
    assert 2**-27 < xavier.rms[-1] < 2**-23  # a factor of one half a layer in variance
    he = waterfall(DeepConfig(scheme="HeNormal"), PAIR)
    assert 0.3 < he.rms[-1] < 3 and 0.3 < he.ratio < 3
    folklore = waterfall(DeepConfig(scheme="XavierNormal", activation="Tanh", gain=5 / 3), PAIR)
    assert 0.6 < folklore.rms[-1] < 0.7 and 30 < folklore.ratio < 300
    wide = waterfall(DeepConfig(scheme="Normal", sigma=1.0), PAIR)
    assert wide.rms[-1] > 1e50 and 36 < np.flatnonzero(wide.largest > np.finfo(np.float32).max)[0] < 42


def test_the_angles_of_he_are_those_of_cho_and_saul():
    found = mean_field("ReLU", 2.0, 0.0, 0.0, 50)
    np.testing.assert_allclose(
        found.cosine[[1, 2, 5, 10, 20, 50]], [0.318, 0.494, 0.736, 0.872, 0.948, 0.988], atol=6e-4
    )
    np.testing.assert_allclose(found.rms, 1)
    angles = [walk_numbers(DeepConfig(scheme="HeNormal", draw_seed=k), PAIR)["angles"] for k in range(6)]
    theory = np.rad2deg(np.arccos(found.cosine))
    np.testing.assert_allclose(np.mean(angles, axis=0)[:11], theory[:11], atol=6)


@pytest.mark.parametrize("activation", ["Tanh", "Sigmoid", "GELU", "SELU"])
@pytest.mark.parametrize("q", [0.01, 1.0, 9.0, 1e3])
def test_moments_are_exact_however_large_the_sums(activation, q):
    bend, size = BENDS[activation], q**0.5
    breaks = np.unique(np.clip([-9, -10 / size, -1 / size, 0, 1 / size, 10 / size, 9], -9, 9))

    def mean(g):
        pieces = (quad(lambda v: norm.pdf(v) * float(g(np.array(size * v))), a, b) for a, b in pairwise(breaks))
        return sum(value for value, _ in pieces)

    square, product, slope = moments(activation, q, 1.0)
    assert square == pytest.approx(mean(lambda u: bend.value(u) ** 2), rel=1e-6)
    assert slope == pytest.approx(mean(lambda u: bend.slope(u) ** 2), rel=1e-6)
    assert product == pytest.approx(square, rel=0.05)  # of equal sums; by the coarser rule of the plane


@pytest.mark.parametrize("activation", ["ReLU", "Tanh", "GELU"])
@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.7])
def test_moments_are_those_of_many_normal_draws(activation, rho):
    rng = np.random.default_rng(0)
    u, other = 1.3 * rng.standard_normal((2, 400_000))
    v = rho * u + np.sqrt(1 - rho**2) * other
    f = {"ReLU": torch.relu, "Tanh": torch.tanh, "GELU": torch.nn.functional.gelu}[activation]
    a, b = (f(torch.from_numpy(x)).numpy() for x in (u, v))
    square, product, _ = moments(activation, 1.3**2, rho)
    np.testing.assert_allclose([square, product], [np.mean(a * a), np.mean(a * b)], atol=0.01)


def test_orthogonal_layers_keep_lengths_and_angles_exactly():
    net = replace(SMALL, scheme="Orthogonal", activation="Linear")
    weights = draw_network(net)[0].astype(float)
    for w in weights:
        np.testing.assert_allclose(np.linalg.svd(w, compute_uv=False), 1, atol=1e-5)
    np.testing.assert_allclose(waterfall(net, PAIR).angles, 90, atol=1e-3)


@settings(max_examples=15, deadline=None)
@given(angle=st.floats(0, 180), width=st.integers(16, 40), seed=st.integers(0, 999))
def test_the_two_inputs_stand_at_the_angle_and_have_rms_one(angle, width, seed):
    found = walk(DeepConfig(depth=2, width=width, draw_seed=seed), TwoInputsConfig(angle=angle))
    u, v = found.values[0, :2]
    np.testing.assert_allclose([np.mean(u**2), np.mean(v**2)], 1)
    np.testing.assert_allclose(u @ v / width, np.cos(np.deg2rad(angle)), atol=1e-9)
    assert found.values.shape == (3, BATCH, width)


CASES = {
    "no_angle": {"scheme": "Zeros"}, "all_zero": {"scheme": "Zeros"}, "no_gradient": {"scheme": "Zeros"},
    "overflow": {"scheme": "Normal", "sigma": 2.0, "depth": 50, "width": 64},
    "vanished": {"scheme": "Normal", "sigma": 1e-3}, "exploded": {"scheme": "Normal", "sigma": 2.0},
    "single_zero": {"scheme": "Normal", "sigma": 1e-3, "depth": 50, "width": 64, "activation": "Sigmoid"},
    "gradient_explodes": {"scheme": "XavierNormal", "gain": 3.0, "activation": "Tanh", "depth": 20},
}  # fmt: skip


def test_gradients_that_are_alike_since_both_are_lost_are_not_called_kept():
    """The gradient of a weight is what comes back times the value that goes in: in a linear network any σ is even."""
    for net in (
        DeepConfig(scheme="XavierNormal"),
        DeepConfig(scheme="Normal", sigma=1e-3, activation="Tanh", depth=30),
    ):
        found = waterfall(net, PAIR)
        assert 0.5 < found.ratio < 2 and waterfall_lines(found, net, PAIR)[2][0] == "gradient_cancels"
        assert not level_ground(found, net).met
    he = DeepConfig(scheme="HeNormal")
    assert waterfall_lines(waterfall(he, PAIR), he, PAIR)[2][0] == "gradient_kept"
    dead = DeepConfig(bias="zero", draw_seed=2)
    found = waterfall(dead, PAIR)
    assert 0.01 < found.ratio < 100 and 10 < found.angles[-1] < 170 and not rescued(found, dead).met


@pytest.mark.parametrize("key", CASES)
def test_every_degenerate_case_has_its_sentence(key):
    net = replace(SMALL, **CASES[key])
    assert key in [line for line, _ in waterfall_lines(waterfall(net, PAIR), net, PAIR)]


def test_equal_inputs_stay_equal_and_equal_weights_leave_one_direction_or_its_opposite():
    same = TwoInputsConfig(angle=0.0)
    assert waterfall_lines(waterfall(SMALL, same), SMALL, same)[0][0] == "same_inputs"
    ends = set()
    for seed in range(12):
        net = replace(SMALL, scheme="Constant", constant=0.1, activation="Tanh", draw_seed=seed)
        found = waterfall(net, PAIR)
        ends.add(waterfall_lines(found, net, PAIR)[0][0])
        assert found.angles[-1] < 1e-3 or found.angles[-1] > 180 - 1e-3
    assert ends <= {"forgotten", "forgotten_healthy", "opposite"} and "opposite" in ends


def test_the_sum_of_a_layer_by_hand_is_near_the_measured_one():
    for scheme in ("Default", "HeNormal", "Orthogonal", "Constant"):
        net = DeepConfig(scheme=scheme, depth=3, width=200)
        key, told = layer_by_hand(waterfall(net, PAIR), net, replace(PAIR, layer=50))
        assert told["layer"] == 3 and key == ("by_hand_constant" if scheme == "Constant" else "by_hand")
        assert float(told["sum"]) == pytest.approx(float(told["measured"]), rel=0.25)
    assert factor_line(DeepConfig())[1]["factor"] == "0.167" and factor_line(DeepConfig(activation="Tanh")) is None
    assert wide_limit(DeepConfig(residual=True), PAIR) is None


def test_the_ten_schemes_come_one_by_one():
    rows = list(scheme_steps(SMALL, PAIR))
    assert [row.share for row in rows] == pytest.approx(np.arange(1, 11) / 10)
    default = waterfall(SMALL, PAIR)
    assert rows[-1].ratios[SCHEMES.index("Default")] == pytest.approx(default.ratio)

"""The plane, the runs and the formulas against PyTorch, published values, and what the sentences say."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import expit
from scipy.stats import arcsine, norm

from core.networks.initialization.curves import (
    final_losses,
    final_losses_in_torch,
    start_gradient,
    start_of,
    trainings_in_steps,
)
from core.networks.initialization.curves_report import curve_lines
from core.networks.initialization.formulas import (
    first_weights_in_torch,
    law_density,
    law_here,
    layer_numbers,
    recommended_gain,
    single_values,
)
from core.networks.initialization.formulas_report import layer_lines
from core.networks.initialization.phase import (
    edge_line,
    gradient_factor,
    plane_map,
    plane_walks,
    point_in_torch,
    point_numbers,
)
from core.networks.initialization.phase_report import phase_lines
from core.networks.initialization.settings import LayerConfig, PlaneConfig, ShownConfig, TrainingsConfig
from core.networks.initialization.weights import SCHEMES

TINY = TrainingsConfig(hidden_layers=2, hidden_units=4, seeds=2)


def test_the_edge_of_tanh_is_the_published_one_and_that_of_relu_is_root_two():
    assert gradient_factor("Tanh", 1.76**0.5, 0.05**0.5) == pytest.approx(1, abs=0.003)  # Schoenholz et al. (2017)
    np.testing.assert_allclose(edge_line("ReLU").sigma_w, 2**0.5)
    edge = edge_line("Tanh")
    chi = [gradient_factor("Tanh", w, b) for w, b in zip(edge.sigma_w, edge.sigma_b, strict=True) if w < 3]
    np.testing.assert_allclose(chi, 1, rtol=1e-9)
    assert len(chi) > 60 and edge.sigma_w[0] == pytest.approx(1, abs=1e-3) and np.nanmax(edge.sigma_b) > 0.95
    assert np.isnan(edge_line("Sigmoid").sigma_w).all()


@pytest.mark.parametrize(("bend", "sigma_w", "sigma_b"), [
    ("Tanh", 3.0, 0.0), ("Tanh", 3.0, 1.0), ("Tanh", 1.3, 0.4), ("Sigmoid", 3.0, 0.2), ("Tanh", 0.5, 0.0),
])  # fmt: skip
def test_the_factor_is_that_of_the_variance_at_rest_by_adaptive_integrals(bend, sigma_w, sigma_b):
    f, slope = {"Tanh": (np.tanh, lambda u: 1 - np.tanh(u) ** 2),
                "Sigmoid": (expit, lambda u: expit(u) * expit(-u))}[bend]  # fmt: skip

    def mean(g, q):
        return quad(lambda v: norm.pdf(v) * g(q**0.5 * v) ** 2, -9, 9, points=[-1, 0, 1], limit=200)[0]

    q = brentq(lambda q: sigma_w**2 * mean(f, q) + sigma_b**2 - q, 1e-12, 20) if sigma_w > 1 else 0.0
    assert gradient_factor(bend, sigma_w, sigma_b) == pytest.approx(sigma_w**2 * mean(slope, q), rel=1e-7)
    assert gradient_factor("Sigmoid", 10.15, 0) == pytest.approx(1, abs=0.005)  # the gain that the words quote


@pytest.mark.parametrize("bend", ["Tanh", "ReLU", "Sigmoid"])
def test_the_point_in_numpy_is_that_of_autograd(bend):
    config = PlaneConfig(bend=bend, plane_depth=9, sigma_w=1.7)
    ours, theirs = point_numbers(config), point_in_torch(config)
    for name in ("gradients", "chi"):
        np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-9)
    np.testing.assert_allclose(ours["angles"], theirs["angles"], rtol=1e-7)


def test_gradients_over_the_plane_follow_the_factor():
    config = PlaneConfig(bend="ReLU", plane_depth=20)
    sigma_w = np.array([1.0, 2**0.5, 2.0])
    ratios = plane_walks(sigma_w, np.zeros(3), config).ratios
    np.testing.assert_allclose(np.log10(ratios), 19 / 2 * np.log10(sigma_w**2 / 2), atol=1)
    np.testing.assert_allclose(np.log10(ratios[2] / ratios[0]), 19 * np.log10(2), rtol=1e-9)  # the same chance, scaled


def test_a_point_of_the_map_is_its_network_alone():
    whole = plane_map("Tanh", 12, 3)
    alone = plane_walks(np.array([0.5]), np.array([1.0]), PlaneConfig(bend="Tanh", plane_depth=12, plane_seed=3))
    assert whole.ratios[-1, 0] == pytest.approx(alone.ratios[0], rel=1e-9)


@pytest.mark.parametrize(("sigma_w", "key"), [(0.8, "ordered"), (2.5, "chaotic"), (1.352, "edge")])
def test_the_phase_is_said(sigma_w, key):
    config = PlaneConfig(sigma_w=sigma_w, sigma_b=0.25)
    found = plane_walks(np.array([sigma_w]), np.array([0.25]), config)
    chi = gradient_factor("Tanh", sigma_w, 0.25)
    lines = phase_lines(found, chi, edge_line("Tanh"), config)
    assert [line for line, _ in lines] == [key, "pair"]
    assert (found.angles[-1, 0] > 45) == (key == "chaotic")


@pytest.mark.parametrize("optimizer", ["SGD", "Momentum", "Adam"])
@pytest.mark.parametrize("unit_kind", ["Tanh", "Sigmoid"])
def test_engine_numpy_and_torch_end_at_the_same_losses(optimizer, unit_kind):
    config = replace(TINY, optimizer=optimizer, unit_kind=unit_kind, step_size=0.02)
    *_, whole = trainings_in_steps(config)
    for scheme in ("Default", "Orthogonal"):
        ends = whole.losses[SCHEMES.index(scheme), :, -1]
        for train in (final_losses, final_losses_in_torch):
            np.testing.assert_allclose(train(config, ShownConfig(scheme))["final_losses"], ends, rtol=1e-6)


def test_over_eight_layers_the_default_learns_nothing_and_he_does():
    *_, whole = trainings_in_steps(TrainingsConfig())
    ends = dict(zip(SCHEMES, whole.losses[:, :, -1], strict=True))
    assert (ends["Default"] > 0.68).all() and (ends["HeNormal"] < 0.1).all() and np.ptp(ends["Constant"]) < 1e-9
    assert curve_lines(whole, "Default")[0][0] == "none_learns" and curve_lines(whole, "HeNormal")[0][0] == "all_learn"
    assert (whole.gradients[SCHEMES.index("Zeros")] == 0).all()


def test_the_first_gradient_is_that_of_autograd():
    from core.networks.initialization.symmetry import symmetry_points

    start = start_of("HeNormal", TINY, 1)
    x, labels = (torch.from_numpy(part) for part in symmetry_points("circle"))
    model = torch.nn.Sequential(
        torch.nn.Linear(2, 4), torch.nn.ReLU(), torch.nn.Linear(4, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1)
    ).double()
    torch.nn.utils.vector_to_parameters(torch.from_numpy(start), model.parameters())
    torch.nn.functional.binary_cross_entropy_with_logits(model(x)[:, 0], (labels > 0).double()).backward()
    assert start_gradient(start, TINY) == pytest.approx(float(model[0].weight.grad.norm()))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("fans", [(48, 48), (16, 80), (80, 16), (1, 1)])
def test_equal_seeds_give_the_numbers_of_torch_nn_init(scheme, fans):
    config = LayerConfig(law=scheme, fan_in=fans[0], fan_out=fans[1])
    numbers = layer_numbers(config)
    np.testing.assert_allclose(numbers.first_weights, first_weights_in_torch(config)["first_weights"], rtol=1e-6)


def test_the_weights_of_small_orthogonal_matrices_have_their_own_laws():
    w = np.linspace(-1.5, 1.5, 6)
    assert single_values(law_here("Orthogonal", 1, 1), 1) == (-1.0, 1.0)
    np.testing.assert_allclose(law_density(law_here("Orthogonal", 3, 2), 3, w), np.where(np.abs(w) < 1, 0.5, 0))
    np.testing.assert_allclose(
        law_density(law_here("Orthogonal", 2, 2), 2, w), np.where(np.abs(w) < 1, arcsine.pdf(w, -1, 2), 0)
    )


@pytest.mark.parametrize(("law", "key"), [("Zeros", "zeros"), ("Constant", "equal"), ("HeNormal", "sizes")])
def test_no_factor_is_told_of_weights_that_are_all_equal(law, key):
    config = LayerConfig(law=law)
    assert layer_lines(layer_numbers(config), config)[0][0] == key


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES if scheme not in ("Zeros", "Constant")])
def test_a_density_has_area_one_and_the_standard_deviation_of_its_law(scheme):
    law = law_here(scheme, 40, 60)
    w = np.linspace(-8 * law.std, 8 * law.std, 20001)
    density = law_density(law, 60, w)
    np.testing.assert_allclose(np.trapezoid(density, w), 1, atol=2e-3)
    np.testing.assert_allclose(np.sqrt(np.trapezoid(density * w**2, w)), law.std, rtol=2e-3)


def test_the_default_has_a_sixth_of_hes_variance_and_gains_are_those_of_torch():
    default, he = law_here("Default", 256, 10), law_here("HeNormal", 256, 10)
    assert default.std**2 * 6 == pytest.approx(he.std**2) and default.bound == pytest.approx(1 / 16)
    gains = {"ReLU": 2**0.5, "Tanh": 5 / 3, "Sigmoid": 1, "SELU": 3 / 4, "Linear": 1}
    assert {name: recommended_gain(name) for name in gains} == pytest.approx(gains) and recommended_gain("GELU") is None

"""The Dirac-GAN against autograd, its closed forms and published eigenvalues."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.gan.challenges import closed_orbit, just_enough
from core.networks.gan.dirac import dirac_in_torch, dirac_numbers, dirac_path, f_slope, velocity
from core.networks.gan.dirac_report import dirac_by_hand, dirac_lines
from core.networks.gan.settings import DiracConfig
from tests.strategies import configs


@settings(max_examples=40)
@given(configs(DiracConfig))
def test_path_eigenvalues_and_factors_are_those_of_autograd(config):
    config = replace(config, dirac_steps=10)
    ours, theirs = dirac_numbers(dirac_path(config)), dirac_in_torch(config)
    for key in ours:
        np.testing.assert_allclose(ours[key], theirs[key], rtol=1e-6, atol=1e-6, err_msg=key)


@given(st.floats(0.01, 1), st.floats(-2, 2), st.floats(-2, 2))
def test_a_simultaneous_step_multiplies_the_distance_by_pythagoras(h, theta, psi):
    path = dirac_path(DiracConfig(h=h, theta=theta, psi=psi, dirac_steps=10))
    slope = f_slope(np.prod(path.places, axis=1))[:-1]
    np.testing.assert_allclose(path.distances[1:], path.distances[:-1] * np.sqrt(1 + (h * slope) ** 2), rtol=1e-12)
    assert (np.diff(path.distances) >= 0).all()


@pytest.mark.parametrize("gamma", [0.0, 0.3, 1.0])
def test_the_eigenvalues_are_those_of_mescheder(gamma):
    root = np.sqrt(complex(gamma**2 / 4 - 0.25))
    expected = np.sort_complex([-gamma / 2 - root, -gamma / 2 + root])
    np.testing.assert_allclose(dirac_path(DiracConfig(gamma=gamma)).eigenvalues, expected, atol=1e-7)


@pytest.mark.parametrize("h", [0.1, 0.4, 1.0])
def test_simultaneous_steps_spiral_in_from_a_quarter_of_the_step_on(h):
    above, below = (dirac_path(DiracConfig(h=h, gamma=h / 4 + change)).largest for change in (0.01, -0.01))
    assert above < 1 < below


def test_alternating_steps_without_a_penalty_neither_gain_nor_lose():
    path = dirac_path(DiracConfig(updates="alternating", dirac_steps=500))
    assert path.largest == pytest.approx(1, abs=1e-12)
    assert path.distances.min() > 0.8 and path.distances.max() < 1.2


def test_alternating_steps_are_stable_near_the_equilibrium_with_any_penalty():
    for h in np.geomspace(0.01, 1, 9):
        largest = [dirac_path(DiracConfig(h=h, gamma=gamma, updates="alternating")).largest for gamma in (0, 0.01, 1)]
        assert largest[0] == pytest.approx(1, abs=1e-12) and max(largest[1:]) < 1


def test_what_is_said_to_spiral_out_ends_farther_away_than_it_began():
    """From every start; far away a penalty may pull in though the equilibrium repels: that has its own sentence."""
    for start in np.random.default_rng(0).uniform(-2, 2, (40, 2)):
        said = dict(dirac_lines(dirac_path(DiracConfig(theta=start[0], psi=start[1]))))
        assert said["said.out"]["last"] > said["said.out"]["first"]
    inwards = dict(dirac_lines(dirac_path(DiracConfig(theta=-2.0, psi=-2.0, h=0.4, gamma=0.05))))
    assert inwards["said.repelled"]["last"] < inwards["said.repelled"]["first"]


def test_no_simultaneous_path_passes_for_an_orbit():
    """Far away, where f′ is nearly 0, they stand still almost: so the challenge wants a start nearby."""
    for start in np.random.default_rng(1).uniform(-2, 2, (200, 2)):
        theta, psi = start.tolist()
        assert not closed_orbit(dirac_path(DiracConfig(theta=theta, psi=psi, h=0.3, dirac_steps=200))).met
    far = DiracConfig(theta=-2.0, psi=2.0, h=0.3, dirac_steps=200)
    assert closed_orbit(dirac_path(far)).missing[0].key == "start"


def test_the_velocity_is_the_gradient_of_the_value():
    theta, psi, tiny = 0.7, -0.4, 1e-6

    def value(a, b):
        return -np.logaddexp(0, -a * b)

    by_theta = (value(theta + tiny, psi) - value(theta - tiny, psi)) / (2 * tiny)
    by_psi = (value(theta, psi + tiny) - value(theta, psi - tiny)) / (2 * tiny)
    np.testing.assert_allclose(velocity(theta, psi, 0.0), [-by_theta, by_psi], atol=1e-8)


@pytest.mark.parametrize(("settings", "key"), [
    ({}, "out"), ({"gamma": 0.3}, "in"), ({"updates": "alternating"}, "orbit"), ({"theta": 0.0}, "rest"),
    ({"h": 0.4, "gamma": 0.05}, "repelled"), ({"h": 0.4, "gamma": 0.1}, "border"),
    ({"updates": "alternating", "h": 1.0, "gamma": 0.01}, "in"),
])  # fmt: skip
def test_every_case_has_its_sentence(settings, key):
    path = dirac_path(DiracConfig(**settings))
    assert dirac_lines(path)[0][0] == f"said.{key}" and "nan" not in str(dirac_by_hand(path)).lower()


def test_the_challenges_name_what_is_missing():
    assert just_enough(dirac_path(DiracConfig(h=0.4, gamma=0.2))).missing[0].key == "too_much"
    assert closed_orbit(dirac_path(DiracConfig(theta=0.0, dirac_steps=200))).missing[0].key == "start"

"""Losses, slopes, distances and the best judge against torch, SciPy and closed forms."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.spatial.distance import jensenshannon
from scipy.stats import norm

from core.networks.gan.challenges import blind_divergence, clueless, dead_and_alive, seeing_divergence
from core.networks.gan.distances import (
    best_judge,
    distance_numbers,
    distances_at,
    distances_by_scipy,
    grid_divergence,
    jensen_shannon,
    spike_distances,
)
from core.networks.gan.loss_table import loss_table, slopes_by_hand, table_in_torch, table_numbers
from core.networks.gan.losses import GAN_LOSSES, both_losses
from core.networks.gan.players import discriminator_loss, generator_loss
from core.networks.gan.settings import LogitConfig, SpikesConfig

SCORES = st.lists(st.floats(-19, 19), min_size=1, max_size=20).map(np.array)  # from 20 on torch takes softplus(s) = s


@pytest.mark.parametrize("name", GAN_LOSSES)
@given(real=SCORES, fake=SCORES)
def test_the_losses_by_hand_are_those_of_torch(name, real, fake):
    real_t, fake_t = torch.from_numpy(real), torch.from_numpy(fake)
    expected = discriminator_loss(name, real_t, fake_t), generator_loss(name, fake_t)
    np.testing.assert_allclose(both_losses(name, real, fake), [float(one) for one in expected], rtol=1e-12, atol=1e-12)


@given(fake=SCORES)
def test_the_losses_of_cross_entropy_are_those_of_torch_with_labels(fake):
    ones = torch.ones(len(fake), dtype=torch.float64)
    expected = torch.nn.functional.binary_cross_entropy_with_logits(torch.from_numpy(fake), ones)
    assert both_losses("non_saturating", fake, fake)[1] == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize(("name", "undecided"), [("non_saturating", 0), ("saturating", 0), ("LSGAN", 0.5),
                                                 ("hinge", 0), ("WGAN-GP", 0)])  # fmt: skip
def test_the_balance_of_a_loss_is_the_least_that_d_can_reach_where_nobody_can_tell(name, undecided):
    loss = GAN_LOSSES[name]
    d, g = both_losses(name, np.array([undecided]), np.array([undecided]))
    assert d == pytest.approx(loss.d_balance) and (loss.g_balance is None or g == pytest.approx(loss.g_balance))
    for score in (-1.0, 0.2, 2.0):
        assert both_losses(name, np.array([score]), np.array([score]))[0] >= loss.d_balance - 1e-12


def test_the_reference_values():
    assert GAN_LOSSES["non_saturating"].d_balance == pytest.approx(1.386294, abs=1e-6)
    assert GAN_LOSSES["non_saturating"].g_balance == pytest.approx(0.693147, abs=1e-6)
    assert (GAN_LOSSES["LSGAN"].d_balance, GAN_LOSSES["LSGAN"].g_balance) == (0.5, 0.25)
    at = slopes_by_hand(LogitConfig(fake_logit=-4.6))
    assert at["by_d"] == pytest.approx(-100, rel=0.01) and at["sat_by_d"] == pytest.approx(-1.01, abs=0.001)
    assert at["by_score"] == pytest.approx(-0.99, abs=1e-3) and at["sat_by_score"] == pytest.approx(-0.01, abs=1e-3)


@pytest.mark.parametrize("fake", [-6.0, -1.3, 0.0, 0.7, 6.0])
def test_the_table_is_that_of_autograd(fake):
    config = LogitConfig(fake_logit=fake, real_logit=1.5)
    ours, theirs = table_numbers(loss_table(config)), table_in_torch(config)
    for key, values in ours.items():
        np.testing.assert_allclose(values, theirs[key], rtol=1e-12, atol=1e-12)


@given(st.floats(-3, 3), st.floats(0.05, 1))
def test_the_divergence_of_jensen_and_shannon_is_its_integral_and_bounded(distance, deviation):
    found = jensen_shannon(distance, deviation)
    assert -1e-12 <= found <= math.log(2) + 1e-12
    assert found == pytest.approx(jensen_shannon(-distance, deviation), abs=1e-12)


@pytest.mark.parametrize(("distance", "deviation"), [(0.5, 0.3), (2.0, 1.0), (-1.0, 0.4), (0.0, 0.2)])
def test_the_distances_are_what_quadrature_says(distance, deviation):
    p, q = (norm(mean, deviation).pdf for mean in (0, distance))
    ends = min(0, distance) - 8 * deviation, max(0, distance) + 8 * deviation

    def half(x, a, b):
        return a(x) * math.log(2 * a(x) / (a(x) + b(x))) / 2

    js = quad(half, *ends, args=(p, q))[0] + quad(half, *ends, args=(q, p))[0]
    kl = quad(lambda x: p(x) * (norm.logpdf(x, 0, deviation) - norm.logpdf(x, distance, deviation)), *ends)[0]
    found = distances_at(distance, deviation)
    grid = np.linspace(*ends, 4001)
    assert found["js"] == pytest.approx(jensenshannon(p(grid), q(grid)) ** 2, abs=1e-9)  # SciPy gives the root
    assert found["js"] == pytest.approx(js, abs=1e-9) and found["kl"] == pytest.approx(kl, abs=1e-7)
    rng = np.random.default_rng(0)
    x, y = rng.normal(0, deviation, 1500), rng.normal(distance, deviation, 1500)

    def kernel(a, b):
        return np.exp(-((a[:, None] - b) ** 2) / 2).mean()

    assert found["mmd"] ** 2 == pytest.approx(kernel(x, x) + kernel(y, y) - 2 * kernel(x, y), abs=0.02)


@given(st.floats(-3, 3), st.floats(0.02, 1), st.floats(-4, 4))
def test_scipy_agrees_on_what_both_scripts_print(distance, deviation, pointer):
    config = SpikesConfig(distance=distance, spike=deviation, pointer=pointer)
    ours, theirs = distance_numbers(spike_distances(config)), distances_by_scipy(config)
    for key, value in theirs.items():
        assert ours[key] == pytest.approx(value, abs=1e-9), key


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 99))
def test_the_divergence_on_a_grid_is_that_of_scipy(n, m, seed):
    rng = np.random.default_rng(seed)
    points, others = rng.normal(0, 1.5, (n, 2)), rng.normal(1, 1, (m, 2))
    bins = np.linspace(-3, 3, 13)
    p, q = (np.histogram2d(*np.clip(one, -3, 3).T, bins=[bins, bins])[0].ravel() for one in (points, others))
    assert grid_divergence(points, others, 3.0) == pytest.approx(jensenshannon(p, q) ** 2, abs=1e-12)
    assert grid_divergence(points, points, 3.0) == 0
    assert grid_divergence(points - 99, points + 99, 3.0) == pytest.approx(math.log(2))


def test_spikes_that_do_not_overlap_have_a_flat_divergence_and_a_doubled_way():
    near, far = (spike_distances(SpikesConfig(distance=d, spike=0.05)) for d in (1.0, 2.0))
    assert near.values["js"] == pytest.approx(math.log(2)) == far.values["js"] and far.slopes["js"] == 0
    assert (near.values["w1"], far.values["w1"]) == (1, 2)


def test_the_best_judge_is_known_where_both_densities_are_zero():
    config = SpikesConfig(distance=3.0, spike=0.02)
    assert best_judge(-4.0, config)["p"] == 0 and best_judge(-4.0, config)["d"] == 1
    assert best_judge(1.5, config)["d"] == pytest.approx(0.5)


def test_coinciding_spikes_have_no_distance():
    found = spike_distances(SpikesConfig(distance=0.0))
    assert max(abs(value) for value in found.values.values()) < 1e-12
    assert best_judge(0.3, found.config)["d"] == 0.5 and found.slopes["w1"] == 0


def test_the_challenges_name_what_is_missing():
    assert dead_and_alive(loss_table(LogitConfig(fake_logit=3.0))).missing[0].key == "real"
    assert not clueless(loss_table(LogitConfig(real_logit=3.0, fake_logit=0.0))).met
    by_luck = clueless(loss_table(LogitConfig(real_logit=2.6, fake_logit=1.0)))  # as for equal scores, but for one loss
    assert [one.key for one in by_luck.missing] == ["critic"]
    near = spike_distances(SpikesConfig())
    assert blind_divergence(near).missing[0].key == seeing_divergence(near).missing[0].key == "near"

"""Gradient noise: against PyTorch, against the covariance of the points, and at its ends."""

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from core.learning.learning_rate.challenges import as_loud_as_the_signal, mostly_wrong
from core.learning.learning_rate.network import gradients, start_parameters, training_points
from core.learning.learning_rate.noise import (
    SIZES,
    batch_ranks,
    gradient_noise,
    noise_in_torch,
    point_gradients,
    variance_of,
)
from core.learning.learning_rate.noise_figure import cloud_figure, variance_figure
from core.learning.learning_rate.noise_report import noise_lines, variance_by_hand
from core.learning.learning_rate.settings import NoiseConfig, OneLayerConfig
from tests.learning.learning_rate.words import keys, say

USUAL = OneLayerConfig()


@pytest.mark.parametrize("loss", ["CrossEntropy", "HalfSquared"])
def test_the_gradients_of_the_points_average_to_that_of_all(loss):
    network = replace(USUAL, loss=loss)
    points, p = training_points(network), start_parameters(network, 1)
    rows = point_gradients(p, points.x, points.y, network)
    np.testing.assert_allclose(rows.mean(axis=0), gradients(p, points.x, points.y, network)[0], atol=1e-14)
    np.testing.assert_allclose(rows[7], gradients(p, points.x[7:8], points.y[7:8], network)[0], atol=1e-14)


def test_the_formula_is_exact_over_all_batches(monkeypatch):
    values = np.random.default_rng(3).normal(size=(7, 4))
    trace = ((values - values.mean(axis=0)) ** 2).sum(axis=1).mean()
    monkeypatch.setattr("core.learning.learning_rate.noise.POINTS", 7)
    for size in (1, 3, 6, 7):
        means = np.array([values[list(batch)].mean(axis=0) for batch in combinations(range(7), size)])
        exact = ((means - values.mean(axis=0)) ** 2).sum(axis=1).mean()
        assert variance_of(trace, size) == pytest.approx(exact, abs=1e-14)


@pytest.mark.parametrize("trained", [0, 50])
def test_what_is_measured_is_what_is_expected(trained):
    found = gradient_noise(USUAL, NoiseConfig(trained=trained))
    points = training_points(USUAL)
    if trained == 0:
        rows = point_gradients(start_parameters(USUAL, 1), points.x, points.y, USUAL)
        assert found.trace == pytest.approx(np.trace(np.cov(rows.T, bias=True)))
    inside = SIZES < 200
    np.testing.assert_allclose(found.measured[inside], found.variances[inside], rtol=0.2)
    assert found.variances[-1] == 0 and found.measured[-1] < 1e-20
    assert found.along.mean() == pytest.approx(1, abs=0.3) and abs(found.across.mean()) < found.across.std() / 10


WIDE_SPIRAL = OneLayerConfig(dataset="spiral", loss="HalfSquared", hidden=16)  # which bends most


@pytest.mark.parametrize(("network", "trained"), [(USUAL, 20), (WIDE_SPIRAL, 500)])
def test_pytorch_measures_the_same(network, trained):
    config = NoiseConfig(batch=5, trained=trained, noise_seed=3)
    ours = gradient_noise(network, config).measured_variance
    assert ours == pytest.approx(noise_in_torch(network, config)["measured_variance"], rel=1e-9)


def test_a_batch_is_drawn_without_replacement():
    ranks = batch_ranks(1)
    assert (np.sort(ranks, axis=1) == np.arange(200)).all() and (batch_ranks(2) != ranks).any()


def test_the_noise_scale_grows_as_the_network_learns():
    scales = [gradient_noise(USUAL, NoiseConfig(trained=steps)).scale for steps in (0, 10, 500)]
    assert scales[0] < 10 < scales[1] < 100 < scales[2]


@pytest.mark.parametrize(
    ("batch", "trained", "expected"),
    [
        (4, 10, ["ratio", "uphill", "scale"]),
        (200, 10, ["whole", "scale"]),
        (4, 200, ["ratio", "uphill", "scale_beyond"]),
    ],
)
def test_what_is_said_of_each_case(batch, trained, expected):
    config = NoiseConfig(batch=batch, trained=trained)
    found = gradient_noise(USUAL, config)
    assert keys(noise_lines(found, config)) == expected
    assert "nan" not in str(variance_by_hand(found, config)).lower()
    assert "NaN" not in cloud_figure(found, say).to_json() + variance_figure(found, batch, say).to_json()


def test_late_noise_is_long_but_sideways():
    found = gradient_noise(USUAL, NoiseConfig(batch=4, trained=500))
    early = gradient_noise(USUAL, NoiseConfig(batch=4, trained=0))
    assert found.uphill == 0 and found.scale == pytest.approx(1391.5, abs=1)
    assert math.sqrt(early.signal / found.signal) == pytest.approx(26.7, abs=0.1)


def test_where_the_gradient_vanishes_there_is_no_direction():
    found = gradient_noise(USUAL, NoiseConfig())
    flat = replace(found, gradient=np.zeros(33))
    assert keys(noise_lines(flat, NoiseConfig())) == ["flat"] and math.isinf(flat.scale)
    assert as_loud_as_the_signal(flat, NoiseConfig(trained=20)).missing[0].key == "ratio"


def test_the_challenges_name_what_is_missing():
    found = gradient_noise(USUAL, NoiseConfig())
    assert [m.key for m in as_loud_as_the_signal(found, NoiseConfig()).missing] == ["trained", "ratio"]
    assert mostly_wrong(found).missing[0].values["share"] == found.uphill

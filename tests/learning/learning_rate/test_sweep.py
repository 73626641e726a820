"""The sweep: the compiled engine against PyTorch and NumPy, its shape, its degenerate cases."""

from dataclasses import replace

import numpy as np
import pytest

from core.learning.learning_rate.challenges import low_for_most, on_the_cliff
from core.learning.learning_rate.settings import OneLayerConfig, RateConfig, SweepConfig
from core.learning.learning_rate.sweep import RateCurves, Sweep, broken_steps, curves_at, sweep_in_steps
from core.learning.learning_rate.sweep_figure import curves_figure, sweep_figure
from core.learning.learning_rate.sweep_report import band_of, best_of, sweep_lines
from core.learning.learning_rate.training import train_all, train_all_in_torch
from tests.learning.learning_rate.words import keys, say

USUAL = OneLayerConfig()
SQUARED = OneLayerConfig(loss="HalfSquared")
SMALL = SweepConfig(rates=11, seeds=3, sweep_steps=40)


def swept(network, sweep):
    """The whole sweep."""
    *_, last = sweep_in_steps(network, sweep)
    assert last.share == 1
    return last.sweep


@pytest.fixture(scope="module")
def whole():
    return swept(USUAL, SweepConfig())


@pytest.mark.parametrize("optimizer", ["SGD", "Momentum", "Adam"])
@pytest.mark.parametrize("network", [USUAL, SQUARED, OneLayerConfig(activation="ReLU", dataset="xor", hidden=3)])
def test_engine_numpy_and_torch_end_at_the_same_losses(optimizer, network):
    sweep, rate = replace(SMALL, optimizer=optimizer), RateConfig(learning_rate=0.1)
    ours = curves_at(network, sweep, rate).final
    np.testing.assert_allclose(ours, train_all(network, sweep, rate)["final_losses"], rtol=1e-10)
    np.testing.assert_allclose(ours, train_all_in_torch(network, sweep, rate)["final_losses"], rtol=1e-10)


@pytest.mark.parametrize("route", [train_all, train_all_in_torch])
@pytest.mark.parametrize("rate", [1.2, 100.0])  # here the loss of some runs leaves the screen, there of all
def test_the_scripts_say_of_a_run_that_diverged_what_the_screen_says(route, rate):
    sweep, rate = replace(SMALL, seeds=12), RateConfig(learning_rate=rate)
    ours, theirs = curves_at(SQUARED, sweep, rate).final, route(SQUARED, sweep, rate)["final_losses"]
    assert np.isnan(ours).any()
    np.testing.assert_array_equal(np.isnan(theirs), np.isnan(ours))


@pytest.mark.parametrize("optimizer", ["SGD", "Momentum", "Adam"])
def test_a_run_that_leaves_and_comes_back_is_one_run_in_both_figures(optimizer):
    network, sweep = OneLayerConfig(activation="ReLU"), replace(SMALL, optimizer=optimizer, seeds=8, sweep_steps=200)
    left = False
    found = swept(network, sweep)
    for rate, final in zip(found.rates[-3:], found.final[-3:], strict=True):
        curves = curves_at(network, sweep, RateConfig(learning_rate=float(rate)))
        np.testing.assert_array_equal(curves.final, final)
        left |= bool((curves.losses > 1e6).any())
    assert left or optimizer == "Adam"


def test_a_network_of_the_sweep_is_the_network_trained_alone(whole):
    rate = RateConfig(learning_rate=float(whole.rates[12]))
    curves = curves_at(USUAL, SweepConfig(), rate)
    np.testing.assert_allclose(whole.final[12], curves.final, rtol=1e-9)
    np.testing.assert_allclose(whole.first[12], curves.losses[:, 0], rtol=1e-12)
    many = curves_at(USUAL, SweepConfig(seeds=12), rate)
    np.testing.assert_allclose(many.losses[:8], curves.losses, rtol=1e-9)


def test_the_sweep_has_the_shape_that_the_reference_has(whole):
    band = band_of(whole)
    assert whole.final.shape == whole.first.shape == (26, 8)
    assert 5 < best_of(whole)["rate"] < 25
    best = int(band.median.argmin())
    assert band.median[0] > 0.5 and (np.diff(band.median[: best + 1]) < 0).all()  # smaller rates have not yet learned
    widths = np.log10(band.highest / band.lowest)
    assert widths[best + 1] > 2 * widths[best - 2] and widths[best + 2] > 3  # right of the edge the band bursts


def test_with_the_squared_loss_every_run_right_of_the_wall_diverges():
    sweep = swept(SQUARED, SMALL)
    band = band_of(sweep)
    assert (band.broken[sweep.rates > 5] == 3).all() and not band.broken[sweep.rates < 0.5].any()
    assert np.isinf(band.median[-1]) and np.isnan(sweep.final[-1]).all()
    curves = curves_at(SQUARED, SMALL, RateConfig(learning_rate=20.0)).losses
    for curve, step in zip(curves, broken_steps(curves), strict=True):
        assert 0 < step < 40 and (curve[:step] <= 1e6).all() and np.isnan(curve[step:]).all()


def swept_to(final):
    """A sweep from the loss 1 to these at the end, (rates, seeds)."""
    final = np.asarray(final, float)
    return Sweep(np.geomspace(0.1, 1, len(final)), np.ones(final.shape), final)


def curves_to(final):
    """RateCurves of two steps from the loss 1 to these at the end, (seeds,)."""
    final = np.asarray(final, float)
    return RateCurves(0.1, np.stack([np.ones(len(final)), final, final], axis=1))


@pytest.mark.parametrize(
    ("final", "here", "expected"),
    [
        ([[0.5, 0.6], [0.1, 0.2]], [0.1, 0.2], ["best", "all_fell", "here"]),
        ([[0.1, 0.2], [0.5, 0.6]], [0.1, 0.2], ["best", "next", "all_fell", "here"]),
        ([[0.1, 0.2], [0.5, np.nan]], [0.5, np.nan], ["best", "next_broken", "broken", "here_broken"]),
        ([[0.1], [2.0]], [2.0], ["best_one", "risen", "here_one"]),
        ([[0.1, 0.1], [np.nan, np.nan]], [np.nan, np.nan], ["best", "next_broken", "broken", "here_all_broken"]),
    ],
)
def test_what_is_said_of_each_case(final, here, expected):
    sweep, shown = swept_to(final), curves_to(here)
    assert keys(sweep_lines(sweep, shown)) == expected
    assert "nan" not in str(sweep_lines(sweep, shown)).lower()
    assert "NaN" not in sweep_figure(sweep, shown, say).to_json() + curves_figure(shown, say).to_json()


def test_the_challenges_name_what_is_missing():
    here = curves_to([0.01] * 7 + [0.5])
    assert low_for_most(here, USUAL, SweepConfig()).met
    assert low_for_most(here, SQUARED, SweepConfig()).missing[0].key == "points"
    assert low_for_most(here, USUAL, SweepConfig(sweep_steps=300)).missing[0].key == "steps"
    assert low_for_most(here, USUAL, SweepConfig(seeds=3)).missing[0].key == "seeds"
    assert low_for_most(curves_to([0.01] * 6 + [0.5, np.nan]), USUAL, SweepConfig()).missing[0].key == "low"
    assert on_the_cliff(curves_to([0.1, 0.1, np.nan, np.nan])).met
    assert on_the_cliff(curves_to([0.1] * 4)).missing[0].key == "none"
    assert on_the_cliff(curves_to([np.nan] * 4)).missing[0].key == "all"
    assert on_the_cliff(curves_to([np.nan])).missing[0].key == "seeds"

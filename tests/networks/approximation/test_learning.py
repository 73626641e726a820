"""Runs and their frames: the parts add up, kinks are where the curve bends, dead units stay dead."""

from types import SimpleNamespace

import numpy as np
import pytest

from core.engine.parameters import layer_views
from core.expressions import read_function
from core.networks.approximation.challenges import many_dead
from core.networks.approximation.learning import (
    ALWAYS,
    DEAD,
    INSIDE,
    PLACES,
    frame_of,
    frames_of_run,
    hidden_of,
    learned_in_torch,
    learned_numbers,
    learning_steps,
)
from core.networks.approximation.learning_figure import learning_film
from core.networks.approximation.learning_report import learning_lines, reading_tex
from core.networks.approximation.settings import FRAMES, LearningConfig, TargetConfig
from core.networks.approximation.target import target_of
from core.networks.approximation.training import layer_sums, network_values, start_parameters

SINE = target_of(TargetConfig())


def run_of(config, target=SINE):
    *_, last = learning_steps(config, target)
    return last.run


@pytest.mark.parametrize(("activation", "depth"), [("ReLU", 1), ("ReLU", 3), ("ReLU", 6), ("Tanh", 2), ("Sigmoid", 1),
                                                   ("Sine", 4)])  # fmt: skip
def test_numpy_torch_and_the_engine_learn_the_same(activation, depth):
    config = LearningConfig(activation=activation, depth=depth, width=5, steps=40, noise=0.1)
    run = run_of(config)
    end = frame_of(run.parameters[-1], run.epochs, config, SINE)
    shown = {"largest": end.largest, "root_mean_square": end.root_mean_square}
    assert learned_numbers(config, SINE) == pytest.approx(shown, rel=1e-9)
    assert learned_in_torch(config, SINE) == pytest.approx(shown, rel=1e-8)


@pytest.mark.parametrize("config", [
    LearningConfig(steps=50), LearningConfig(steps=50, depth=2, width=7), LearningConfig(steps=50, activation="Tanh"),
])  # fmt: skip
def test_the_parts_and_the_bias_are_the_curve(config):
    run = run_of(config)
    frames = frames_of_run(run, config, SINE)
    assert len(frames) == len(run.frames) <= FRAMES
    sizes = (1, *hidden_of(config), 1)
    for frame, own in zip(frames[::10], run.parameters[::10], strict=True):
        bias = layer_views(own, sizes, False)[-1]["b"][0]
        assert frame.parts.sum(axis=0) + bias == pytest.approx(frame.curve, abs=1e-12)
        assert frame.curve == pytest.approx(network_values(own, hidden_of(config), config.activation, PLACES))


@pytest.mark.parametrize("depth", [1, 2])
def test_beads_lie_where_the_curve_bends(depth):
    config = LearningConfig(width=6, depth=depth, steps=200, seed=1)
    run = run_of(config)
    frame = frame_of(run.parameters[-1], run.epochs, config, SINE)
    x = np.linspace(-1, 1, 100_001)
    bends = np.abs(np.diff(network_values(run.parameters[-1], hidden_of(config), "ReLU", x), 2)) > 1e-9
    places = x[1:-1][bends]
    inside = frame.kinks[np.abs(frame.kinks) < 0.999]
    assert len(places) > 0
    assert all(np.abs(inside - place).min() < 1e-3 for place in places)
    assert np.count_nonzero(bends[1:] & ~bends[:-1]) + 1 <= frame.pieces


def test_he_starts_with_all_kinks_at_zero_and_pytorch_within_its_bounds():
    first = layer_views(start_parameters((16,), "origin", 4), (1, 16, 1), False)[0]
    assert not first["b"].any()
    vector = start_parameters((16, 9), "uniform", 4)
    for layer, bound in zip(layer_views(vector, (1, 16, 9, 1), False), (1, 1 / 4, 1 / 3), strict=True):
        assert max(np.abs(layer["W"]).max(), np.abs(layer["b"]).max()) <= bound


def test_a_dead_unit_never_moves_again():
    config = LearningConfig(steps=300, learning_rate=0.3, seed=3)
    run = run_of(config)
    frames = frames_of_run(run, config, SINE)
    states = np.array([frame.state for frame in frames])
    dead = np.flatnonzero((states[30:] == DEAD).all(axis=0) & (states[-1] == DEAD))
    assert len(dead) > 0
    kinks = np.array([frame.kinks for frame in frames])
    later = kinks[-5:, dead]
    assert np.ptp(later, axis=0) == pytest.approx(np.zeros(len(dead)), abs=1e-3)  # Adam's memory fades
    counts = [(states == kind).sum(axis=1) for kind in (INSIDE, ALWAYS, DEAD)]
    assert (sum(counts) == config.width).all()
    assert many_dead(config, frames[-1]).met == (frames[-1].dead >= 0.6 * config.width)


def test_a_unit_without_weight_is_a_constant_and_has_no_bead_inside():
    vector = start_parameters((2,), "uniform", 0)
    first = layer_views(vector, (1, 2, 1), False)[0]
    first["W"][:, 0], first["b"][:] = (0.0, 1.0), (0.5, 0.0)
    frame = frame_of(vector, 0, LearningConfig(width=2), SINE)
    assert np.isinf(frame.kinks[0])
    assert frame.state.tolist() == [ALWAYS, INSIDE]
    assert frame.pieces == 2


def test_a_unit_that_no_point_reaches_is_dead_though_it_bends_inside():
    target = read_function("log(x)")  # no value at x <= 0
    vector = start_parameters((2,), "uniform", 0)
    first = layer_views(vector, (1, 2, 1), False)[0]
    first["W"][:, 0], first["b"][:] = (-1.0, 1.0), (-0.3, 0.3)  # on left of -0.3; on right of -0.3
    assert frame_of(vector, 0, LearningConfig(width=2), target).state.tolist() == [DEAD, INSIDE]


@pytest.mark.parametrize("seed", range(3))
def test_crossings_of_deeper_units_are_all_that_a_fine_grid_finds(seed):
    config = LearningConfig(width=12, depth=3, steps=300, seed=seed)
    vector = run_of(config).parameters[-1]
    frame = frame_of(vector, 300, config, SINE)
    x = np.linspace(-1, 1, 200_001)
    for layer, z in enumerate(layer_sums(vector, (12,) * 3, "ReLU", x)[0][:-1]):
        at, _ = np.nonzero((z[:-1] > 0) != (z[1:] > 0))
        ours = frame.kinks[frame.layers == layer]
        assert len(ours) >= len(at)  # two within one step of the grid are seen by ours alone
        assert all(np.abs(ours - x[k]).min() <= 1.1e-5 for k in at)


def test_only_networks_of_relu_units_are_said_to_have_dead_units():
    for activation in ("ReLU", "Tanh", "Sigmoid", "Sine"):
        config = LearningConfig(activation=activation, steps=20, width=3)
        run = run_of(config)
        frames = frames_of_run(run, config, SINE)
        _, film = learning_film(frames, config, SINE, lambda key, **_: key)
        assert set(film.labels) == {"figure.step" if activation == "ReLU" else "figure.smooth_step"}


def test_the_film_draws_the_parts_of_relu_units_exactly_by_their_corners():
    config = LearningConfig(steps=40, width=13, learning_rate=0.3)
    frames = frames_of_run(run_of(config), config, SINE)
    figure, film = learning_film(frames, config, SINE, lambda key, **_: key)
    for k, frame in enumerate(frames[:: len(frames) // 5]):
        at = k * (len(frames) // 5)
        for number in range(10):
            x, y = (film.changes[f"traces[{3 + number}].{axis}"][at].reshape(-1, 4) for axis in "xy")
            for unit, corners in zip(range(number, 13, 10), zip(x, y, strict=True), strict=True):
                places, values = (one[:3] for one in corners)
                assert np.isnan([one[3] for one in corners]).all()
                assert np.interp(PLACES, places, values) == pytest.approx(frame.parts[unit], abs=1e-9)
    assert len(figure.data[3]["x"]) == len(figure.data[3]["y"]) == 8  # units 1 and 11


def test_a_layer_without_a_living_unit_is_named():
    vector = start_parameters((2, 2), "uniform", 0)
    config = LearningConfig(width=2, depth=2, steps=10)
    layers = layer_views(vector, (1, 2, 2, 1), False)
    layers[0]["b"][:], layers[1]["b"][:] = 5.0, -100.0
    run = SimpleNamespace(divergence=None, epochs=10)
    lines = dict(learning_lines(run, frame_of(vector, 0, config, SINE), config, SINE))
    assert lines["dead_layer"] == {"layer": 2}


def test_the_error_at_a_jump_is_at_least_half_of_it():
    config = LearningConfig(width=20, steps=300)
    target = target_of(TargetConfig(target="step"))
    run = run_of(config, target)
    assert frame_of(run.parameters[-1], 300, config, target).largest >= 0.8 - 1e-6


def test_the_reading_counts_the_units_that_are_on():
    vector = start_parameters((4,), "uniform", 0)
    said = reading_tex(vector, LearningConfig(width=4), 0.3)
    first = layer_views(vector, (1, 4, 1), False)[0]
    assert int(said["on"]) == int((first["W"][:, 0] * 0.3 + first["b"] > 0).sum())

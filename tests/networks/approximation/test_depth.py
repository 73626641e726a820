"""Counts against PyTorch, the fold against its formula, and the race against single runs."""

from itertools import pairwise, product

import numpy as np
import pytest
import torch

from core.networks.approximation.depth import (
    DEPTHS,
    SEEDS,
    WIDEST,
    fold,
    fold_in_torch,
    fold_numbers,
    parameter_count,
    race_steps,
    width_for,
)
from core.networks.approximation.depth_report import depth_lines
from core.networks.approximation.settings import LearningConfig, TargetConfig, WidthDepthConfig
from core.networks.approximation.target import GRID, target_of
from core.networks.approximation.training import network_values
from tests.networks.approximation.test_learning import run_of

SINE = target_of(TargetConfig())


def test_parameters_are_those_of_torch():
    for width, depth in product((1, 5, 33), DEPTHS):
        sizes = (1, *(width,) * depth, 1)
        layers = [torch.nn.Linear(a, b) for a, b in pairwise(sizes)]
        assert parameter_count(width, depth) == sum(p.numel() for layer in layers for p in layer.parameters())


def test_the_width_is_the_largest_that_fits():
    for depth, parameters in product(DEPTHS, range(20, 191)):
        width = width_for(parameters, depth)
        assert parameter_count(width, depth) <= parameters
        assert width == WIDEST or parameter_count(width + 1, depth) > parameters


def test_the_folded_tent_has_two_to_the_m_pieces():
    x = y = np.linspace(-1, 1, 1001)
    for folds in range(1, 9):
        config = WidthDepthConfig(folds=folds)
        assert fold_numbers(config) == {"pieces": 2**folds, "units": 2 * folds, "one_layer": 2**folds - 1}
        assert fold_numbers(config) == fold_in_torch(config)
        y = 1 - 2 * np.abs(y)
        found = fold(folds)
        assert np.interp(x, found.x, found.y) == pytest.approx(y, abs=1e-9)


def test_a_race_is_many_single_runs():
    config = WidthDepthConfig(parameters=30, depth_steps=100)
    *_, race = race_steps(config, SINE)
    assert race.errors.shape == (len(DEPTHS), SEEDS)
    for row, depth in enumerate(DEPTHS[:2]):
        one = LearningConfig(width=race.widths[row], depth=depth, steps=100, learning_rate=0.01, points=64, seed=5)
        values = network_values(run_of(one).parameters[-1], (race.widths[row],) * depth, "ReLU", GRID)
        error = np.sqrt(np.mean((values - np.sin(np.pi * GRID)) ** 2))
        assert race.errors[row, 5] == pytest.approx(error, rel=1e-6)
    (key, said), (_, folded) = depth_lines(race, fold(5))
    assert key == ("race.one" if np.median(race.errors, axis=1).argmin() == 0 else "race.deep")
    assert said["least"] == race.errors.min()
    assert (folded["pieces"], folded["needed"]) == (32, 31)

"""Equal units: the engine, NumPy and PyTorch agree, and equal stays equal to the last bit."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core.networks.initialization.settings import SymmetryConfig
from core.networks.initialization.symmetry import (
    EPOCHS,
    equal_start,
    spread_of,
    symmetry_run,
    train_symmetric,
    train_symmetric_in_torch,
    unit_maps,
    units_of,
)
from core.networks.initialization.symmetry_report import growth_by_hand, symmetry_lines

EQUAL = SymmetryConfig()
SPARK = SymmetryConfig(perturbed=True)


@pytest.mark.parametrize("config", [EQUAL, SPARK, replace(SPARK, unit="ReLU", dataset="xor"), replace(EQUAL, equal=0)])
def test_engine_numpy_and_torch_end_at_the_same_units(config):
    run, ours, theirs = symmetry_run(config), train_symmetric(config), train_symmetric_in_torch(config)
    for numbers in (ours, theirs):
        np.testing.assert_allclose(units_of(run.parameters[-1]), numbers["units"], rtol=1e-6, atol=1e-8)
        assert run.losses[-1] == pytest.approx(numbers["last_loss"])
    assert len(run.losses) == len(run.parameters) == EPOCHS + 1


@pytest.mark.parametrize("unit", ["Tanh", "ReLU", "Sigmoid"])
@pytest.mark.parametrize("equal", [0.0, 0.5, 2.0])
def test_units_that_begin_equal_are_equal_to_the_last_bit(unit, equal):
    run = symmetry_run(replace(EQUAL, unit=unit, equal=equal))
    units = units_of(run.parameters)
    assert (units == units[:, :1]).all() and (run.spread == 0).all() and run.parted is None


def test_with_all_weights_zero_only_the_bias_of_the_output_learns():
    run = symmetry_run(replace(EQUAL, equal=0.0))
    assert run.moved == (False, False, False, True)
    assert symmetry_lines(run, EQUAL)[0][0] == "only_bias"
    assert all(symmetry_run(replace(EQUAL, equal=0.0, unit="Sigmoid")).moved)


def test_each_factor_of_ten_costs_about_the_same_number_of_epochs():
    parted = [symmetry_run(replace(SPARK, epsilon=10.0**-k)).parted for k in (8, 7, 6, 5, 4)]
    assert parted[0] == 112 and parted[-1] == 43
    assert all(15 <= a - b <= 21 for a, b in pairwise(parted))
    key, told = growth_by_hand(symmetry_run(replace(SPARK, epsilon=1e-8)))
    assert key == "growth" and 10 < float(told["cost"]) < 25


def test_spread_is_a_share_of_the_size_and_no_less_than_the_chance():
    assert spread_of(equal_start(EQUAL)) == 0
    assert spread_of(equal_start(replace(SPARK, epsilon=0.1))) == pytest.approx(0.1, abs=0.05)
    assert spread_of(np.zeros(17)) == 0


def test_maps_are_the_units_and_a_probability():
    run = symmetry_run(SPARK)
    maps = unit_maps(run.parameters[[0, -1]], "Tanh")
    assert maps.shape == (2, 5, 25, 25) and (np.abs(maps[0, 0] - maps[0, 3]) < 1e-2).all()
    assert (maps[:, 4] > 0).all() and (maps[:, 4] < 1).all()
    (w1, w2, b, _), corner = units_of(run.parameters[-1])[2], (-2.0, 2.0)
    assert maps[1, 2, 0, 0] == pytest.approx(np.tanh(w1 * corner[0] + w2 * corner[1] + b))


@pytest.mark.parametrize(
    ("changes", "key"),
    [({}, "parts"), ({"dataset": "xor"}, "not_yet"), ({"rate": 0.01}, "not_yet"),
     ({"epsilon": 0.1, "equal": 0.05}, "apart_at_once"),
     ({"perturbed": False}, "equal_forever")],
)  # fmt: skip
def test_what_is_said_is_what_happens(changes, key):
    config = replace(SPARK, **changes)
    assert symmetry_lines(symmetry_run(config), config)[0][0] == key

"""The sum by hand against NumPy, SciPy and PyTorch, and its pieces against a fine grid."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.expressions import read_function
from core.networks.approximation.hinges import (
    even_kinks,
    hinge_numbers,
    hinge_sum,
    hinge_values,
    hinges_in_torch,
    least_squares,
    unit_columns,
    widest_gap,
)
from core.networks.approximation.hinges_figure import strength_reach
from core.networks.approximation.settings import HingesConfig, TargetConfig
from core.networks.approximation.target import FORMULAS, GRID, target_of
from tests.strategies import configs

SINE = target_of(TargetConfig())
BY_HAND = configs(HingesConfig)


@settings(max_examples=40, deadline=None)
@given(BY_HAND)
def test_the_corners_are_the_whole_curve_and_torch_agrees(config):
    found = hinge_sum(config, SINE)
    x = np.linspace(-0.999, 0.999, 997)
    x = x[np.abs(x[:, None] - found.kinks).min(axis=1) > 1e-6]  # a step is not a function of x at its jump
    on_line = np.interp(x, *found.corners)
    assert on_line == pytest.approx(hinge_values(config, x), rel=1e-9, abs=1e-7)
    ours, theirs = hinge_numbers(config, SINE), hinges_in_torch(config, SINE)
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(BY_HAND)
def test_a_wedge_is_as_thick_as_what_its_unit_adds(config):
    found = hinge_sum(config, SINE)
    thick = found.heights[:, 1, 1] - found.heights[:, 0, 1]
    added = unit_columns(config.unit, found.kinks, np.array([1.0]))[0] * found.strengths
    assert thick == pytest.approx(added, rel=1e-9, abs=1e-7)
    assert found.heights[-1, 1, 1] == pytest.approx(float(hinge_values(config, np.array([1.0]))[0]), abs=1e-7)


@pytest.mark.parametrize("kinks", [(-0.6, -0.2, 0.2, 0.6), (0.2, 0.2, -0.5), (-3.0, 0.1, 5.0), (0.0,)])
def test_pieces_are_those_that_a_fine_grid_counts(kinks):
    config = HingesConfig(beads=(kinks, tuple(1.0 + k for k in range(len(kinks)))))
    x = np.linspace(-1, 1, 100_001)
    bends = np.abs(np.diff(hinge_values(config, x), 2)) > 1e-9
    starts = bends[1:] & ~bends[:-1]  # a kink between two points of the grid shows twice
    assert hinge_sum(config, SINE).pieces == starts.sum() + 1


@pytest.mark.parametrize("unit", ["ReLU", "Step"])
def test_least_squares_is_that_of_numpy(unit):
    for name in ("sine", "absolute", "square", "runge", "nielsen"):
        check_least_squares(name, unit)


def check_least_squares(name, unit):
    target, config = target_of(TargetConfig(target=name)), HingesConfig(unit=unit, beads=(even_kinks(5), (0.0,) * 5))
    found = least_squares(config, target)
    columns = [np.ones_like(GRID), GRID + 1] if unit == "ReLU" else [np.ones_like(GRID)]
    matrix = np.column_stack([*columns, unit_columns(unit, np.array(config.beads[0]), GRID)])
    judge = np.linalg.lstsq(matrix, target(GRID))[0]
    ours = [found.level, *([found.slope] if unit == "ReLU" else []), *found.beads[1]]
    assert ours == pytest.approx(judge, rel=1e-5, abs=1e-5)


def test_no_strength_is_beyond_the_limit_and_coinciding_beads_share_theirs():
    steep = least_squares(HingesConfig(beads=((0.19, 0.2), (0.0, 0.0))), target_of(TargetConfig(target="step")))
    assert np.abs(steep.beads[1]).max() == 20
    pair = least_squares(HingesConfig(beads=((0.0, 0.0), (1.0, 2.0))), target_of(TargetConfig(target="absolute")))
    assert pair.beads[1] == pytest.approx((1.0, 1.0), abs=1e-5)
    assert hinge_sum(HingesConfig(beads=((0.3, 0.3, 0.5), (2.0, -2.0, 1.0))), SINE).pieces == 2


@pytest.mark.parametrize("unit", ["ReLU", "Step"])
def test_the_axis_of_the_beads_stays_within_what_a_bead_may_be(unit):
    for name in (*FORMULAS, "triangle"):
        assert 1 <= strength_reach(target_of(TargetConfig(target=name)), unit) <= 20, name


def test_a_new_bead_lies_in_the_widest_gap():
    assert widest_gap((-0.5, 0.0)) == 0.5
    assert widest_gap((9.0,)) == 0.0
    assert even_kinks(3) == (-0.5, 0.0, 0.5)


def test_idle_and_always_units_are_counted_and_a_kink_at_the_place_is_on():
    found = hinge_sum(HingesConfig(beads=((-2.0, 1.0, 0.4), (1.0, 1.0, 1.0))), SINE)
    assert (found.always, found.idle, found.pieces) == (1, 1, 2)
    step = HingesConfig(unit="Step", beads=((0.4,), (3.0,)), level=1.0, at=0.4)
    assert hinge_numbers(step, SINE)["value"] == 4.0
    assert hinge_sum(step, read_function("1/x")).largest > 90  # the pole is left out, what is near it is not

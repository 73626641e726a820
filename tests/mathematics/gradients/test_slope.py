"""The gradient against PyTorch, the minima against published ones, and the angle by which descent misses them."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.mathematics.gradients.landscape import landscape, level_segments
from core.mathematics.gradients.settings import PRESETS, PlaceConfig
from core.mathematics.gradients.slope import condition_at, miss_map, miss_of, slope_at, slope_in_scipy, worst_miss
from core.mathematics.gradients.slope_figure import slope_map, slope_surface
from core.mathematics.gradients.slope_report import slope_lines
from tests.mathematics.gradients.functions import HIMMELBLAU, IN_TORCH, PEANO, ROSENBROCK, first, say, second

coordinate = st.integers(-500, 500).map(lambda n: n / 100)


@pytest.mark.parametrize("text", IN_TORCH)
@settings(deadline=None, max_examples=60)
@given(x=coordinate, y=coordinate)
def test_the_gradient_is_pytorchs(text, x, y):
    found = slope_at(*first(text), PlaceConfig(x=x, y=y))
    place = torch.tensor([x, y], dtype=torch.float64)
    theirs = torch.autograd.functional.jacobian(lambda p: IN_TORCH[text](p[0], p[1]), place)
    np.testing.assert_allclose([found.partial_x, found.partial_y], theirs.numpy(), rtol=1e-9, atol=1e-9)


def test_rosenbrock_at_its_usual_start():
    found = slope_at(*first(ROSENBROCK), PlaceConfig(x=-1.2, y=1.0))
    assert found.value == pytest.approx(24.2)
    assert (found.partial_x, found.partial_y) == pytest.approx((-215.6, -88.0))


@pytest.mark.parametrize("text", [*IN_TORCH, "x*y", "ln(x*y)"])
def test_scipy_finds_the_same_gradient_from_values_alone(text):
    place = PlaceConfig(x=1.3, y=0.7)
    found, theirs = slope_at(*first(text), place), slope_in_scipy(first(text)[0], place)
    for name, value in theirs.items():
        assert getattr(found, name) == pytest.approx(value, rel=1e-8, abs=1e-8), name


@pytest.mark.parametrize(
    ("text", "minima"),
    [
        (HIMMELBLAU, [(-3.77931025, -3.28318599), (-2.80511809, 3.13131252), (3, 2), (3.58442834, -1.84812653)]),
        (ROSENBROCK, [(1, 1)]),
        ("x^2 + 9*y^2", [(0, 0)]),
        ("(x - 0.333)^2 + (y + 1.7)^2", [(0.333, -1.7)]),
        ("4*x*exp(-(x^2 + y^2)/4)", [(-math.sqrt(2), 0)]),
        ("sqrt(x^2 + y^2)", [(0, 0)]),
    ],
)
def test_the_lowest_minima_are_the_published_ones(text, minima):
    np.testing.assert_allclose(landscape(*first(text)).minima, minima, atol=1e-6)


@pytest.mark.parametrize("text", ["x*y", "x^2 - y^2", "x^3 - 3*x*y^2", PEANO, "x + y", "3", "ln(-1 - x^2)"])
def test_what_has_no_minimum_inside_the_map_gets_none(text):
    land = landscape(*first(text))
    assert land.minima.shape == (0, 2)
    assert not land.floor


def test_the_floor_of_a_valley_is_no_single_minimum():
    land = landscape(*first("x^2"))
    assert land.floor and land.minima.shape == (0, 2)


@pytest.mark.parametrize("text", ["sin(3*x)*cos(3*y)", "cos(9*x) + cos(9*y)"])
def test_many_minima_that_stand_alone_are_no_floor_of_a_valley(text):
    land = landscape(*first(text))
    assert land.many and not land.floor and land.minima.shape == (0, 2)
    found = slope_at(*first(text), PlaceConfig(x=1, y=1))
    assert "many_minima" in [key for key, _ in slope_lines(found, None, land)]


@pytest.mark.parametrize("text", ["(x^2 + y^2 - 4)^2", "(x - y)^2", "(y - x^2)^2"])
def test_a_curved_valley_has_a_floor(text):
    land = landscape(*first(text))
    assert land.floor and not land.many


def test_the_squares_of_small_slopes_are_written_so_that_an_exponent_can_follow():
    found = slope_at(*first("1e-7*x - 2*y"), PlaceConfig(x=1, y=1))
    squares = dict(slope_lines(found, None, landscape(*first("1e-7*x - 2*y"))))["steepness"]["squares"]
    assert squares == r"(1 \cdot 10^{-7})^2 + (-2)^2"


def test_only_the_lowest_of_several_minima_counts():
    text = "(x^2 - 4)^2 + y^2 + 0.5*x"
    (minimum,) = landscape(*first(text)).minima
    assert minimum[0] < -1.9


@pytest.mark.parametrize(("kappa", "degrees"), [(1, 0), (9, 53.1301024), (100, 78.5788137)])
def test_the_worst_angle_of_a_bowl_follows_from_its_condition(kappa, degrees):
    f, f_x, f_y = first(f"x^2 + {kappa}*y^2")
    land = landscape(f, f_x, f_y)
    assert condition_at(*second(f"x^2 + {kappa}*y^2"), *land.minima[0]) == pytest.approx(kappa)
    assert worst_miss(kappa) == pytest.approx(degrees, abs=1e-6)
    angles = miss_map(f_x, f_y, land.minima, land.axis)
    assert np.nanmax(angles) <= degrees + 1e-5
    place = PlaceConfig(x=4, y=4 / math.sqrt(kappa)) if kappa != 9 else PlaceConfig(x=3, y=1)
    miss = miss_of(slope_at(f, f_x, f_y, place), land.minima)
    assert miss.angle == pytest.approx(degrees, abs=1e-5)


def test_the_map_of_angles_holds_the_angle_at_each_place():
    f, f_x, f_y = first(HIMMELBLAU)
    land = landscape(f, f_x, f_y)
    angles = miss_map(f_x, f_y, land.minima, land.axis)
    for row, column in ((3, 70), (40, 41), (80, 0), (56, 64)):
        place = PlaceConfig(x=land.axis[column], y=land.axis[row])
        miss = miss_of(slope_at(f, f_x, f_y, place), land.minima)
        assert np.isnan(angles[row, column]) if miss is None else miss.angle == pytest.approx(angles[row, column])


def test_a_level_line_lies_on_its_level_and_has_gaps_where_f_has():
    axis = np.linspace(-5, 5, 81)
    x, y = np.meshgrid(axis, axis)
    pieces = level_segments(axis, x**2 + y**2, 9.0)
    np.testing.assert_allclose(np.hypot(*pieces.reshape(-1, 2).T), 3, atol=2e-3)
    assert np.hypot(*(pieces[:, 1] - pieces[:, 0]).T).sum() == pytest.approx(6 * math.pi, rel=1e-3)
    half = np.where(x > 0, x**2 + y**2, np.nan)
    assert (level_segments(axis, half, 9.0)[..., 0] > 0).all()
    assert level_segments(axis, x**2, 30.0).shape == (0, 2, 2)


PLACES = {
    ("x^2 + 9*y^2", 0, 0): "flat", ("x^2 + 9*y^2", 3, 1): "miss", ("x^2 - y^2", 1, 2): "no_minimum",
    ("ln(x*y)", -1, 1): "undefined", ("1/(x^2 + y^2)", 0, 0): "pole", ("sqrt(x^2 + y^2)", 0, 0): "no_gradient",
    ("x^2", 2, 0): "valley_floor", (HIMMELBLAU, 1, 1): "several", ("ln(x*y)", 1, 1): "gap",
}  # fmt: skip


@pytest.mark.parametrize(("case", "key"), PLACES.items())
def test_each_degenerate_place_has_its_sentence_and_its_figures(case, key):
    text, x, y = case
    f, f_x, f_y = first(text)
    land, found = landscape(f, f_x, f_y), slope_at(f, f_x, f_y, PlaceConfig(x=x, y=y))
    miss = miss_of(found, land.minima)
    assert key in [line for line, _ in slope_lines(found, miss, land)]
    angles = miss_map(f_x, f_y, land.minima, land.axis)
    for figure in (slope_map(land, found, miss, None, say), slope_map(land, found, miss, angles, say)):
        assert "nan" not in figure.to_json()
    assert slope_surface(land, found, say).to_json()


@pytest.mark.parametrize("text", PRESETS)
def test_every_example_can_be_drawn(text):
    f, f_x, f_y = first(text)
    land = landscape(f, f_x, f_y)
    assert len(land.levels) >= 10
    assert np.nanmax(land.bands) == len(land.levels) - 1


@pytest.mark.parametrize("text", ["1e15*x*1e15*x*1e15*y", "exp(exp(x^2 + y^2))", "x^64 - y^64", "1/(x - y)", "0"])
def test_values_beyond_all_bounds_leave_a_map_with_gaps(text):
    f, f_x, f_y = first(text)
    land, found = landscape(f, f_x, f_y), slope_at(f, f_x, f_y, PlaceConfig(x=5, y=5))
    assert np.isfinite(land.levels).all() and (np.diff(land.levels) > 0).all()
    for figure in (slope_map(land, found, None, None, say), slope_surface(land, found, say)):
        assert figure.to_json()

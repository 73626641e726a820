"""The directional derivative against SciPy and as a cosine."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.mathematics.gradients.direction import full_turn, section, unit, walk_from, walk_in_scipy
from core.mathematics.gradients.direction_figure import direction_map, section_figure, turn_figure
from core.mathematics.gradients.direction_report import walk_lines
from core.mathematics.gradients.landscape import landscape
from core.mathematics.gradients.settings import DirectionConfig, PlaceConfig
from tests.mathematics.gradients.functions import HIMMELBLAU, IN_TORCH, first, say

coordinate = st.integers(-500, 500).map(lambda n: n / 100)


def walk(text, x, y, theta):
    return walk_from(*first(text), PlaceConfig(x=x, y=y), DirectionConfig(theta=theta))


def test_the_reference_values():
    found = walk("x^2 + 3*y^2", 1, 1, 30)
    assert found.gradient.tolist() == [2, 6]
    assert found.steepness == pytest.approx(6.3245553203, rel=1e-10)
    assert found.slope == pytest.approx(4.7320508076, rel=1e-10)


@pytest.mark.parametrize("text", IN_TORCH)
@pytest.mark.parametrize("theta", [0, 77, 200])
def test_scipy_finds_the_same_slope_along_the_line(text, theta):
    theirs = walk_in_scipy(first(text)[0], PlaceConfig(x=1.3, y=0.7), DirectionConfig(theta=theta))
    found = walk(text, 1.3, 0.7, theta)
    assert found.slope == pytest.approx(theirs["slope"], rel=1e-7, abs=1e-7)
    np.testing.assert_allclose(found.gradient, theirs["gradient"], rtol=1e-7, atol=1e-7)


@settings(deadline=None, max_examples=60)
@given(x=coordinate, y=coordinate, theta=st.integers(0, 360))
def test_the_slopes_of_a_full_turn_are_a_cosine(x, y, theta):
    found = walk(HIMMELBLAU, x, y, theta)
    _, slopes = full_turn(found.gradient)
    assert slopes[theta] == pytest.approx(found.slope, abs=1e-9)
    assert np.abs(slopes).max() <= found.steepness + 1e-9
    np.testing.assert_allclose(slopes[:181], -slopes[180:], atol=1e-9)
    if found.steepness > 0:
        assert found.slope == pytest.approx(found.steepness * math.cos(math.radians(found.between)), abs=1e-9)


def test_along_the_axes_the_slopes_are_the_partial_derivatives():
    for theta, want in ((0, 4), (90, 54), (180, -4), (270, -54), (360, 4)):
        assert walk("x^2 + 9*y^2", 2, 3, theta).slope == want
        assert np.abs(unit(theta)).sum() == 1


def test_a_section_is_f_along_the_line_and_ends_at_the_edge_of_the_map():
    found = walk("x^2 + 9*y^2", 3, 0, 90)
    distance, heights = section(first("x^2 + 9*y^2")[0], found, 90)
    inside = np.isfinite(heights)
    assert inside.all()
    np.testing.assert_allclose(heights, 9 + 9 * distance**2)
    distance, heights = section(first("x^2 + 9*y^2")[0], found, 0)
    assert np.isnan(heights[distance > 2.001]).all()


CASES = {
    ("x^2 + 9*y^2", 0, 0, 45): "flat", ("ln(x*y)", -1, 1, 0): "undefined", ("1/(x^2 + y^2)", 0, 0, 0): "undefined",
    ("sqrt(x^2 + y^2)", 0, 0, 10): "no_gradient", ("x^2 + y^2", 2, 2, 135): "level", ("x^2 + y^2", 2, 2, 100): "rises",
    ("x^2 + y^2", 2, 2, 200): "falls", ("x*y", 1, 2, 0): "along_x", ("x*y", 1, 2, 90): "along_y",
    ("x*y", 1, 2, 180): "against_x", ("x*y", 1, 2, 270): "against_y",
}  # fmt: skip


@pytest.mark.parametrize(("case", "key"), CASES.items())
def test_each_walk_has_its_sentence_and_its_figures(case, key):
    text, *_ = case
    found, (f, f_x, f_y) = walk(*case), first(text)
    assert key in [line for line, _ in walk_lines(found)]
    figures = (
        direction_map(landscape(f, f_x, f_y), found, say), turn_figure(found, say),
        section_figure(*section(f, found, found.theta), found, say),
    )  # fmt: skip
    assert all("NaN" not in figure.to_json() for figure in figures)

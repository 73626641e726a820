"""Least and greatest values on a curve against SLSQP and by hand, and multipliers as prices."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.mathematics.gradients.challenges import costs_nothing, parallel
from core.mathematics.gradients.constraint import (
    CURVES,
    constrained,
    constrained_by_slsqp,
    level,
    nearest_s,
    walker_at,
)
from core.mathematics.gradients.constraint_figure import along_figure, constraint_map
from core.mathematics.gradients.constraint_report import best_lines, walker_line
from core.mathematics.gradients.landscape import landscape
from core.mathematics.gradients.settings import ConstraintConfig
from tests.mathematics.gradients.functions import HIMMELBLAU, first, say

QUARTIC = "x^2 + 2*x + y^2 - 2*y + 1"
levels = st.integers(10, 200).map(lambda n: n / 10)


@settings(deadline=None, max_examples=60)
@given(c=levels)
def test_xy_on_a_circle_is_at_most_half_its_level_and_costs_one_half(c):
    found = constrained(*first("x*y"), ConstraintConfig(c=c))
    assert (found.minimum, found.maximum) == pytest.approx((-c / 2, c / 2))
    assert len(found.minima) == len(found.maxima) == 2
    assert [one.multiplier for one in (*found.minima, *found.maxima)] == pytest.approx([-0.5, -0.5, 0.5, 0.5])


def test_a_free_minimum_on_the_curve_costs_nothing():
    found = constrained(*first(QUARTIC), ConstraintConfig(c=2))
    (low,), (high,) = found.minima, found.maxima
    assert (low.x, low.y, low.value, low.multiplier) == pytest.approx((-1, 1, -1, 0), abs=1e-9)
    assert (high.x, high.y, high.value, high.multiplier) == pytest.approx((1, -1, 7, 2), abs=1e-9)


@pytest.mark.parametrize("text", ["x*y", "x^2 + 9*y^2", HIMMELBLAU, QUARTIC, "sin(x)*cos(y)"])
@pytest.mark.parametrize("constraint", ["circle", "ellipse"])
def test_slsqp_finds_the_same_values(text, constraint):
    config = ConstraintConfig(constraint=constraint, c=6)
    found, theirs = constrained(*first(text), config), constrained_by_slsqp(*first(text), config)
    assert (found.minimum, found.maximum) == pytest.approx((theirs["minimum"], theirs["maximum"]), abs=1e-6)


@pytest.mark.parametrize("text", ["x*y", "x^2 + 9*y^2", HIMMELBLAU, QUARTIC, "exp(x/3) + y"])
def test_the_multiplier_is_the_price_of_the_constraint(text):
    config = ConstraintConfig(c=7)
    found = constrained(*first(text), config)
    more, less = (constrained(*first(text), replace(config, c=7 + step)) for step in (1e-3, -1e-3))
    for places, name in ((found.minima, "minimum"), (found.maxima, "maximum")):
        price = (getattr(more, name) - getattr(less, name)) / 2e-3
        assert places[0].multiplier == pytest.approx(price, rel=1e-4, abs=1e-4)


@settings(deadline=None, max_examples=60)
@given(name=st.sampled_from(sorted(CURVES)), c=levels, s=st.integers(0, 360))
def test_every_place_of_a_curve_lies_on_it_and_its_gradient_is_that_of_g(name, c, s):
    config = ConstraintConfig(constraint=name, c=c, s=s)
    curve, walker = CURVES[name], walker_at(*first("x"), config)
    assert curve.g(walker.x, walker.y) == pytest.approx(level(config), abs=1e-9)
    h = 1e-6
    partials = [
        (curve.g(walker.x + h, walker.y) - curve.g(walker.x - h, walker.y)) / (2 * h),
        (curve.g(walker.x, walker.y + h) - curve.g(walker.x, walker.y - h)) / (2 * h),
    ]
    np.testing.assert_allclose(walker.of_g, partials, atol=1e-6)
    back = walker_at(*first("x"), replace(config, s=nearest_s(config, walker.x, walker.y)))
    assert math.hypot(back.x - walker.x, back.y - walker.y) < 1e-9


def test_the_method_cannot_see_a_cusp():
    (low,) = constrained(*first("x"), ConstraintConfig(constraint="cusp")).minima
    assert (low.x, low.y, low.value) == pytest.approx((0, 0, 0), abs=1e-12)
    assert math.isnan(low.multiplier)


WALKERS = {
    ("x*y", "circle", 45): "walker_parallel", ("x*y", "circle", 30): "walker_slope",
    ("x", "cusp", 180): "walker_singular",
    ("3", "circle", 0): "walker_free", ("ln(x)", "circle", 180): "walker_undefined",
    ("x^2 + y^2", "cusp", 180): "walker_both", ("x", "line", 0): "walker_outside",
    ("sqrt(x)", "cusp", 180): "walker_undefined",
}  # fmt: skip


@pytest.mark.parametrize(("case", "key"), WALKERS.items())
def test_each_walker_has_its_sentence(case, key):
    text, constraint, s = case
    assert walker_line(walker_at(*first(text), ConstraintConfig(constraint=constraint, s=s)))[0] == key


CURVE_CASES = {
    ("x", "line", 4.0): "no_minimum", ("3", "circle", 8.0): "no_maximum", ("x", "line", 20.0): "nothing",
    ("x", "cusp", 8.0): "no_multiplier", ("x*y", "circle", 8.0): "price", ("ln(-1 - x^2)", "circle", 8.0): "nothing",
    ("x^2 + y^2", "cusp", 8.0): "any_multiplier", ("sqrt(x^2 + y^2)", "cusp", 8.0): "no_multiplier",
    ("abs(x - 1)", "circle", 8.0): "no_multiplier",
}  # fmt: skip


@pytest.mark.parametrize(("case", "key"), CURVE_CASES.items())
def test_each_curve_has_its_sentence_and_its_figures(case, key):
    text, constraint, c = case
    config = ConstraintConfig(constraint=constraint, c=c)
    found = constrained(*first(text), config)
    assert key in [line for line, _ in best_lines(found, found, 0.01)]
    figure = constraint_map(landscape(*first(text)), found, walker_at(*first(text), config), say)
    assert "nan" not in figure.to_json() + along_figure(found, say).to_json()


def test_a_line_on_which_f_has_no_end_tells_no_least_value():
    found = constrained(*first("x*y"), ConstraintConfig(constraint="line", c=4))
    assert not found.minima and math.isnan(found.minimum)
    assert found.maximum == pytest.approx(4)


def test_on_the_cusp_there_is_no_price_to_check_but_a_multiplier():
    found = constrained(*first("(x - 1)^2 + (y - 2)^2"), ConstraintConfig(constraint="cusp"))
    keys = [key for key, _ in best_lines(found, found, 0.0)]
    assert keys == ["minimum", "multiplier", "no_maximum"]


def test_where_f_is_stationary_but_for_rounding_its_gradient_is_zero():
    walker = walker_at(*first(QUARTIC), ConstraintConfig(c=2, s=135))
    assert not walker.of_f.any() and math.isnan(walker.angle)
    assert walker_line(walker)[0] == "walker_free"


@pytest.mark.parametrize("text", ["1/x", "1/(x - 1)", "tan(x)", "x/abs(x) + 1/(y - 1)"])
def test_a_function_without_bounds_on_the_curve_has_neither_a_least_nor_a_greatest_value(text):
    found = constrained(*first(text), ConstraintConfig(c=8))
    assert not found.minima and not found.maxima


@pytest.mark.parametrize(("text", "bound"), [("1/x^2", "minimum"), ("1/(x - 1)^2", "minimum"), ("ln(x^2)", "maximum")])
def test_a_pole_on_the_curve_leaves_the_bound_on_the_other_side(text, bound):
    found = constrained(*first(text), ConstraintConfig(c=8))
    assert math.isnan(found.minimum) != math.isnan(found.maximum)
    assert math.isfinite(getattr(found, bound))


def test_of_many_equal_places_not_all_are_named():
    found = constrained(*first("sin(6*x)^2"), ConstraintConfig(c=8))
    told = dict(best_lines(found, found, 0.0))["minimum"]["places"]
    assert len(found.minima) > 4 and told.endswith(r"\dots")


def test_the_challenges_are_met_where_f_has_no_greatest_value_or_is_stationary():
    for text, s in (("1/x^2", 0), ("x^2 + 4*y^2 - 4*x", 0)):
        config = ConstraintConfig(constraint="ellipse", c=4, s=s)
        assert parallel(constrained(*first(text), config), walker_at(*first(text), config), "ellipse").met, text
    kink = constrained(*first("abs(x - 3) + y^2"), ConstraintConfig(c=9))
    assert not costs_nothing(kink, "circle").met

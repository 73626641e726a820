"""Newton's method on parabolas."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from core.mathematics.derivatives.challenges import caught_in_a_cycle, thrown_out
from core.mathematics.derivatives.newton import ends_by_start, newton_in_scipy, newton_numbers, newton_walk
from core.mathematics.derivatives.newton_figure import ends_figure, newton_figure, slopes_figure
from core.mathematics.derivatives.newton_report import last_step, step_rows
from core.mathematics.derivatives.settings import PRESETS, NewtonConfig
from core.mathematics.derivatives.window import window_of
from tests.mathematics.derivatives.functions import finite, say, with_derivatives
from tests.strategies import configs


def walk(text, start, steps=20):
    return newton_walk(*with_derivatives(text), NewtonConfig(start=start, newton_steps=steps))


def test_the_published_walks():
    np.testing.assert_allclose(walk("sqrt(1 + x^2)", 0.9, 2).x, [0.9, -0.729, 0.387420489], rtol=1e-9)
    np.testing.assert_allclose(walk("sqrt(1 + x^2)", 1.1, 3).x, [1.1, -1.331, 2.357947691, -13.109994], rtol=1e-7)
    fourth = walk("x^4", 3.0, 12).x
    np.testing.assert_allclose(fourth[1:] / fourth[:-1], 2 / 3, rtol=1e-12)
    assert walk("x^4/4 - x^2 + 2*x", 0.0, 3).x.tolist() == [0, 1, 0, 1]


@pytest.mark.parametrize(("text", "start", "outcome"), [
    ("sin(x)", -1.0, "minimum"), ("sin(x)", 1.0, "maximum"), ("x^3", 1.0, "level"), ("5", 0.0, "level"),
    ("sqrt(1 + x^2)", 1.0, "cycle"), ("sqrt(1 + x^2)", -1.0, "cycle"), ("sqrt(1 + x^2)", 1.1, "diverges"),
    ("sqrt(1 + x^2)", 0.9, "minimum"), ("x^4/4 - x^2 + 2*x", 0.0, "cycle"), ("abs(x)", 1.0, "no_curvature"),
    ("2*x", 0.0, "no_curvature"), ("ln(x)", -1.0, "undefined"), ("exp(x)", 0.0, "unfinished"),
    ("exp(x)", -5.0, "unfinished"), ("x^4", 3.0, "unfinished"), ("abs(x)", 0.0, "undefined"),
])  # fmt: skip
def test_each_end_is_told_from_the_others(text, start, outcome):
    assert walk(text, start).outcome == outcome


@pytest.mark.parametrize(
    ("text", "start"), [("sin(x)", -1.0), ("sin(x)", 1.2), ("x^3 - 3*x", 3.0), ("exp(x) - 2*x", 2.0)]
)
def test_the_end_is_that_of_scipy(text, start):
    f, f_x, f_xx = with_derivatives(text)
    found = walk(text, start)
    assert found.x[-1] == pytest.approx(optimize.newton(f_x, start, fprime=f_xx), abs=1e-9)
    few = NewtonConfig(start=start, newton_steps=3)
    assert newton_in_scipy(f_x, f_xx, few)["end"] == newton_numbers(f, f_x, f_xx, few)["end"]
    assert newton_in_scipy(f_x, f_xx, NewtonConfig(start=start, newton_steps=0))["end"] == start


def test_digits_double_near_a_minimum_with_curvature():
    error = np.abs(walk("exp(x) - 2*x", 1.5, 5).x - np.log(2))
    assert (error[2:5] < error[1:4] ** 2).all()


def test_the_map_of_ends_agrees_with_the_walks():
    _, f_x, f_xx = with_derivatives("sqrt(1 + x^2)")
    starts, ends, sign = ends_by_start(f_x, f_xx)
    inside = np.abs(starts) < 0.99
    assert np.abs(ends[inside]).max() < 1e-9 and (sign[inside] == 1).all()
    assert np.isnan(ends[np.abs(starts) > 1.01]).all()
    assert np.isnan(ends_by_start(*with_derivatives("exp(x)")[1:])[1]).all()


@settings(deadline=None, max_examples=40)
@given(config=configs(NewtonConfig), text=st.sampled_from((*PRESETS, "5", "exp(x^2)^9", "tan(x)", "1/x")))
def test_every_walk_can_be_drawn(config, text):
    f, f_x, f_xx = with_derivatives(text)
    found = newton_walk(f, f_x, f_xx, config)
    assert 1 <= len(found.x) <= config.newton_steps + 1
    for figure in (
        newton_figure(window_of(f), found, say),
        slopes_figure(found, say),
        ends_figure(ends_by_start(f_x, f_xx), config.start, say),
    ):
        assert np.isfinite(finite(figure)).all()
        figure.to_json()
    assert len(step_rows(found)) <= 8 and (last_step(found) is None) == (len(found.x) == 1)


def test_the_tasks_are_judged_on_the_screen():
    f = with_derivatives("(1 + x^2)^0.5")[0]
    assert thrown_out(f, walk("sqrt(1 + x^2)", 1.5)).met
    assert thrown_out(f, walk("sqrt(1 + x^2)", 0.5)).missing[0].key == "stays"
    assert caught_in_a_cycle(f, walk("sqrt(1 + x^2)", -1.0)).met
    assert caught_in_a_cycle(f, walk("sqrt(1 + x^2)", 0.5)).missing[0].key == "no_cycle"
    assert thrown_out(with_derivatives("x")[0], walk("x", 1.0)).missing[0].key == "formula"

"""Sums of bars, the area, and the order of the errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from core.expressions import read_function
from core.mathematics.derivatives.area import (
    RULES,
    area_errors,
    area_in_scipy,
    area_sum,
    running_area,
    true_area,
)
from core.mathematics.derivatives.area_figure import area_errors_figure, area_figure, bar_outline, running_figure
from core.mathematics.derivatives.area_report import area_report, sum_in_tex
from core.mathematics.derivatives.challenges import as_much_below, cheap_area
from core.mathematics.derivatives.settings import PRESETS, AreaConfig
from core.mathematics.derivatives.window import window_of
from tests.mathematics.derivatives.functions import SMOOTH, finite, say
from tests.strategies import configs

EXP = {
    "left": -0.2058451525,
    "right": 0.2237253047,
    "midpoint": -0.0044665487,
    "trapezoid": 0.0089400761,
    "Simpson": 2.32624e-6,
}
SQUARE = {"left": 0.21875, "right": 0.46875, "midpoint": 0.328125, "trapezoid": 0.34375}


def area_of(f, a, b):
    return true_area(f, tuple(f.gaps(-6, 6).tolist()), a, b)


@pytest.mark.parametrize(("rule", "error"), EXP.items())
def test_the_errors_for_exp_are_as_published(rule, error):
    total = area_sum(read_function("exp(x)"), AreaConfig(a=0, b=1, n=4, rule=rule)).total
    assert total - (np.e - 1) == pytest.approx(error, rel=3e-6)


@pytest.mark.parametrize(("rule", "total"), SQUARE.items())
def test_the_sums_for_the_square_are_as_published(rule, total):
    assert area_sum(read_function("x^2"), AreaConfig(a=0, b=1, n=4, rule=rule)).total == total


def test_trapezoids_over_a_period_are_better_than_any_order():
    f = read_function("exp(cos(x))")
    config = AreaConfig(a=-np.pi, b=np.pi, n=8, rule="trapezoid")
    error = area_sum(f, config).total - area_of(f, -np.pi, np.pi).value
    assert error == pytest.approx(1.2517e-6, rel=1e-4)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("text", SMOOTH)
def test_the_sums_are_those_of_scipy(rule, text):
    config = AreaConfig(a=-0.7, b=2.3, n=11, rule=rule)
    assert area_sum(read_function(text), config).total == pytest.approx(
        area_in_scipy(read_function(text), config)["total"], rel=1e-12
    )


@pytest.mark.parametrize(("text", "a", "b", "area"), [
    ("x^2", 0, 3, 9), ("1/x", 1, 4, np.log(4)), ("abs(x)", -1, 2, 2.5), ("sign(x)", -1, 3, 2), ("ln(x)", 0, 1, -1),
    ("1/sqrt(x)", 0, 1, 2), ("sin(x)/x", -1, 1, 1.8921661407343662), ("sin(x)", 3, 0, np.cos(3) - 1), ("x", 2, 2, 0),
])  # fmt: skip
def test_the_area_is_the_antiderivative_s_difference(text, a, b, area):
    found = area_of(read_function(text), a, b)
    assert found.reason == "" and found.value == pytest.approx(area, rel=1e-9)


@pytest.mark.parametrize(("text", "a", "b", "reason"), [
    ("1/x", -1, 1, "pole"), ("1/x", 0, 1, "pole"), ("1/x^2", -1, 1, "pole"), ("tan(x)", 0, 3, "pole"),
    ("ln(x)", -1, 2, "undefined"), ("sqrt(x)", -0.3, 1, "undefined"), ("sin(100000*x^3)", 0, 5, "rough"),
])  # fmt: skip
def test_where_there_is_no_area_its_reason_is_told(text, a, b, reason):
    found = area_of(read_function(text), a, b)
    assert np.isnan(found.value) and found.reason == reason and np.isfinite(found.place)


def test_bars_without_a_value_are_missing_and_no_sum_is_given():
    found = area_sum(read_function("ln(x)"), AreaConfig(a=-1, b=4, n=50, rule="midpoint"))
    assert found.missing == 10 and np.isnan(found.total)
    x, y = bar_outline(read_function("ln(x)"), found, "midpoint")
    assert x.shape == y.shape and np.isnan(y).sum() == 10 * 4


@pytest.mark.parametrize(("text", "rule", "order"), [
    ("exp(x)", "left", 1), ("exp(x)", "right", 1), ("exp(x)", "midpoint", 2), ("exp(x)", "trapezoid", 2),
    ("exp(x)", "Simpson", 4), ("sqrt(x)", "midpoint", 1.5), ("sqrt(x)", "Simpson", 1.5),
])  # fmt: skip
def test_doubling_the_bars_shows_the_order(text, rule, order):
    f, config = read_function(text), AreaConfig(a=0, b=1, n=100, rule=rule)
    truth = area_of(f, 0, 1)
    report = area_report(f, area_sum(f, config), truth, config)
    assert report.order == pytest.approx(order, abs=0.05)
    assert report.ratio == pytest.approx(2**report.order, rel=1e-9)
    errors = area_errors(f, truth.value, 0, 1)
    assert errors.errors[rule][2] > errors.errors[rule][5]


@pytest.mark.parametrize("text", SMOOTH)
def test_the_running_area_has_the_slope_f(text):
    f = read_function(text)
    x, area = running_area(f, 0.4137, -5, 5)
    np.testing.assert_allclose(np.gradient(area, x)[1:-1], f(x)[1:-1], rtol=2e-3, atol=2e-3)
    want = [integrate.quad(f, 0.4137, end)[0] for end in (-3.0, 0.4137, 4.0)]
    np.testing.assert_allclose(np.interp([-3.0, 0.4137, 4.0], x, area), want, rtol=1e-3, atol=2e-3)


@settings(deadline=None, max_examples=40)
@given(config=configs(AreaConfig), text=st.sampled_from((*PRESETS, "5", "exp(x^2)^9", "tan(x)")))
def test_every_sum_can_be_drawn(config, text):
    f = read_function(text)
    found, truth = area_sum(f, config), area_of(f, config.a, config.b)
    report = area_report(f, found, truth, config)
    x, running = running_area(f, config.a, -5, 5)
    errors = area_errors(f, truth.value, config.a, config.b)
    for figure in (
        area_figure(f, window_of(f), found, config, say),
        running_figure(x, running, config, float(f(config.b)), say),
        area_errors_figure(errors, config, report.error, say),
    ):
        assert np.isfinite(finite(figure)).all()
        figure.to_json()
    sum_in_tex(found, config)


@given(a=st.floats(-4, 4), b=st.floats(-4, 4), rule=st.sampled_from(list(RULES)))
def test_turning_the_interval_around_turns_the_sign(a, b, rule):
    f = read_function("sin(x) + x^2")
    turned = {"left": "right", "right": "left"}.get(rule, rule)
    there = area_sum(f, AreaConfig(a=a, b=b, n=7, rule=rule)).total
    back = area_sum(f, AreaConfig(a=b, b=a, n=7, rule=turned)).total
    assert there == pytest.approx(-back, rel=1e-9, abs=1e-12)


def test_the_tasks_are_judged_on_the_screen():
    def cheap(text="exp(x)", **chosen):
        f, config = read_function(text), AreaConfig(**({"a": 0, "b": 1, "n": 5, "rule": "Simpson"} | chosen))
        found = area_sum(f, config)
        return cheap_area(f, found, area_report(f, found, area_of(f, config.a, config.b), config), config)

    assert cheap().met and cheap("e^x").met
    missing = {
        cheap("x").missing[0].key,
        cheap(b=2).missing[0].key,
        cheap(n=4).missing[0].key,
        cheap(n=6).missing[0].key,
    }
    assert missing == {"formula", "interval", "error", "evaluations"}

    def below(text="sin(x)", **chosen):
        config = AreaConfig(**({"a": -2, "b": 2, "rule": "midpoint"} | chosen))
        return as_much_below(area_sum(read_function(text), config), config)

    assert below().met
    assert below(b=-1.5).missing[0].key == "short" and below("ln(x)").missing[0].key == "missing"
    assert below("exp(x)").missing[0].key == "one_sign" and below(b=1.9).missing[0].key == "total"

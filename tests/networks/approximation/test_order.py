"""The broken line against SciPy, the bounds against what is measured, and the reference values of the literature."""

import numpy as np
import pytest
from scipy.interpolate import make_interp_spline

from core.expressions import read_function
from core.networks.approximation.order import (
    COUNTS,
    SEEDS,
    WIDTHS,
    bound,
    crowded_kinks,
    equal_kinks,
    interpolant,
    kind_of,
    order_curves,
    order_in_scipy,
    order_numbers,
    trained_steps,
)
from core.networks.approximation.order_figure import error_range
from core.networks.approximation.settings import OrderConfig, TargetConfig
from core.networks.approximation.target import target_of


def target(name, **fields):
    return target_of(TargetConfig(target=name, **fields))


@pytest.mark.parametrize("name", ["sine", "absolute", "square", "runge", "chirp", "nielsen"])
def test_the_broken_line_is_the_spline_of_degree_one(name):
    for n in (3, 8, 37):
        x = np.linspace(-1, 1, 4097)
        spline = make_interp_spline(equal_kinks(n), target(name)(equal_kinks(n)), k=1)
        found = interpolant(target(name), equal_kinks(n))
        assert found.largest == pytest.approx(np.abs(spline(x) - target(name)(x)).max(), abs=1e-12)


def test_the_parabola_has_the_error_of_yarotsky():
    """2^m pieces of [0, 1] have 2^(-2m-2); [-1, 1] is twice as long, with as many pieces on each half."""
    for m in range(1, 7):
        found = interpolant(target("square"), equal_kinks(2 * 2**m))
        assert found.largest == pytest.approx(2.0 ** (-2 * m - 2), rel=1e-12)


def test_a_kink_costs_an_order_where_it_is_off_the_kinks_of_the_line():
    for n in range(1, 40):
        error = interpolant(target("absolute"), equal_kinks(n)).largest
        assert error == pytest.approx(0 if n % 2 == 0 else 1 / n, abs=1e-12)


@pytest.mark.parametrize(("name", "kind", "constant"), [
    ("sine", "smooth", np.pi**2), ("square", "smooth", 2.0), ("runge", "smooth", 50.0), ("absolute", "kinked", 1.0),
    ("triangle", "kinked", 8.0), ("step", "jump", 0.8), ("chirp", "smooth", None), ("nielsen", "smooth", None),
])  # fmt: skip
def test_the_kind_of_a_target_and_its_constant(name, kind, constant):
    found = kind_of(target(name))
    assert found[0] == kind
    x = np.linspace(-1, 1, 400_001)
    measured = np.abs(np.diff(target(name)(x), 2)).max() / (x[1] - x[0]) ** 2 if constant is None else constant
    assert found[1] == pytest.approx(measured, rel=2e-3)


@pytest.mark.parametrize("formula", ["sqrt(abs(x))", "sqrt(x+1)", "tanh(2000*x)", "log(x)", "1/x", "sin(1/x)"])
def test_no_theory_line_is_promised_where_none_holds(formula):
    kind, constant = kind_of(read_function(formula))
    assert kind == "rough"
    assert np.isnan(constant)


@pytest.mark.parametrize("formula", ["log(x)", "sqrt(0.001-(x-0.9)^2)", "1/x", "sign(x)", "sqrt(0.2-x)"])
def test_both_scripts_agree_where_a_target_lacks_values_or_jumps(formula):
    for pieces in (1, 2, 9, 256):
        config, function = OrderConfig(pieces=pieces), read_function(formula)
        ours, theirs = order_numbers(config, function), order_in_scipy(config, function)
        assert ours["equal"] == pytest.approx(theirs["equal"], rel=1e-9, abs=1e-12)
    assert np.isfinite(order_curves(function).equal).all()


def test_a_jump_within_a_piece_costs_what_the_line_is_off_beside_it():
    assert interpolant(read_function("where(x<0,0,100)"), equal_kinks(256)).largest == pytest.approx(100, rel=1e-5)


def test_the_axis_of_errors_holds_large_ones():
    curves = order_curves(read_function("50*sin(9*x)"))
    low, high = error_range(curves)
    assert low < high
    assert high >= curves.equal.max()
    assert error_range(order_curves(target("sine"))) == pytest.approx((10**-5.5, 10**0.5))


@pytest.mark.parametrize("name", ["sine", "absolute", "square", "runge", "chirp", "nielsen", "triangle", "step"])
def test_no_error_is_on_the_wrong_side_of_its_theory_line(name):
    curves = order_curves(target(name))
    line = bound(curves, COUNTS)
    assert (
        (curves.equal <= 1.001 * line + 1e-12).all()
        if curves.kind != "jump"
        else (curves.equal >= line * (1 - 1e-6)).all()
    )
    if curves.kind == "jump":
        assert (curves.crowded >= line * (1 - 1e-6)).all()


def test_crowded_kinks_are_ascending_and_help_where_the_bend_is_local():
    kinks = crowded_kinks(target("runge"), 32)
    assert (np.diff(kinks) > 0).all()
    assert (kinks[0], kinks[-1]) == (-1, 1)
    assert interpolant(target("runge"), kinks).largest < 0.3 * interpolant(target("runge"), equal_kinks(32)).largest
    line = read_function("2*x+1")
    assert np.diff(crowded_kinks(line, 8)) == pytest.approx(np.full(8, 0.25), abs=1e-3)


def test_both_scripts_agree_and_the_trained_networks_are_as_many_as_said():
    config = OrderConfig(pieces=9)
    assert order_in_scipy(config, target("chirp"))["equal"] == pytest.approx(
        order_numbers(config, target("chirp"))["equal"]
    )
    *_, last = trained_steps(target("absolute"))
    assert last.errors.shape == (len(WIDTHS), SEEDS)
    assert last.errors.min() < 0.05 < last.errors[0].min()  # one unit has one kink and no line of its own

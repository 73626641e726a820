"""The difference quotients, their errors and their remarks."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import differentiate

from core.expressions import read_function
from core.mathematics.derivatives.challenges import eight_digits, ten_digits
from core.mathematics.derivatives.library import secant_in_scipy
from core.mathematics.derivatives.secant import (
    equal_digits,
    error_curves,
    higher_derivatives,
    remark_on,
    secant,
)
from core.mathematics.derivatives.secant_figure import errors_figure, microscope_figure, secant_figure
from core.mathematics.derivatives.secant_report import best_steps, slope_key
from core.mathematics.derivatives.settings import PRESETS, SecantConfig
from core.mathematics.derivatives.window import window_of
from tests.mathematics.derivatives.functions import SMOOTH, finite, judged, say, with_derivatives
from tests.strategies import configs

SIN = with_derivatives("sin(x)")[:2]
FORWARD = {
    1e-1: 4.294e-2,
    1e-2: 4.216e-3,
    1e-3: 4.208e-4,
    1e-4: 4.207e-5,
    1e-5: 4.207e-6,
    1e-6: 4.207e-7,
    1e-7: 4.183e-8,
}


def at(text, **settings):
    f, f_x, _ = with_derivatives(text)
    config = SecantConfig(**settings)
    found = secant(f, f_x, config)
    return found, remark_on(f, found, config.scheme)


@pytest.mark.parametrize(("h", "error"), FORWARD.items())
def test_the_forward_error_of_sin_at_1_is_as_published(h, error):
    assert secant(*SIN, SecantConfig(h=h)).error == pytest.approx(error, rel=2e-4)


def test_round_off_takes_over_below_the_best_step():
    errors = {h: secant(*SIN, SecantConfig(h=h)).error for h in (1e-8, 1e-12)}
    assert errors[1e-8] < 1e-8
    assert 1e-6 < errors[1e-12] < 1e-3
    last = secant(*SIN, SecantConfig(h=1e-16))
    assert last.quotient == 0 and last.difference == 0 and last.error == last.slope == pytest.approx(np.cos(1))


def test_the_central_and_the_complex_errors_are_as_published():
    central = {h: secant(*SIN, SecantConfig(h=h, scheme="central")).error for h in (1e-1, 1e-5)}
    assert central[1e-1] == pytest.approx(9.001e-4, rel=2e-4) and central[1e-5] < 1e-10
    for h in (1e-8, 1e-12, 1e-16):
        assert secant(*SIN, SecantConfig(h=h, scheme="complex")).error < 3e-16


def test_the_errors_fall_by_the_order_of_their_quotient():
    curves = error_curves(*SIN, 1.0)
    decade = 10
    for name, order in (("forward", 1), ("central", 2), ("complex", 2)):
        error = getattr(curves, name)
        assert np.log10(error[decade] / error[2 * decade]) == pytest.approx(order, abs=0.02)
    assert curves.best["forward"] == pytest.approx(curves.predicted["forward"], rel=20)
    assert curves.predicted["forward"] == pytest.approx(2 * 2**-26.5), "f and f″ of sine are equal in size"


@pytest.mark.parametrize("text", SMOOTH)
@pytest.mark.parametrize("x", [-2, 0.5, 1.25])
def test_slopes_agree_with_sympy_scipy_and_the_complex_step(text, x):
    f, f_x, _ = with_derivatives(text)
    found = secant(f, f_x, SecantConfig(x=x, h=1e-12, scheme="complex"))
    assert found.slope == pytest.approx(judged(SMOOTH[text], x, 1), rel=1e-12, abs=1e-14)
    assert found.quotient == pytest.approx(found.slope, rel=1e-11, abs=1e-13)
    assert float(differentiate.derivative(f, x).df) == pytest.approx(found.slope, rel=1e-6, abs=1e-8)
    want = [judged(SMOOTH[text], x, order) for order in range(4)]
    np.testing.assert_allclose(higher_derivatives(f, x), want, rtol=1e-11, atol=1e-13)
    assert secant_in_scipy(f, SecantConfig(x=x))["slope"] == pytest.approx(found.slope, rel=1e-7, abs=1e-9)


def test_the_slope_is_that_of_torch():
    x = torch.tensor(0.7, dtype=torch.float64, requires_grad=True)
    (torch.sin(x) * torch.exp(x) / (1 + x**2)).backward()
    assert at("sin(x)*exp(x)/(1+x^2)", x=0.7)[0].slope == pytest.approx(x.grad.item(), rel=1e-14)


@pytest.mark.parametrize(
    ("text", "settings", "key"),
    [
        ("ln(x)", {"x": -0.3}, "undefined"),
        ("sin(x)/x", {"x": 0.0}, "hole"),
        ("1/x", {"x": 0.0}, "pole"),
        ("sqrt(x)", {"x": 0.0}, "vertical"),
        ("abs(x)", {"x": 0.0}, "kink"),
        ("sign(x)", {"x": 0.0}, "no_slope"),
        ("exp(-1/x^2)", {"x": 0.0}, "slope_hole"),
        ("abs(x)", {"x": 1.0, "scheme": "complex"}, "not_analytic"),
        ("ln(x)", {"x": 0.1, "h": 0.5, "scheme": "central"}, "undefined_beside"),
        ("sin(x)", {"x": 1.0, "h": 1e-16}, "same_float"),
        ("exp(x)", {"x": 0.0, "h": 1e-16}, "same_value"),
    ],
)
def test_each_special_place_has_its_remark(text, settings, key):
    remark = at(text, **settings)[1]
    assert remark is not None and remark.key == key
    assert all(np.isfinite(value) for value in remark.values.values())


def test_a_corner_has_two_slopes_and_its_central_quotient_is_a_number_all_the_same():
    found, remark = at("abs(x)", x=0.0, scheme="central")
    assert found.quotient == 0 and np.isnan(found.slope)
    assert (remark.values["left"], remark.values["right"]) == pytest.approx((-1, 1))


def test_by_hand_is_silent_where_there_is_nothing_to_say():
    f, f_x, _ = with_derivatives("x^2")
    curves = error_curves(f, f_x, 0.0)
    assert best_steps(curves, "forward", tuple(higher_derivatives(f, 0.0))) is None, "f is 0 there"
    assert best_steps(error_curves(*SIN, 1.0), "central", tuple(higher_derivatives(SIN[0], 1.0)))["predicted"]
    assert slope_key(at("abs(x)", x=0.0)[0], f_x.latex) == "" and slope_key(at("x")[0], "x" * 200) == "slope_long"


def test_equal_digits_are_told_from_those_that_differ():
    assert equal_digits(1.0, 1.0) == ("1.0000000000000000", "", "")
    assert equal_digits(0.125, 0.124)[0] == "0.12"
    assert equal_digits(10.5, 9.5) == ("", "10.500000000000000", "9.5000000000000000")
    assert equal_digits(1e-30, 1e-31)[0] == ""
    assert equal_digits(-2.0, 2.0)[0] == ""


@settings(deadline=None, max_examples=60)
@given(config=configs(SecantConfig), text=st.sampled_from((*PRESETS, "5", "exp(x^2)^9", "1e15*x", "tan(x)")))
def test_every_place_and_step_can_be_drawn(config, text):
    f, f_x, _ = with_derivatives(text)
    found, window = secant(f, f_x, config), window_of(f)
    curves = error_curves(f, f_x, config.x)
    remark_on(f, found, config.scheme)
    for figure in (
        secant_figure(window, found, say),
        errors_figure(curves, found, config.scheme, say),
        microscope_figure(f, found, config.scheme, say),
    ):
        assert np.isfinite(finite(figure)).all()
        figure.to_json()


def test_the_tasks_are_judged_on_the_screen():
    def verdict(judge, text="sin(x)", **settings):
        return judge(at(text, **settings)[0], SecantConfig(**settings).scheme)

    assert verdict(eight_digits, h=1e-8).met and not verdict(eight_digits, h=1e-2).met
    assert verdict(eight_digits, scheme="central", h=1e-5).missing[0].key == "scheme"
    assert verdict(eight_digits, "x^2", x=0.0, h=1e-10).missing[0].key == "flat"
    assert verdict(eight_digits, "abs(x)", x=0.0).missing[0].key == "no_error"
    assert verdict(ten_digits, scheme="central", h=1e-5).met
    assert verdict(ten_digits, scheme="complex", h=1e-9).missing[0].key == "scheme"


def test_a_window_shows_most_of_a_curve_and_always_the_point():
    window = window_of(read_function("1000 + x"))
    assert window.bottom < 998 and window.top > 1002
    usual = window_of(read_function("exp(x)"))
    assert usual.top < 4 and usual.last < 2
    found, _ = at("exp(x)", x=3.0)
    assert secant_figure(usual, found, say).layout["yaxis"]["range"][1] > np.exp(3)

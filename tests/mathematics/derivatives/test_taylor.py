"""Power series, Taylor polynomials and the circle of convergence."""

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from core.expressions import read_function
from core.mathematics.derivatives.challenges import radius_three, to_the_hill
from core.mathematics.derivatives.settings import PRESETS, TaylorConfig
from core.mathematics.derivatives.taylor import (
    convergence_circle,
    errors_by_order,
    magnitude_map,
    partial_sums,
    remainder_bound,
    taylor_coefficients,
    taylor_polynomial,
    values_of,
)
from core.mathematics.derivatives.taylor_figure import orders_figure, plane_figure, taylor_figure
from core.mathematics.derivatives.taylor_report import polynomial_in_tex, remark_on_series
from core.mathematics.derivatives.window import window_of
from tests.mathematics.derivatives.functions import SMOOTH, X, finite, judged, say
from tests.strategies import configs

MORE = {
    "ln(1 + x)": sympy.log(1 + X), "sqrt(3 + x)": sympy.sqrt(3 + X), "x^x": X**X, "tan(x/3)": sympy.tan(X / 3),
    "arcsin(x/4) + arccos(x/5)": sympy.asin(X / 4) + sympy.acos(X / 5),
    "sinh(x)*cosh(x)": sympy.sinh(X) * sympy.cosh(X),
    "sigmoid(x)": 1 / (1 + sympy.exp(-X)), "log2(2 + x) + log10(3 + x)": sympy.log(2 + X, 2) + sympy.log(3 + X, 10),
    "(1 + x)^2.5": (1 + X) ** sympy.Rational(5, 2), "x^-3": X**-3,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expression"), [*SMOOTH.items(), *MORE.items()])
def test_the_coefficients_are_those_of_sympy(text, expression):
    x = sympy.Rational(1, 2)
    want = [judged(expression, x, k) / float(sympy.factorial(k)) for k in range(8)]
    np.testing.assert_allclose(taylor_coefficients(read_function(text), 0.5, 8), want, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize(("text", "center", "coefficients"), [
    ("sin(x)/x", 0, [1, 0, -1 / 6, 0, 1 / 120]), ("(cos(x) - 1)/x^2", 0, [-1 / 2, 0, 1 / 24, 0, -1 / 720]),
    ("exp(-1/x^2)", 0, [0, 0, 0, 0, 0]), ("5", 1, [5, 0, 0, 0, 0]), ("abs(x)", -2, [2, -1, 0, 0, 0]),
    ("where(x > 1, x^2, 7)", 2, [4, 4, 1, 0, 0]), ("max(x, x^3)", 2, [8, 12, 6, 1, 0]),
    ("min(x, 3)*sign(x)", 1, [1, 1, 0, 0, 0]),
    ("relu(x - 1)", 3, [2, 1, 0, 0, 0]), ("x^0", 0, [1, 0, 0, 0, 0]),
])  # fmt: skip
def test_holes_are_filled_and_pieces_are_followed(text, center, coefficients):
    np.testing.assert_allclose(taylor_coefficients(read_function(text), center, 5), coefficients, atol=1e-15)


@pytest.mark.parametrize("center", [0.01, 0.1, 1.0, 3.0])
@pytest.mark.parametrize(("text", "judge"), [
    ("sin(x)/x", lambda z: mpmath.sin(z) / z), ("(cos(x) - 1)/x^2", lambda z: (mpmath.cos(z) - 1) / z**2),
    ("sqrt(1 + x^2)", lambda z: mpmath.sqrt(1 + z * z)), ("exp(x)", mpmath.exp),
])  # fmt: skip
def test_a_hole_nearby_does_not_spoil_the_coefficients(text, judge, center):
    with mpmath.workdps(60):
        want = np.array([float(c) for c in mpmath.taylor(judge, mpmath.mpf(center), 20)])
    reach = 4.0 ** np.arange(21)
    found = taylor_coefficients(read_function(text), center, 21)
    np.testing.assert_allclose(found * reach, want * reach, rtol=1e-11, atol=1e-11 * np.abs(want * reach).max())
    if "/x" in text:
        assert np.isnan(convergence_circle(read_function(text), center).radius)


@pytest.mark.parametrize(("text", "center"), [
    ("abs(x)", 0), ("1/x", 0), ("ln(x)", 0), ("ln(x)", -1), ("sqrt(x)", 0), ("sqrt(x)", -2), ("arcsin(x)", 1),
    ("max(x, -x)", 0), ("where(x > 1, x, 1)", 1), ("sign(x)", 0), ("exp(1/x)", 0), ("1/(x - x)", 1),
])  # fmt: skip
def test_there_is_no_series_at_a_kink_a_pole_or_outside_the_domain(text, center):
    assert np.isnan(taylor_coefficients(read_function(text), center, 4)).all()


@pytest.mark.parametrize(
    "text", ["abs(x)", "5", "where(x > 1, x^2, 7)", "max(x, 3)*sigmoid(x)", "sin(x)/x", "relu(x)^0.5"]
)
def test_a_series_goes_through_the_function_of_a_script_too(text):
    f, scope = read_function(text), {"np": np}
    exec(f.definition(), scope)  # our own text, not a visitor's
    np.testing.assert_array_equal(taylor_coefficients(scope["f"], 2.0, 6), taylor_coefficients(f, 2.0, 6))


def test_the_published_errors_of_order_20():
    hill = taylor_coefficients(read_function("1/(1 + x^2)"), 0, 21)
    assert partial_sums(hill, 0.9)[-1] - 1 / 1.81 == pytest.approx(0.054407, abs=1e-6)
    assert partial_sums(hill, 1.1)[-1] - 1 / 2.21 == pytest.approx(3.683382, abs=1e-6)
    ln_2 = taylor_polynomial(read_function("ln(1 + x)"), TaylorConfig(order=20))
    assert ln_2.value == pytest.approx(0.6687714032, abs=1e-10) and ln_2.truth == np.log(2)
    sine = partial_sums(taylor_coefficients(read_function("sin(x)"), 0, 22), 10)
    assert [sine[9], sine[19], sine[21]] == pytest.approx([1448.27, -16.81, 2.76], abs=0.01)


def test_cancelling_terms_cost_digits_although_the_series_converges():
    far = partial_sums(taylor_coefficients(read_function("exp(x)"), 0, 100), -20)[-1]
    assert abs(far / np.exp(-20) - 1) > 0.3


@pytest.mark.parametrize(("text", "center", "radius"), [
    ("1/(1 + x^2)", 0, 1), ("1/(1 + x^2)", 3, 10**0.5), ("ln(1 + x)", 2, 3), ("sqrt(x)", 2, 2),
    ("tanh(x)", 0, np.pi / 2),
    ("sigmoid(x)", 0, np.pi), ("sqrt(1 + x^2)", 1, 2**0.5), ("1/(x - 5)", -5, 10), ("arctan(x)", 0.2, 1.04**0.5),
])  # fmt: skip
def test_the_circle_ends_at_the_nearest_singularity(text, center, radius):
    assert convergence_circle(read_function(text), center).radius == pytest.approx(radius, rel=5e-3)


@pytest.mark.parametrize(("text", "center"), [("x^4.5", 1.0), ("(1 + x)^3.5", 0.0)])
def test_a_weak_singularity_ends_the_circle_too(text, center):
    assert convergence_circle(read_function(text), center).radius == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    "text",
    ["sin(x)", "exp(x)", "x^3 - 3*x", "sin(x)/x", "(x^2 - 1)/(x - 1)", "exp(-x^2)", "5"],
)
def test_an_entire_function_has_no_circle(text):
    circle = convergence_circle(read_function(text), 0.3)
    assert np.isnan(circle.radius) and circle.checked > 10


@pytest.mark.parametrize("text", SMOOTH)
@pytest.mark.parametrize("order", [0, 1, 4, 9])
def test_the_error_is_no_larger_than_lagrange_says(text, order):
    config = TaylorConfig(center=0.5, x=0.9, order=order)
    found = taylor_polynomial(read_function(text), config)
    assert found.error <= remainder_bound(read_function(text), config) * 1.01 + 1e-15
    assert errors_by_order(read_function(text), 0.5, 0.9)[order] == pytest.approx(found.error, abs=1e-15)
    assert values_of(found.coefficients, np.array([0.4]))[0] == pytest.approx(found.value, rel=1e-14)


@pytest.mark.parametrize(("text", "settings", "key"), [
    ("abs(x)", {"center": 0.0}, "refused.no_series"), ("abs(x)", {"center": 1.0}, "remark.pieces"),
    ("ln(x)", {"center": 1.0, "x": -1.0}, "remark.no_value"), ("exp(-1/x^2)", {"center": 0.0, "x": 2.0}, "remark.flat"),
    ("sin(x)", {"center": 1.0}, "remark.everywhere"), ("1/(1 + x^2)", {"x": 0.9}, "remark.inside"),
    ("1/(1 + x^2)", {"x": 1.1}, "remark.outside"), ("ln(1 + x)", {"x": 1.0}, "remark.edge"),
    ("1/(1 + x^2)", {"x": -0.99}, "remark.edge"), ("sqrt(x^2)", {"center": 1.0, "x": 3.0}, "remark.pieces"),
    ("0*x", {}, "remark.everywhere"),
])  # fmt: skip
def test_each_kind_of_series_has_its_remark(text, settings, key):
    f, config = read_function(text), TaylorConfig(**settings)
    assert remark_on_series(taylor_polynomial(f, config), convergence_circle(f, config.center)) == key


@settings(deadline=None, max_examples=40)
@given(config=configs(TaylorConfig), text=st.sampled_from((*PRESETS, "5", "exp(x^2)^9", "tan(x)", "1/x")))
def test_every_polynomial_can_be_drawn(config, text):
    f = read_function(text)
    found, circle = taylor_polynomial(f, config), convergence_circle(f, config.center)
    for figure in (
        taylor_figure(window_of(f), found, circle, config.order, say),
        orders_figure(errors_by_order(f, config.center, config.x), config.order, say),
        plane_figure(magnitude_map(f), found, circle, say),
    ):
        assert np.isfinite(finite(figure)).all()
        figure.to_json()
    polynomial_in_tex(found)


def test_the_tasks_are_judged_on_the_screen():
    def hill(text="1/(x^2 + 1)", **settings):
        config = TaylorConfig(**({"center": 0.9, "x": 1.1, "order": 12} | settings))
        f = read_function(text)
        return to_the_hill(f, taylor_polynomial(f, config))

    assert hill().met
    keys = [
        hill("x").missing[0].key,
        hill(x=1.0).missing[0].key,
        hill(center=1.1).missing[0].key,
        hill(center=0.0).missing[0].key,
    ]
    assert keys == ["formula", "place", "near", "error"]
    logarithm = read_function("ln(x + 1)")
    assert radius_three(logarithm, convergence_circle(logarithm, 2.0)).met
    assert radius_three(logarithm, convergence_circle(logarithm, 1.0)).missing[0].key == "radius"

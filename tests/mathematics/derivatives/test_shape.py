"""Extrema, terraces, inflections and bands of curvature."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.mathematics.derivatives.challenges import falls_convex, two_valleys
from core.mathematics.derivatives.library import landmarks_in_scipy
from core.mathematics.derivatives.settings import PRESETS
from core.mathematics.derivatives.shape import bands, landmark_numbers, landmarks, place_on
from core.mathematics.derivatives.shape_figure import shape_alt, shape_figure
from core.mathematics.derivatives.shape_report import rows_of
from tests.mathematics.derivatives.functions import SMOOTH, finite, say, with_derivatives

KNOWN = {
    "x^3 - 3*x": [("maximum", -1), ("inflection", 0), ("minimum", 1)],
    "x^4": [("minimum", 0)],
    "x^3": [("terrace", 0), ("inflection", 0)],
    "abs(x)": [("minimum", 0)],
    "sqrt(abs(x))": [("minimum", 0)],
    "abs(x^2 - 1)": [("minimum", -1), ("maximum", 0), ("minimum", 1)],
    "1/(1 + x^2)": [("inflection", -(3**-0.5)), ("maximum", 0), ("inflection", 3**-0.5)],
    "x*exp(-x)": [("maximum", 1), ("inflection", 2)],
    "1/x^2": [],
    "1/x": [],
    "tan(x)": [("inflection", -np.pi), ("inflection", 0), ("inflection", np.pi)],
    "sign(x)": [],
    "5": [],
    "2*x + 1": [],
    "relu(x)": [],
    "exp(x)": [],
}  # fmt: skip


@pytest.mark.parametrize("text", KNOWN)
def test_the_landmarks_of_a_known_curve(text):
    found = landmarks(*with_derivatives(text))
    assert [one.kind for one in found] == [kind for kind, _ in KNOWN[text]]
    assert [one.x for one in found] == pytest.approx([x for _, x in KNOWN[text]], abs=2e-6)


def test_an_extremum_without_a_slope_is_a_corner():
    corners = {one.x: one.corner for one in landmarks(*with_derivatives("abs(x^2 - 1)"))}
    assert corners == {-1.0: True, 0.0: False, 1.0: True}
    assert [row[0] for row in rows_of(landmarks(*with_derivatives("abs(x)")))] == ["corner_minimum"]


@pytest.mark.parametrize("text", SMOOTH)
def test_scipy_finds_the_same_extrema_and_inflections(text):
    f, f_x, f_xx = with_derivatives(text)
    own, library = landmark_numbers(f, f_x, f_xx), landmarks_in_scipy(f_x, f_xx)
    for name, places in own.items():
        np.testing.assert_allclose(library[name], places, atol=2e-7, err_msg=name)


@pytest.mark.parametrize("text", SMOOTH)
def test_a_chord_lies_above_the_curve_where_it_is_convex(text):
    f, _, f_xx = with_derivatives(text)
    for part in bands(f_xx):
        a, b = part.low + 0.02, part.high - 0.02
        if b - a > 0.2:
            middle = np.linspace(a, b, 9)[1:-1]
            chord = f(a) + (f(b) - f(a)) * (middle - a) / (b - a)
            assert (part.sign * (chord - f(middle)) > 0).all()


@pytest.mark.parametrize(
    ("text", "x", "course", "bend"),
    [
        ("sin(x)", -2.0, "falls", "convex"),
        ("x^4", 0.0, "level", "straight"),
        ("abs(x)", 0.0, "none", "none"),
        ("sin(x)/x", 0.0, "none", "none"),
        ("sqrt(x)", 0.0, "rises", "concave"),
    ],
)
def test_a_place_rises_or_falls_and_bends(text, x, course, bend):
    place = place_on(*with_derivatives(text), x)
    assert (place.course, place.bend) == (course, bend)


def test_the_tasks_are_judged_on_the_screen():
    sine = with_derivatives("sin(x)")
    assert falls_convex(place_on(*sine, -2.0)).met
    assert falls_convex(place_on(*sine, 2.0)).missing[0].key == "bend"
    assert two_valleys(landmarks(*with_derivatives("x^4/4 - 2*x^2"))).met
    assert two_valleys(landmarks(*with_derivatives("abs(abs(x) - 1)"))).missing[0].key == "corner"
    assert two_valleys(landmarks(*sine)).missing[0].key == "maximum"
    assert two_valleys(landmarks(*with_derivatives("x^2"))).missing[0].key == "minima"


@settings(deadline=None, max_examples=30)
@given(x=st.floats(-5, 5), text=st.sampled_from((*PRESETS, "5", "exp(x^2)^9", "1e15*x", "tan(x)")))
def test_every_place_can_be_drawn(x, text):
    functions = with_derivatives(text)
    found = landmarks(*functions)
    figure = shape_figure(functions, found, bands(functions[2]), x, say)
    assert np.isfinite(finite(figure)).all()
    figure.to_json()
    assert "nan" not in shape_alt(found, x, place_on(*functions, x).slope, say)

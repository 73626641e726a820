"""f, f′ and f″: rising, bending, and the places where that changes."""

import streamlit as st

from core.expressions import Function
from core.mathematics.derivatives.challenges import falls_convex, two_valleys
from core.mathematics.derivatives.library import landmarks_in_scipy
from core.mathematics.derivatives.settings import SecantConfig
from core.mathematics.derivatives.shape import CurvePlace, Landmark, bands, landmark_numbers, landmarks, place_on
from core.mathematics.derivatives.shape_figure import shape_alt, shape_figure
from core.mathematics.derivatives.shape_report import at_place, rows_of
from core.mathematics.derivatives.window import window_of
from pages.mathematics.derivatives.typed import curve_handle, typed_function
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    folded,
    live_formula,
)

EXPERIMENTS = {
    "steepest": Experiment({"tab": "shape", "formula": "1/(1 + x^2)", "x": -0.577}, right=1),
    "flat_bottom": Experiment({"tab": "shape", "formula": "x^4", "x": 0.0}, right=0),
    "tangent": Experiment({"tab": "shape", "formula": "x^3", "x": 0.0}, right=2),
}
CHALLENGES = {
    "falls_convex": Challenge(falls_convex, solution={"x": -2.0}),
    "two_valleys": Challenge(two_valleys, solution={"formula": "x^4/4 - 2*x^2"}),
}


def show(t: Words) -> None:
    """The three curves over the same x, and the table of the landmarks."""
    controls, stage, beside = st.columns([1, 2.2, 1.1], gap="medium")
    with controls:
        f = typed_function(t)
        sliders = st.container()
    f_x = f.derivative("x")
    f_xx = f_x.derivative("x")
    found, parts, window = cached(landmarks, f, f_x, f_xx), cached(bands, f_xx), window_of(f)
    numbers = cached(landmark_numbers, f, f_x, f_xx)

    def draw() -> None:
        with sliders:
            x = ask(SecantConfig, t, only=("x",)).x
        place = place_on(f, f_x, f_xx, x)
        handle = curve_handle(SecantConfig, "x", place.value, window, "x")
        with stage:
            figure(
                shape_figure((f, f_x, f_xx), found, parts, x, t), key="derivatives_shape", handles=[handle],
                alt=shape_alt(found, x, place.slope, t),
            )  # fmt: skip
        with beside:
            _here(t, place)
            _table(t, found)
        _by_hand(t, place, f_x, f_xx)
        challenges(t, CHALLENGES, falls_convex=(place,), two_valleys=(found,))
        code_panel(
            t, {"NumPy": Made(landmark_numbers, f, f_x, f_xx), "SciPy": Made(landmarks_in_scipy, f_x, f_xx)},
            shown=numbers,
        )  # fmt: skip

    drawing(t, draw)


def _here(t: Words, place: CurvePlace) -> None:
    if place.course == "none":
        live_formula(t, "no_slope_here", x=place.x)
    else:
        said = {"course": t(f"course.{place.course}"), "bend": t(f"bend.{place.bend}")}
        live_formula(t, "here", **said, **at_place(place))


def _table(t: Words, found: tuple[Landmark, ...]) -> None:
    if not found:
        st.caption(t("none"))
        return
    rows = [t("row", kind=t(f"kind.{kind}"), x=x, y=y) for kind, x, y in rows_of(found)]
    st.markdown("  \n".join(rows))


@folded("part.numbers", icon="calculate", key="derivatives_shape_by_hand")
def _by_hand(t: Words, place: CurvePlace, f_x: Function, f_xx: Function) -> None:
    numbers = at_place(place)
    live_formula(t, "by_hand", first=f_x.latex, second_formula=f_xx.latex, **numbers)

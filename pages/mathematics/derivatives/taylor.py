"""Taylor polynomials and the circle in which they converge."""

from math import isnan

import streamlit as st

from core.expressions import Function
from core.mathematics.derivatives.challenges import radius_three, to_the_hill
from core.mathematics.derivatives.library import taylor_in_scipy
from core.mathematics.derivatives.settings import TaylorConfig
from core.mathematics.derivatives.taylor import (
    convergence_circle,
    errors_by_order,
    magnitude_map,
    remainder_bound,
    taylor_polynomial,
)
from core.mathematics.derivatives.taylor_figure import orders_figure, plane_figure, taylor_figure
from core.mathematics.derivatives.taylor_report import polynomial_in_tex, remark_on_series
from core.mathematics.derivatives.window import told, window_of
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
    field_handle,
    figure,
    folded,
    live_formula,
)

HILL = {"tab": "taylor", "formula": "1/(1 + x^2)"}
EXPERIMENTS = {
    "farther": Experiment({**HILL, "center": 0.0, "x": 1.1, "order": 20}, right=1),
    "flat": Experiment({"tab": "taylor", "formula": "exp(-1/x^2)", "center": 0.0, "x": 1.0, "order": 20}, right=2),
    "sine": Experiment({"tab": "taylor", "formula": "sin(x)", "center": 0.0, "x": 5.0, "order": 20}, right=0),
}
CHALLENGES = {
    "to_the_hill": Challenge(to_the_hill, solution={**HILL, "center": 0.9, "x": 1.1, "order": 12}),
    "radius_three": Challenge(radius_three, solution={"formula": "ln(1 + x)", "center": 2.0}),
}


def show(t: Words) -> None:
    """The curve with its polynomial, the error by order, and the circle in the complex plane."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        f = typed_function(t)
        sliders = st.container()
    window, plane = window_of(f), cached(magnitude_map, f)
    with stage:
        upper, lower = st.container(), st.columns(2, gap="small")

    def draw() -> None:
        with sliders:
            config = ask(TaylorConfig, t)
        found, circle = taylor_polynomial(f, config), cached(convergence_circle, f, config.center)
        errors = cached(errors_by_order, f, config.center, config.x)
        said = {"order": config.order, "center": config.center, "x": config.x, "error": told(found.error, t, 3)}
        here = curve_handle(TaylorConfig, "center", float(f(config.center)), window, "c")
        place = field_handle(TaylorConfig, "x", window.bottom, label="x")
        with upper:
            figure(
                taylor_figure(window, found, circle, config.order, t), key="derivatives_taylor",
                handles=[here, place], alt=t("alt.taylor", **said),
            )  # fmt: skip
        with lower[0]:
            figure(orders_figure(errors, config.order, t), key="derivatives_orders", alt=t("alt.orders", **said))
        with lower[1]:
            figure(
                plane_figure(plane, found, circle, t), key="derivatives_plane",
                alt=t("alt.plane", radius=told(circle.radius, t, 2), **said),
            )  # fmt: skip
        numbers = polynomial_in_tex(found)
        radius = {"radius": told(circle.radius, t, 2), "checked": circle.checked}
        live_formula(t, remark_on_series(found, circle), **radius, **said)
        if not isnan(found.value):
            live_formula(t, "polynomial_here", **numbers)
            _by_hand(t, numbers, f, config)
        challenges(t, CHALLENGES, to_the_hill=(f, found), radius_three=(f, circle))
        code_panel(
            t, {"NumPy": Made(taylor_polynomial, f, config), "SciPy": Made(taylor_in_scipy, f, config)},
            shown={"value": found.value, "error": found.error},
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="derivatives_taylor_by_hand")
def _by_hand(t: Words, numbers: dict[str, str], f: Function, config: TaylorConfig) -> None:
    live_formula(t, "at_x", **numbers)
    live_formula(t, "bound", bound=told(cached(remainder_bound, f, config), t, 3), next=config.order + 1, **numbers)

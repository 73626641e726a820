"""Secant and tangent, with a step down to 1e-16."""

from html import escape
from math import isnan

import streamlit as st

from core.expressions import Function
from core.mathematics.derivatives.challenges import eight_digits, ten_digits
from core.mathematics.derivatives.library import secant_in_scipy
from core.mathematics.derivatives.secant import (
    ErrorCurves,
    Secant,
    digit_rows,
    error_curves,
    higher_derivatives,
    remark_on,
    secant,
)
from core.mathematics.derivatives.secant_figure import (
    FLOOR,
    SCHEMES,
    errors_figure,
    microscope_figure,
    secant_alts,
    secant_figure,
)
from core.mathematics.derivatives.secant_report import best_steps, plugged_in, slope_key
from core.mathematics.derivatives.settings import SecantConfig
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
    field_handle,
    figure,
    folded,
    live_formula,
)

SINE = {"tab": "secant", "formula": "sin(x)", "x": 1.0}
EXPERIMENTS = {
    "last_step": Experiment({**SINE, "formula": "exp(x)", "x": 0.0, "h": 1e-16, "scheme": "forward"}, right=2),
    "smaller": Experiment({**SINE, "h": 1e-12, "scheme": "forward"}, right=0),
    "corner": Experiment({**SINE, "formula": "abs(x)", "x": 0.0, "h": 0.5, "scheme": "central"}, right=1),
}
CHALLENGES = {
    "eight_digits": Challenge(eight_digits, solution={"h": 1e-8}),
    "ten_digits": Challenge(ten_digits, solution={"h": 1e-5, "scheme": "central"}),
}
ROW = '<tr><td>{}&ensp;</td><td><s style="opacity:.65">{}</s><strong>{}</strong></td></tr>'


def show(t: Words) -> None:
    """The curve with its secant, the V of the errors, the microscope, and the digits that cancel."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        f = typed_function(t)
        sliders = st.container()
    f_x, window = f.derivative("x"), window_of(f)
    with stage:
        upper, lower = st.columns(2, gap="small"), st.columns(2, gap="small")

    def draw() -> None:
        with sliders:
            config = ask(SecantConfig, t)
        found, curves = secant(f, f_x, config), cached(error_curves, f, f_x, config.x)
        place = curve_handle(SecantConfig, "x", found.value, window, "x")
        step = field_handle(SecantConfig, "h", max(found.error, FLOOR), curve=SCHEMES.index(config.scheme), label="h")
        numbers, alt = plugged_in(found), secant_alts(found, t)
        with upper[0]:
            figure(
                secant_figure(window, found, t), key="derivatives_secant", handles=[place],
                alt=alt["secant"],
            )  # fmt: skip
        with upper[1]:
            figure(
                errors_figure(curves, found, config.scheme, t), key="derivatives_errors", handles=[step],
                alt=alt["errors"],
            )  # fmt: skip
        with lower[0]:
            figure(
                microscope_figure(f, found, config.scheme, t), key="derivatives_microscope",
                alt=alt["microscope"],
            )  # fmt: skip
        with lower[1]:
            _digits(t, found, config)
            if not isnan(found.quotient):
                live_formula(t, f"quotient.{config.scheme}", **numbers)
            if key := slope_key(found, f_x.latex):
                live_formula(t, key, latex=f_x.latex, **numbers)
            if remark := remark_on(f, found, config.scheme):
                st.warning(t(f"remark.{remark.key}", **remark.values), icon=":material/warning:")
        _by_hand(t, f, found, curves, config)
        challenges(t, CHALLENGES, eight_digits=(found, config.scheme), ten_digits=(found, config.scheme))
        code_panel(
            t, {"NumPy": Made(secant, f, f_x, config), "SciPy": Made(secant_in_scipy, f, config)},
            shown={"quotient": found.quotient, "slope": found.slope, "error": found.error},
        )  # fmt: skip

    drawing(t, draw)


def _digits(t: Words, found: Secant, config: SecantConfig) -> None:
    """Both values to 17 digits; what they share, and what cancels therefore, is struck out."""
    rows = ""
    for name, same, rest in digit_rows(found, config.scheme):
        rows += ROW.format(escape(t(f"digits.{name}")), same, rest)
    st.html(f'<table style="font-family:monospace">{rows}</table>')


@folded("part.numbers", icon="calculate", key="derivatives_secant_by_hand")
def _by_hand(t: Words, f: Function, found: Secant, curves: ErrorCurves, config: SecantConfig) -> None:
    live_formula(t, "by_hand.derivative", latex=f.derivative("x").latex)
    if config.scheme == "complex":
        live_formula(t, "by_hand.complex")
    elif numbers := best_steps(curves, config.scheme, tuple(higher_derivatives(f, found.x))):
        live_formula(t, f"by_hand.{config.scheme}", **numbers)
    else:
        live_formula(t, "by_hand.none")

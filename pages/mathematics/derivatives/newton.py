"""Newton's method: from parabola to parabola."""

import streamlit as st

from core.mathematics.derivatives.challenges import caught_in_a_cycle, thrown_out
from core.mathematics.derivatives.newton import (
    NewtonWalk,
    ends_by_start,
    newton_in_scipy,
    newton_numbers,
    newton_walk,
)
from core.mathematics.derivatives.newton_figure import ends_figure, newton_figure, slopes_figure
from core.mathematics.derivatives.newton_report import last_step, step_rows
from core.mathematics.derivatives.settings import NewtonConfig
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
    figure,
    folded,
    live_formula,
)

BOWL = {"tab": "newton", "formula": "sqrt(1 + x^2)"}
EXPERIMENTS = {
    "bowl": Experiment({**BOWL, "start": 1.1, "newton_steps": 4}, right=2),
    "uphill": Experiment({"tab": "newton", "formula": "sin(x)", "start": 1.0, "newton_steps": 6}, right=1),
    "flat": Experiment({"tab": "newton", "formula": "x^4", "start": 3.0, "newton_steps": 12}, right=0),
}
CHALLENGES = {
    "thrown_out": Challenge(thrown_out, solution={**BOWL, "start": 1.5, "newton_steps": 10}),
    "caught_in_a_cycle": Challenge(caught_in_a_cycle, solution={**BOWL, "start": 1.0}),
}


def show(t: Words) -> None:
    """The walk on the curve, its slopes by step, and the ends of all starts."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        f = typed_function(t)
        sliders = st.container()
    f_x = f.derivative("x")
    f_xx = f_x.derivative("x")
    window, all_ends = window_of(f), cached(ends_by_start, f_x, f_xx)
    with stage:
        upper, lower = st.container(), st.columns(2, gap="small")

    def draw() -> None:
        with sliders:
            config = ask(NewtonConfig, t)
        walk = newton_walk(f, f_x, f_xx, config)
        start = curve_handle(NewtonConfig, "start", float(walk.values[0]), window, "x₀")
        said = {"start": config.start, "steps": len(walk.x) - 1, "end": told(float(walk.x[-1]), t, 8)}
        with upper:
            figure(
                newton_figure(window, walk, t), key="derivatives_newton", handles=[start], alt=t("alt.newton", **said)
            )
        with lower[0]:
            figure(
                slopes_figure(walk, t), key="derivatives_slopes",
                alt=t("alt.slopes", slope=told(abs(float(walk.slopes[-1])), t, 3), **said),
            )  # fmt: skip
        with lower[1]:
            figure(ends_figure(all_ends, config.start, t), key="derivatives_ends", alt=t("alt.ends", **said))
        live_formula(t, f"outcome.{walk.outcome}", **said)
        _by_hand(t, walk)
        challenges(t, CHALLENGES, thrown_out=(f, walk), caught_in_a_cycle=(f, walk))
        code_panel(
            t, {"NumPy": Made(newton_numbers, f, f_x, f_xx, config), "SciPy": Made(newton_in_scipy, f_x, f_xx, config)},
            shown={"end": float(walk.x[-1])},
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="derivatives_newton_by_hand")
def _by_hand(t: Words, walk: NewtonWalk) -> None:
    live_formula(t, "vertex")
    if numbers := last_step(walk):
        live_formula(t, "step", **numbers)
    st.markdown("\n".join([t("table"), "|-:|:-|:-|:-|:-|", *step_rows(walk)]))

"""Momentum on a quadratic bowl: the phase map, and the errors along both eigen-directions."""

import streamlit as st

from core.figures.theme import CLASS_B
from core.learning.descent.challenges import beyond_the_limit, one_factor
from core.learning.descent.library import radii_by_numpy
from core.learning.descent.quadratic import EDGE, modes, modes_numbers, rate_at
from core.learning.descent.quadratic_figure import errors_figure, phase_map
from core.learning.descent.quadratic_report import modes_lines, roots_tex
from core.learning.descent.settings import FASTEST, SLOWEST, CourseConfig, RuleConfig, StartConfig, TerrainConfig
from pages.learning.descent.ground import said
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    put,
)

BOWL = {"tab": "quadratic", "x0": 4.0, "y0": 1.0, "steps": 200}
EXPERIMENTS = {
    "larger": Experiment(BOWL | {"kappa": 10.0, "learning_rate": 0.37, "momentum": 0.9, "steps": 500}, right=2),
    "more": Experiment(BOWL | {"kappa": 100.0, "learning_rate": 0.03306, "momentum": 0.9}, right=1),
    "plain": Experiment(BOWL | {"kappa": 10.0, "learning_rate": 2 / 11, "momentum": 0.0, "steps": 60}, right=0),
}
CHALLENGES = {
    "beyond": Challenge(beyond_the_limit, solution={"kappa": 10.0, "learning_rate": 0.3, "momentum": 0.8}),
    "factor": Challenge(one_factor, solution={"kappa": 20.0, "learning_rate": 0.13, "momentum": 0.5}),
}


def show(t: Words) -> None:
    """The pair (η, β) is dragged over the phase map; beside it the errors follow."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            surface = ask(TerrainConfig, t, only=("kappa",))
            rule = ask(RuleConfig, t, only=("learning_rate", "momentum"))
            course, start = ask(CourseConfig, t, only=("steps",)), ask(StartConfig, t)
        found = cached(modes, surface, start, rule, course)
        with left:
            figure(phase_map(found, t), key="descent_phase", alt=t("alt.phase", flat=float(found.radii[0]),
                   steep=float(found.radii[1])), handles=[_pair(surface.kappa, rule)])  # fmt: skip
        with right:
            figure(errors_figure(found, t), key="descent_errors", alt=t("alt.errors", count=course.steps))
        with stage:
            st.markdown(said(t, modes_lines(found)))
        by_hand(t, "descent_roots", [("by_hand", roots_tex(found))])
        challenges(t, CHALLENGES, beyond=(found,), factor=(found,))
        made = Made(modes_numbers, surface, start, rule, course)
        code_panel(t, {"NumPy": made, "numpy.linalg.eigvals": Made(radii_by_numpy, surface, rule)},
                   shown={"radii": found.radii})  # fmt: skip

    drawing(t, draw)


def _pair(kappa: float, rule: RuleConfig) -> Handle:
    """The dot of the steep direction: across for the rate, up for the momentum."""
    return Handle(
        name="pair", x=min(rule.learning_rate * kappa, EDGE), y=rule.momentum, label="κ", color=CLASS_B,
        x_low=SLOWEST * kappa, x_high=min(FASTEST * kappa, EDGE), y_low=0.0, y_high=0.99,
        on_drag=lambda x, y: put(
            {"learning_rate": rate_at(x, kappa, rule.learning_rate), "momentum": round(y, 2)}
        ),
    )  # fmt: skip

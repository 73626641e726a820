"""Power iteration as a film, and the error of every step."""

import streamlit as st

from core.mathematics.decompositions.challenges import fast, never_settles
from core.mathematics.decompositions.eigen import EigenConfig
from core.mathematics.decompositions.power import (
    PowerConfig,
    PowerIteration,
    largest_eigenvalue_by_numpy,
    power_iteration,
    power_numbers,
)
from core.mathematics.decompositions.power_figure import power_alt, power_film
from core.mathematics.decompositions.power_report import course_line, last_step_tex, ratio_tex
from pages.mathematics.decompositions.examples import choose_matrix
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
    film,
    folded,
    live_formula,
)

SYMMETRIC = ((2.0, 1.0), (1.0, 2.0))
EXPERIMENTS = {
    "rounding": Experiment({"tab": "power", "a": SYMMETRIC, "start_angle": 135.0, "steps": 60}, right=0),
    "close": Experiment({"tab": "power", "a": ((1.1, 0.0), (0.0, 1.0)), "start_angle": 45.0, "steps": 24}, right=2),
    "spiral": Experiment({"tab": "power", "a": ((1.0, -0.5), (1.0, 1.0)), "start_angle": 100.0, "steps": 30}, right=1),
}
CHALLENGES = {
    "fast": Challenge(fast, solution={"a": ((2.0, 0.0), (0.0, 0.1)), "start_angle": 45.0, "steps": 5}),
    "never": Challenge(never_settles, solution={"a": ((1.0, 2.0), (2.0, -1.0))}),
}


def show(t: Words) -> None:
    """The matrix and the start beside the film."""
    controls, stage = st.columns([1, 3.4], gap="medium")

    def draw() -> None:
        with controls:
            matrix = ask(EigenConfig, t)
            choose_matrix(t, "a", matrix.a)
            config = ask(PowerConfig, t)
        run = cached(power_iteration, matrix, config)
        with stage:
            fig, frames = power_film(run, t)
            film(fig, frames, key="decompositions_power", alt=power_alt(run, t), frame=frames.count - 1, rate=3)
            key, values = course_line(run)
            st.markdown(t(key, **values))
        _by_hand(t, run)
        challenges(t, CHALLENGES, fast=(run,), never=(run,))
        decided = run.course == "settles" and run.ratio > 0
        judge = {"numpy.linalg.eigvals": Made(largest_eigenvalue_by_numpy, matrix)} if decided else {}
        code_panel(t, {"NumPy": Made(power_numbers, matrix, config)} | judge, shown={"ratio": run.ratio})

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="decompositions_power_by_hand")
def _by_hand(t: Words, run: PowerIteration) -> None:
    if step := last_step_tex(run):
        live_formula(t, "by_hand.step", **step)
        live_formula(t, "by_hand.rayleigh", **step)
    if ratio := ratio_tex(run):
        live_formula(t, "by_hand.ratio", **ratio)

"""Gram–Schmidt, one arrow after the other, and what is left of it in floating point."""

import streamlit as st

from core.figures.theme import INK
from core.mathematics.vectors.challenges import all_lost, nothing_to_subtract
from core.mathematics.vectors.library import factors_by_qr
from core.mathematics.vectors.orthogonality import (
    LossConfig,
    StepConfig,
    Steps,
    defect_curves,
    orthogonality,
    orthogonality_numbers,
    steps,
)
from core.mathematics.vectors.orthogonality_figure import LOWEST, defect_figure, steps_figure
from core.mathematics.vectors.orthogonality_report import defect_line, factor_line, step_lines
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
    paragraphs,
)

FLAT = ((3.0, 1.0, 4.0), (0.0, 4.0, 4.0), (1.0, 0.0, 1.0))
SWAPPED = ((1.0, 3.0, 1.0), (4.0, 0.0, 1.0), (0.0, 1.0, 4.0))
EXPERIMENTS = {
    "on_paper": Experiment({"tab": "orthogonality", "method": "classical", "epsilon": 1e-8}, right=2),
    "flat": Experiment({"tab": "orthogonality", "columns": FLAT, "step": 3}, right=0),
    "swapped": Experiment({"tab": "orthogonality", "columns": SWAPPED, "step": 2}, right=1),
}
CHALLENGES = {
    "nothing_to_subtract": Challenge(
        nothing_to_subtract, solution={"columns": ((2.0, -2.0, 1.0), (2.0, 1.0, -2.0), (1.0, 2.0, 2.0))}
    ),
    "all_lost": Challenge(all_lost, solution={"epsilon": 1e-9}),
}


def show(t: Words) -> None:
    """Arrows and steps on the left, the loss of orthogonality on the right."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        ask(StepConfig, t, only=("columns",))
        sliders = st.container()
        ask(LossConfig, t, only=("method",))
        scale = st.container()
    with stage:
        left, right = st.columns(2, gap="medium")

    def draw() -> None:
        with sliders:
            config = ask(StepConfig, t, only=("step",))
        with scale:
            loss = ask(LossConfig, t, only=("epsilon",))
        found, lost = cached(steps, config), cached(orthogonality, loss)
        with left:
            alt = t("alt.steps", step=config.step)
            figure(steps_figure(found, t), key="vectors_steps", alt=alt)
            st.markdown(paragraphs(t, step_lines(found)))
        with right:
            here = field_handle(LossConfig, "epsilon", max(lost.defect, LOWEST), label="ε", color=INK)
            alt = t("alt.defect", epsilon=loss.epsilon, defect=lost.defect)
            figure(defect_figure(cached(defect_curves), loss.epsilon, t), key="vectors_defect", alt=alt, handles=[here])
            key, values = defect_line(lost, loss)
            st.markdown(t(key, method=t.option("method", loss.method), **values))
        by_hand(t, found)
        challenges(t, CHALLENGES, nothing_to_subtract=(found,), all_lost=(lost, loss))
        calls = {"NumPy": Made(orthogonality_numbers, config, loss)}
        if found.dependent == 0:  # else the library makes up a direction
            calls["numpy.linalg.qr"] = Made(factors_by_qr, config)
        code_panel(t, calls, shown={"q": found.q, "r": found.r})

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="vectors_factors")
def by_hand(t: Words, found: Steps) -> None:
    """All steps at once, as A = Q R."""
    key, values = factor_line(found)
    st.markdown(t(key, **values))

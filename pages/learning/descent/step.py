"""One optimizer taken apart, step by step."""

import streamlit as st

from core.learning.descent.challenges import climbs, fades
from core.learning.descent.library import step_in_torch
from core.learning.descent.settings import AnatomyConfig
from core.learning.descent.step import anatomy, step_numbers
from core.learning.descent.step_figure import handle_height, lengths_figure, step_map
from core.learning.descent.step_report import step_lines
from pages.learning.descent.ground import ask_walk, ground, layout, said, start_handle
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
)

BOWL = {"tab": "step", "surface": "bowl", "kappa": 10.0, "x0": 4.0, "y0": 1.0, "learning_rate": 0.1, "noise": 0.0}
EXPERIMENTS = {
    "first": Experiment(BOWL | {"optimizer": "Adam", "at": 1}, right=1),
    "uncorrected": Experiment(BOWL | {"optimizer": "RMSprop", "at": 1}, right=2),
    "fading": Experiment(BOWL | {"optimizer": "Adagrad", "at": 50}, right=0),
}
CHALLENGES = {
    "climb": Challenge(climbs, solution={"optimizer": "Momentum", "momentum": 0.9, "at": 8, "surface": "bowl"}),
    "fading": Challenge(fades, solution=BOWL | {"optimizer": "Adagrad", "at": 80}),
}


def show(t: Words) -> None:
    """The step on the map, the length of all steps, and the rule with its numbers."""
    typed, sliders, stage = layout(t)
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with sliders:
            place = ground(t, typed)
            chosen = ask(AnatomyConfig, t)
            rule, course, start = ask_walk(t, (chosen.optimizer,))
        settings = place.terrain, chosen.optimizer, start, rule, course
        found = cached(anatomy, *settings)
        at = min(chosen.at, course.steps)
        with left:
            figure(step_map(found, at, place.land, t), key="descent_step",
                   alt=t("alt.step", method=found.method, at=at),
                   handles=[start_handle()])  # fmt: skip
        with right:
            figure(lengths_figure(found, at, t), key="descent_lengths", alt=t("alt.lengths", count=found.taken),
                   handles=[field_handle(AnatomyConfig, "at", handle_height(), name="at", label="t")])  # fmt: skip
        with stage:
            st.markdown(said(t, step_lines(found, chosen.at, rule, place.terrain)))
        challenges(t, CHALLENGES, climb=(found, at, course.noise), fading=(found, at, course.noise))
        if at <= found.taken:
            code_panel(t, {"NumPy": Made(step_numbers, *settings, at), "PyTorch": Made(step_in_torch, *settings, at)},
                       shown={"before": found.places[at - 1], "after": found.places[at]})  # fmt: skip

    drawing(t, draw)

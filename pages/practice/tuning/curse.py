"""The best of many equally good candidates, and how much better it looks than it is."""

import streamlit as st

from core.practice.tuning.challenges import honest_winner
from core.practice.tuning.curse import CurseConfig, curse_of
from core.practice.tuning.curse_figure import curse_figure
from core.practice.tuning.curse_report import curse_lines, curse_means, curse_numbers
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
    live_formula,
    sentences,
)

USUAL = {"tab": "curse", "candidates": 100, "rows": 200, "accuracy": 0.5, "spread": 0.0, "outer_folds": 5,
         "curse_seed": 0}  # fmt: skip
EXPERIMENTS = {
    "coins": Experiment(USUAL | {"candidates": 1000}, right=1),
    "rows": Experiment(USUAL | {"rows": 5000}, right=0),
    "nested": Experiment(USUAL | {"rows": 50, "outer_folds": 10}, right=1),
}
CHALLENGES = {"honest": Challenge(honest_winner, solution={"candidates": 300, "spread": 0.1, "rows": 5000})}


def show(t: Words) -> None:
    """Candidates and rows beside the hill."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(CurseConfig, t)
        found = cached(curse_of, config)
        with stage:
            means = curse_means(found)
            figure(curse_figure(found, config, t), key="tuning_curse", alt=t("alt.curse", **means))
            st.markdown(sentences(t, curse_lines(found, config)))
        live_formula(t, "maximum")
        challenges(t, CHALLENGES, honest=(config, found))
        code_panel(t, {"NumPy + SciPy": Made(curse_numbers, config)}, shown=means)

    drawing(t, draw)

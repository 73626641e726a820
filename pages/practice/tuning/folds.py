"""Cross-validation drawn: who trains, who is tested, which number of neighbors it chooses, and the truth."""

import streamlit as st

from core.practice.tuning.challenges import honest_visits
from core.practice.tuning.folds import FoldsConfig, cross_validate, folds_numbers
from core.practice.tuning.folds_figure import folds_figure
from core.practice.tuning.folds_report import folds_lines
from core.practice.tuning.library import folds_in_library
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
    sentences,
)

USUAL = {"tab": "folds", "world": "visits", "scheme": "random", "folds": 5, "deals": 1, "folds_seed": 0}
EXPERIMENTS = {
    "group": Experiment(USUAL | {"scheme": "group"}, right=2),
    "days": Experiment(USUAL | {"world": "days", "scheme": "time"}, right=1),
    "deals": Experiment(USUAL | {"deals": 10}, right=2),
}
CHALLENGES = {"honest": Challenge(honest_visits, solution={"scheme": "group", "folds": 20, "folds_seed": 0})}


def show(t: Words) -> None:
    """The table and how it is dealt, beside the strips."""
    controls, stage = st.columns([1, 3.9], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(FoldsConfig, t, segments=1)
        found = cached(cross_validate, config)
        with stage:
            lines = folds_lines(found, config)
            figure(folds_figure(found, config, t), key="tuning_strips",
                   alt=t("alt.folds", folds=config.folds, **lines[0][1]))  # fmt: skip
            st.markdown(sentences(t, lines))
            st.caption(t(f"about.{config.world}"))
        challenges(t, CHALLENGES, honest=(config, found))
        shown = folds_numbers(config)
        code_panel(
            t, {"NumPy": Made(folds_numbers, config), "scikit-learn": Made(folds_in_library, config)}, shown=shown
        )

    drawing(t, draw)

"""Many begin, the best part goes on: successive halving, its cost, and its late bloomers."""

import streamlit as st

from core.practice.tuning.challenges import best_sent_home
from core.practice.tuning.halving import HalvingConfig, halve, halving_numbers
from core.practice.tuning.halving_figure import halving_figure
from core.practice.tuning.halving_report import halving_lines
from core.practice.tuning.library import halving_rungs
from core.practice.tuning.mountain import MountainConfig
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

USUAL = {"tab": "halving", "entrants": 27, "eta": 3, "first_epochs": 1, "halving_seed": 0, "mountain": 1,
         "validation_rows": 100}  # fmt: skip
EXPERIMENTS = {
    "cost": Experiment(USUAL | {"entrants": 81, "validation_rows": 1000}, right=2),
    "quiet": Experiment(USUAL | {"validation_rows": 10000, "entrants": 81}, right=0),
}
CHALLENGES = {"late": Challenge(best_sent_home, solution={"halving_seed": 3, "entrants": 81, "validation_rows": 10000})}


def show(t: Words) -> None:
    """Entrants and rungs beside the curves."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(HalvingConfig, t)
            mountain = ask(MountainConfig, t, only=("validation_rows", "mountain"))
        found = cached(halve, mountain, config)
        with stage:
            counts = " → ".join(map(str, found.counts.tolist()))
            alt = t("alt.halving", counts=counts, epochs=int(found.epochs[-1]), late=found.late)
            figure(halving_figure(found, t), key="tuning_halving", alt=alt)
            st.markdown(sentences(t, halving_lines(found)))
        challenges(t, CHALLENGES, late=(found, mountain))
        shown = {"counts": found.counts.tolist(), "epochs": found.epochs.tolist(), "cost": found.cost}
        code_panel(
            t, {"NumPy": Made(halving_numbers, mountain, config), "scikit-learn": Made(halving_rungs, config)},
            shown=shown,
        )  # fmt: skip

    drawing(t, draw)

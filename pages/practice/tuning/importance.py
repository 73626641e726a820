"""Which hyper-parameter matters: a range is dragged over the mountain, and the shares of variance change."""

import streamlit as st

from core.practice.tuning.challenges import decay_matters
from core.practice.tuning.importance import Importance, TuningRangeConfig, importance_numbers, importance_of
from core.practice.tuning.importance_figure import importance_figure
from core.practice.tuning.importance_report import importance_lines
from core.practice.tuning.mountain import MountainConfig, mountain_of, surface_of
from core.refusal import Refusal
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
    live_formula,
    refusal,
    sentences,
)

USUAL = {"tab": "importance", "mountain": 1, "rate_low": -3.0, "rate_high": 1.0, "decay_low": -4.0, "decay_high": 1.0}
EXPERIMENTS = {
    "small_decay": Experiment(USUAL | {"decay_high": -3.0, "rate_high": 0.2}, right=0),
    "no_cliff": Experiment(USUAL | {"rate_low": -1.0, "rate_high": 0.2}, right=1),
}
CHALLENGES = {"decay": Challenge(decay_matters, solution={"rate_low": -1.0, "rate_high": -0.3, "decay_high": 0.2})}
WHITE = "#ffffff"


def show(t: Words) -> None:
    """The mountain with the range, whose corners are dragged."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            mountain = ask(MountainConfig, t, only=("mountain",))
            config = ask(TuningRangeConfig, t)
        surface = cached(surface_of, cached(mountain_of, mountain))
        found: Importance | None = None
        error: Refusal | None = None
        try:
            found = cached(importance_of, mountain, config)
        except Refusal as told:
            error = told
        with stage:
            hands = [
                field_handle(TuningRangeConfig, f"rate_{end}", f"decay_{end}", label="", color=WHITE)
                for end in ("low", "high")
            ]
            lines = importance_lines(found) if found else []
            figure(
                importance_figure(found, config, surface, t), key="tuning_importance", handles=hands,
                alt=t("alt.importance", **lines[0][1]) if found else t("alt.flat"),
            )  # fmt: skip
            if error is not None:
                refusal(t, error)
            st.markdown(sentences(t, lines))
        live_formula(t, "decomposition")
        if found is not None:
            challenges(t, CHALLENGES, decay=(found,))
            code_panel(
                t, {"NumPy": Made(importance_numbers, mountain, config)},
                shown={"rate": found.rate, "decay": found.decay, "both": found.both},
            )  # fmt: skip

    drawing(t, draw)

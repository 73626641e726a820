"""Two weights: the learning rate decides which minima exist."""

import streamlit as st

from core.learning.learning_rate.challenges import flatter, sharpest
from core.learning.learning_rate.settings import TwoWeightsConfig
from core.learning.learning_rate.stability import landings, walk, walk_in_torch
from core.learning.learning_rate.stability_figure import landing_figure, stability_map, walk_figure
from core.learning.learning_rate.stability_report import first_step, stability_lines
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    paragraphs,
)

HUNDRED = {"tab": "stability", "walk_steps": 100}
EXPERIMENTS = {
    "catapult": Experiment(HUNDRED | {"u": 3.5, "v": 0.27, "eta": 0.2}, right=2),
    "no_minimum": Experiment(HUNDRED | {"u": 1.2, "v": 0.9, "eta": 1.1}, right=1),
    "exactly": Experiment(HUNDRED | {"u": 4.0, "v": 0.25, "eta": 0.15}, right=0),
}
CHALLENGES = {
    "flatter": Challenge(flatter, solution={"u": 4.0, "v": 0.2, "eta": 0.18}),
    "sharpest": Challenge(sharpest, solution={"u": 4.0, "v": 0.24, "eta": 0.1225, "walk_steps": 400}),
}


def show(t: Words) -> None:
    """The map of the loss with the walk on it, beside the sharpness that every rate reaches."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.12, 1], gap="small")

    def draw() -> None:
        with controls:
            config = ask(TwoWeightsConfig, t)
        found, reached = walk(config), landings(config)
        start = field_handle(TwoWeightsConfig, "u", "v", name="start", label=t("handle.start"))
        rate = field_handle(TwoWeightsConfig, "eta", 0.0, name="rate", label="η")
        numbers = {"u": config.u, "v": config.v, "eta": config.eta, "limit": found.limit}
        with left:
            figure(stability_map(found, t), key="learning_rate_map", alt=t("alt.map", **numbers), handles=[start])
        with right:
            figure(landing_figure(found, reached, config.eta, t), key="learning_rate_landing",
                   alt=t("alt.landing", **numbers), handles=[rate])  # fmt: skip
            figure(walk_figure(found, t), key="learning_rate_walk",
                   alt=t("alt.steps", first=float(found.losses[0]), last=float(found.losses[-1])))  # fmt: skip
        with stage:
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in stability_lines(found, config)]))
        _by_hand(t, first_step(found, config))
        challenges(t, CHALLENGES, flatter=(found,), sharpest=(found,))
        code_panel(t, {"NumPy": Made(walk, config), "PyTorch": Made(walk_in_torch, config)},
                   shown={"u": found.u, "v": found.v})  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="learning_rate_stability_by_hand")
def _by_hand(t: Words, numbers: dict[str, str]) -> None:
    live_formula(t, "by_hand", **numbers)

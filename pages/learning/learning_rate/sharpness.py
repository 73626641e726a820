"""The sharpness of a real network against 2/η."""

import streamlit as st

from core.learning.learning_rate.challenges import flat_and_good, on_the_edge
from core.learning.learning_rate.settings import OneLayerConfig, SharpnessConfig
from core.learning.learning_rate.sharpness import sharpness_in_torch, sharpness_path
from core.learning.learning_rate.sharpness_figure import (
    HIGH,
    descent_figure,
    limit_place,
    sharpness_figure,
    spectrum_figure,
)
from core.learning.learning_rate.sharpness_report import product_by_hand, sharpness_lines, spectrum_line
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
    paragraphs,
    put,
)

USUAL = {"tab": "sharpness", "dataset": "moons", "hidden": 8, "activation": "Tanh", "descent_steps": 600,
         "start_seed": 0}  # fmt: skip
EXPERIMENTS = {
    "edge": Experiment(USUAL | {"measured_loss": "HalfSquared", "descent_rate": 0.6}, right=1),
    "too_sharp": Experiment(USUAL | {"measured_loss": "HalfSquared", "descent_rate": 1.2}, right=2),
    "cross_entropy": Experiment(USUAL | {"measured_loss": "CrossEntropy", "descent_rate": 4.0}, right=0),
}
CHALLENGES = {
    "on_the_edge": Challenge(on_the_edge, solution={"descent_rate": 0.3}),
    "flat_and_good": Challenge(flat_and_good, solution={"measured_loss": "CrossEntropy", "descent_rate": 4.0}),
}


def show(t: Words) -> None:
    """Sharpness over the steps with the limit that is dragged, the loss, and the spectrum."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.12, 1], gap="small")

    def draw() -> None:
        with controls:
            config = ask(SharpnessConfig, t)
            network = ask(OneLayerConfig, t, only=("dataset", "hidden", "activation"), segments=3)
        found = cached(sharpness_path, network, config)
        limit = Handle(
            name="limit", x=found.asked, y=limit_place(found), label="2/η", along="y", y_low=2 / 10, y_high=HIGH,
            on_drag=lambda x, y: put({"descent_rate": round(min(max(2 / y, 0.01), 10), 6)}),
        )  # fmt: skip
        with left:
            figure(sharpness_figure(found, t), key="learning_rate_sharpness", handles=[limit],
                   alt=t("alt.sharpness", first=float(found.sharpness[0]), last=found.last_sharpness,
                         limit=found.limit))  # fmt: skip
        with right:
            figure(descent_figure(found, t), key="learning_rate_descent", alt=t("alt.loss", last=found.last_loss))
            figure(spectrum_figure(found, t), key="learning_rate_spectrum",
                   alt=t("alt.spectrum", count=len(found.eigenvalues), largest=found.last_sharpness))  # fmt: skip
        with stage:
            lines = [*sharpness_lines(found, config), spectrum_line(found)]
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in lines]))
        by_hand(t, "learning_rate_sharpness_by_hand", [("by_hand", product_by_hand(found, config))])
        challenges(t, CHALLENGES, on_the_edge=(found,), flat_and_good=(found,))
        code_panel(
            t, {"NumPy": Made(sharpness_path, network, config), "PyTorch": Made(sharpness_in_torch, network, config)},
            shown={"last_loss": found.last_loss, "last_sharpness": found.last_sharpness}, note=lambda: t("code_note"),
        )  # fmt: skip

    drawing(t, draw)

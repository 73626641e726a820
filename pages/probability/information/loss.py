"""Softmax at a temperature, and the loss that wrong labels leave."""

import streamlit as st

from core.figures.theme import CLASS_B
from core.probability.information.challenges import down_to_the_floor, one_half
from core.probability.information.code import NAMES
from core.probability.information.library import loss_in_torch
from core.probability.information.loss import SoftmaxLoss, loss_numbers, softmax_loss
from core.probability.information.loss_figure import softmax_figure, temperature_figure
from core.probability.information.loss_report import loss_lines, softmax_rows
from core.probability.information.settings import SoftmaxConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    paragraphs,
)

CLEAN = {"tab": "loss", "noise": 0.0}
EXPERIMENTS = {
    "flips": Experiment({"tab": "loss", "logits": (2.1972, 0.0), "temperature": 1.0, "noise": 0.1}, right=1),
    "cold": Experiment(CLEAN | {"logits": (2.0, 1.0, 0.1), "temperature": 0.1}, right=0),
    "shifted": Experiment(CLEAN | {"logits": (5.0, 4.0, 3.1), "temperature": 1.0}, right=2),
}
CHALLENGES = {
    "down_to_the_floor": Challenge(down_to_the_floor, solution={"noise": 0.2, "logits": (2.08, 0.0, 0.0)}),
    "one_half": Challenge(one_half, solution={"temperature": 2.02}),
}


def show(t: Words) -> None:
    """Logits, temperature and noise; the probabilities, and the loss over the temperature."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        picture, beside = st.columns(2, gap="medium")

    def draw() -> None:
        with controls:
            names = tuple(NAMES[: len(current_config(SoftmaxConfig, t, warn=False).logits)])
            config = ask(SoftmaxConfig, t, column_names={"logits": names})
        found = cached(softmax_loss, config)
        with picture:
            figure(softmax_figure(found, t), key="information_softmax",
                   alt=t("alt.softmax", T=config.temperature, q=float(found.q[0]), p=float(found.p[0])))  # fmt: skip
        with beside:
            hand = field_handle(SoftmaxConfig, "temperature", 0.0, color=CLASS_B)
            figure(temperature_figure(found, config.temperature, t), key="information_loss_curve", handles=[hand],
                   alt=t("alt.temperature", T=config.temperature, loss=found.loss, floor=found.floor))  # fmt: skip
            st.markdown(paragraphs(t, loss_lines(found, config)))
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, down_to_the_floor=(found, config), one_half=(found, config))
        code_panel(
            t, {"NumPy": Made(loss_numbers, config), "PyTorch": Made(loss_in_torch, config)},
            shown=loss_numbers(config),
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="information_loss_by_hand")
def _by_hand(t: Words, found: SoftmaxLoss, config: SoftmaxConfig) -> None:
    live_formula(t, "by_hand.softmax")
    rows = [t("row", **row) for row in softmax_rows(found, config)]
    st.markdown("\n".join([t("head"), "|:-|:-|:-|:-|:-|:-|", *rows]))
    live_formula(t, "by_hand.gradient")

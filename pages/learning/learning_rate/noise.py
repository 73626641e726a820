"""Batch size and gradient noise."""

import streamlit as st

from core.learning.learning_rate.challenges import as_loud_as_the_signal, mostly_wrong
from core.learning.learning_rate.noise import gradient_noise, noise_in_torch
from core.learning.learning_rate.noise_figure import FLOOR, cloud_figure, variance_figure
from core.learning.learning_rate.noise_report import noise_lines, variance_by_hand
from core.learning.learning_rate.settings import NoiseConfig, OneLayerConfig
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
    live_formula,
    paragraphs,
)

USUAL = {"tab": "noise", "dataset": "moons", "hidden": 8, "activation": "Tanh", "loss": "CrossEntropy"}
EXPERIMENTS = {
    "four_times": Experiment(USUAL | {"batch": 16, "trained": 10}, right=1),
    "later": Experiment(USUAL | {"batch": 4, "trained": 500}, right=2),
    "everything": Experiment(USUAL | {"batch": 200, "trained": 10}, right=0),
}
CHALLENGES = {
    "as_loud_as_the_signal": Challenge(as_loud_as_the_signal, solution={"batch": 100, "trained": 20}),
    "mostly_wrong": Challenge(mostly_wrong, solution={"batch": 8, "trained": 30}),
}


def show(t: Words) -> None:
    """The cloud of batch gradients beside their variance for every batch size."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.12, 1], gap="small")

    def draw() -> None:
        with controls:
            config = ask(NoiseConfig, t)
            network = ask(OneLayerConfig, t, only=("dataset", "hidden", "activation", "loss"), segments=3)
        found = cached(gradient_noise, network, config)
        pointer = field_handle(NoiseConfig, "batch", FLOOR, name="batch", label="B")
        with left:
            figure(cloud_figure(found, t), key="learning_rate_cloud",
                   alt=t("alt.cloud", batch=config.batch, share=found.uphill))  # fmt: skip
        with right:
            figure(variance_figure(found, config.batch, t), key="learning_rate_variance", handles=[pointer],
                   alt=t("alt.variance", batch=config.batch, variance=found.variance))  # fmt: skip
            lines = noise_lines(found, config)
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in lines]))
        _by_hand(t, variance_by_hand(found, config))
        challenges(t, CHALLENGES, as_loud_as_the_signal=(found, config), mostly_wrong=(found,))
        code_panel(
            t, {"NumPy": Made(gradient_noise, network, config), "PyTorch": Made(noise_in_torch, network, config)},
            shown={"measured_variance": found.measured_variance},
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="learning_rate_noise_by_hand")
def _by_hand(t: Words, numbers: dict[str, str]) -> None:
    live_formula(t, "by_hand", **numbers)

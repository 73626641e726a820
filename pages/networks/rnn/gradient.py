"""The gradient through time: it vanishes, explodes, or is held."""

import streamlit as st

from core.networks.rnn.challenges import exploded_and_clipped, long_reach
from core.networks.rnn.gradient import gradient_flow, gradient_numbers, gradients_in_torch
from core.networks.rnn.gradient_figure import eigenvalue_figure, flow_figure
from core.networks.rnn.gradient_report import backward_by_hand, gradient_lines
from core.networks.rnn.settings import GradientConfig
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

USUAL = {"tab": "gradient", "radius": 1.0, "unit": "tanh", "forget_start": 0.0, "max_norm": 0.0, "flow_seed": 0}
EXPERIMENTS = {
    "fresh": Experiment(USUAL | {"lag": 50}, right=2),
    "rotation": Experiment(USUAL | {"lag": 50}, right=1),
    "clip": Experiment(USUAL | {"radius": 2.0, "max_norm": 1.0, "lag": 25}, right=0),
}
CHALLENGES = {
    "reach": Challenge(long_reach, solution={"forget_start": 5.0}),
    "explode": Challenge(exploded_and_clipped, solution={"radius": 2.0, "max_norm": 1.0}),
}


def show(t: Words) -> None:
    """Knobs and eigenvalues beside the lengths of the gradients."""
    controls, stage = st.columns([1, 2.5], gap="medium")

    def draw() -> None:
        with controls:
            radius = field_handle(GradientConfig, "radius", 0.0, name="radius", label="ρ")
            config = ask(GradientConfig, t, only=("radius", "forget_start", "max_norm", "unit"))
        flow = cached(gradient_flow, config)
        with stage:
            wide, narrow = st.columns([1.55, 1], gap="small")
            lag = field_handle(GradientConfig, "lag", 1e-13, name="lag", label=t("handle.lag"))
            with wide:
                figure(flow_figure(flow, config, t), key="rnn_flow", handles=[lag],
                       alt=t("alt.flow", rnn=float(flow.rnn[config.lag]), lstm=float(flow.lstm[config.lag]),
                             gru=float(flow.gru[config.lag]), lag=config.lag))  # fmt: skip
            with narrow:
                figure(eigenvalue_figure(flow, t), key="rnn_eigenvalues", handles=[radius],
                       alt=t("alt.eigenvalues", radius=config.radius))  # fmt: skip
                ask(GradientConfig, t, only=("flow_seed",))
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in gradient_lines(flow, config)]))
        _by_hand(t, backward_by_hand(flow, config))
        challenges(t, CHALLENGES, reach=(flow,), explode=(flow, config))
        code_panel(t, {"NumPy": Made(gradient_numbers, config), "PyTorch": Made(gradients_in_torch, config)},
                   shown=gradient_numbers(config))  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="rnn_gradient_by_hand")
def _by_hand(t: Words, numbers: dict[str, str]) -> None:
    live_formula(t, "by_hand", **numbers)

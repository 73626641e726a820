"""The four steps of back-propagation on a whole small network."""

import numpy as np
import streamlit as st

from core.computing.autograd.network import (
    SmallNetworkConfig,
    back_propagate,
    back_propagate_torch,
    layer_sizes,
    learning_steps,
)
from core.computing.autograd.network_figure import losses_alt, losses_figure, network_alt, network_figure
from core.computing.autograd.network_report import four_steps
from pages.shared import Experiment, Made, Words, ask, choose, code_panel, current_config, figure, put

EXPERIMENTS = {
    "vanishing": Experiment(
        {
            "tab": "network", "inputs": 2, "hidden_1": 4, "hidden_2": 4, "hidden_3": 4, "activation": "Sigmoid",
            "layer": 1, "steps": 1,
        },
        right=1,
    ),
    "rate": Experiment(
        {
            "tab": "network", "inputs": 2, "hidden_1": 3, "hidden_2": 0, "hidden_3": 0, "activation": "Tanh",
            "loss": "squared error", "samples": 1, "learning_rate": 10.0, "steps": 20,
        },
        right=2,
    ),
    "batch": Experiment({"tab": "network", "samples": 6, "layer": 1, "learning_rate": 0.1}, right=0),
}  # fmt: skip


def show(t: Words) -> None:
    """Sizes on the left; the network, the falling loss and the four steps of one layer on the right."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        ask(SmallNetworkConfig, t, only=("steps", "inputs", "hidden_1", "hidden_2", "hidden_3", "outputs"))
        with st.popover(t("network.more"), icon=":material/tune:", width="stretch"):
            ask(SmallNetworkConfig, t, only=("activation", "loss", "samples", "learning_rate", "seed"))
        config = current_config(SmallNetworkConfig, t)
    steps = list(learning_steps(config))
    layers = {k: t("network.layer", number=k) for k in range(1, len(layer_sizes(config)))}
    with stage:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            layer = choose(t, "layer", layers, default=1)
            st.button(
                t("network.next"), icon=":material/skip_next:", disabled=config.steps == 50, on_click=put,
                args=({"steps": min(50, config.steps + 1)},),
            )  # fmt: skip
        left, right = st.columns([1.9, 1])
        with left:
            figure(network_figure(steps[-1], layer - 1, t), key="autograd_network", alt=network_alt(steps[-1], t))
        with right:
            losses = np.array([step.loss for step in steps])
            figure(losses_figure(losses, t), key="autograd_losses", alt=losses_alt(losses, t))
            st.caption(t("network.loss_now", number=len(steps), loss=float(losses[-1])))
    for key, formula, numbers in four_steps(steps[-1], layer, config.learning_rate):
        with st.container(border=True):
            said, written = st.columns([1, 2.4], vertical_alignment="center")
            said.markdown(t(f"network.{key}", formula=formula))
            written.latex(numbers)
    code_panel(t, {"NumPy": Made(back_propagate, config), "PyTorch": Made(back_propagate_torch, config)})

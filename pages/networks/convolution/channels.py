"""Channels and groups: which kernels a layer has, and what they cost."""

from typing import Any

import streamlit as st

from core.networks.convolution.challenges import hundred, lean
from core.networks.convolution.channels import (
    ChannelsConfig,
    channels_in_torch,
    channels_numbers,
    layer_cost,
    one_place,
)
from core.networks.convolution.channels_figure import blocks_figure, costs_figure
from core.networks.convolution.channels_report import channel_tex, channels_lines, cost_tex
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    figure,
    last_valid,
    live_formula,
    paragraphs,
    put,
)

TAB = {"tab": "channels", "image_side": 32}
EXPERIMENTS = {
    "rgb": Experiment(TAB | {"inputs": 3, "outputs": 1, "groups": 1, "kernel_side": 3, "channel": 0}, right=1),
    "pointwise": Experiment(TAB | {"inputs": 4, "outputs": 4, "groups": 1, "kernel_side": 1}, right=2),
    "halves": Experiment(TAB | {"inputs": 8, "outputs": 8, "groups": 2, "kernel_side": 3}, right=0),
}
CHALLENGES = {
    "lean": Challenge(lean, solution={"inputs": 8, "outputs": 8, "groups": 8}),
    "hundred": Challenge(hundred, solution={"inputs": 2, "outputs": 2, "groups": 2, "kernel_side": 7}),
}


def show(t: Words) -> None:
    """The layer's settings beside its kernels and its costs."""
    controls, stage = st.columns([1, 3.9], gap="medium")
    with stage:
        left, right = st.columns([1.3, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            asked = ask(ChannelsConfig, t, only=("inputs", "outputs", "groups", "kernel_side", "image_side"))
        with below:
            found, (config,) = last_valid(t, one_place, asked)
        cost = layer_cost(config)
        said = {"inputs": config.inputs, "outputs": config.outputs, "groups": config.groups, "weights": cost.weights}
        with left:
            blocks = blocks_figure(found, config, t)
            figure(
                blocks,
                key="convolution_blocks",
                alt=t("alt.blocks", **said),
                on_click=_row_chosen,
                on_hover={0: _row_chosen},
            )
        with right:
            figure(costs_figure(cost, config, t), key="convolution_costs", alt=t("alt.costs", **said))
        with below:
            live_formula(t, "channel", **channel_tex(found, config))
            live_formula(t, "cost", **cost_tex(cost, config))
            st.markdown(paragraphs(t, channels_lines(cost, config)))
        challenges(t, CHALLENGES, lean=(cost, config), hundred=(cost,))
        shown = {"parameters": cost.parameters, "multiply_adds": cost.multiply_adds, "y": found.y}
        calls = {"NumPy": Made(channels_numbers, config), "PyTorch": Made(channels_in_torch, config)}
        code_panel(t, calls, shown=shown)

    drawing(t, draw)


def _row_chosen(point: dict[str, Any]) -> None:
    channel = point.get("customdata")
    if type(channel) is int and 0 <= channel <= 7:
        put({"channel": channel})

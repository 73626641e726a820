"""The receptive field: what an output can see, and what it looks at."""

import numpy as np
import streamlit as st

from core.networks.convolution.challenges import far_with_few, looks_everywhere
from core.networks.convolution.receptive import (
    ReceptiveConfig,
    effective_field_steps,
    field_by_touch,
    field_numbers,
    theoretical_field,
)
from core.networks.convolution.receptive_figure import field_figure, growth_figure
from core.networks.convolution.receptive_report import field_tex, receptive_lines
from core.networks.convolution.stacks import STACKS
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    choose_example,
    code_panel,
    current_config,
    drawing,
    figure,
    last_valid,
    live_formula,
    paragraphs,
    with_progress,
)

TAB = {"tab": "receptive", "unit": "ReLU", "start": "random", "networks": 64}
EXPERIMENTS = {
    "two_threes": Experiment(TAB | {"layers": STACKS["two_threes"]}, right=2),
    "deep": Experiment(TAB | {"layers": STACKS["deep"]}, right=0),
    "grid": Experiment(TAB | {"layers": STACKS["same_dilation"]}, right=1),
}
CHALLENGES = {
    "far": Challenge(far_with_few, solution={"layers": STACKS["dilated"]}),
    "everywhere": Challenge(looks_everywhere, solution={"layers": ((7, 1, 1),)}),
}


def show(t: Words) -> None:
    """The stack beside its field and its growth."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.1, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            asked = _settings(t)
        with below:
            theory, (config,) = last_valid(t, theoretical_field, asked)
            found = with_progress(effective_field_steps, config, share=lambda step: step.share, said=t("computes"))
        said = {"side": theory.sides[-1], "effective": found.side, "networks": found.done, "depth": len(theory.sides)}
        with left:
            figure(field_figure(found, t), key="convolution_field", alt=t("alt.field", **said))
        with right:
            figure(growth_figure(theory, found, t), key="convolution_growth", alt=t("alt.growth", **said))
        with below:
            live_formula(t, "sum", **field_tex(theory, config))
            st.markdown(paragraphs(t, receptive_lines(theory, found, config)))
        challenges(t, CHALLENGES, far=(theory, config), everywhere=(theory, found))
        calls = {"PyTorch": Made(field_numbers, config), "Python": Made(field_by_touch, config)}
        code_panel(t, calls, shown={"sides": np.array(theory.sides)})

    drawing(t, draw)


def _settings(t: Words) -> ReceptiveConfig:
    now = current_config(ReceptiveConfig, t)
    stacks = {t(f"stack.{name}"): layers for name, layers in STACKS.items()}
    choose_example(t("stacks"), "layers", now.layers, stacks, t("own"))
    names = [t(f"column.{name}") for name in ("kernel", "stride", "dilation")]
    order = ("layers", "unit", "start", "networks")
    return ask(ReceptiveConfig, t, only=order, column_names={"layers": names})

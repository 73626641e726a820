"""A formula, its graph, every step forwards and backwards, and the scripts that print its gradients."""

from contextlib import nullcontext

import streamlit as st

from core.computing.autograd.challenges import judge_silent_input, judge_three_paths
from core.computing.autograd.curves_figure import slice_alt, slice_figure
from core.computing.autograd.formula.presets import FormulaConfig
from core.computing.autograd.pytorch.agreement import agreement
from core.computing.autograd.scripts.by_hand import script_by_hand
from core.computing.autograd.scripts.engine import script_engine, script_torch
from core.computing.autograd.settings import ALL_STEPS, AutogradState, SliceConfig
from core.computing.autograd.slices import places, slice_along
from core.computing.autograd.walk.graph_message import graph_message, step_table
from pages.computing.autograd.formula_on_screen import Shown, choose_formula, choose_values, shown_formula, write_values
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    choose,
    code_tabs,
    current_config,
    drawing,
    figure,
    put,
)
from pages.shared.live import graph

START = {"tab": "formula", "formula": "", "values": "", "step": ALL_STEPS}
EXPERIMENTS = {
    "twice": Experiment({**START, "preset": "used twice", "step": 0}, right=2),
    "softmax": Experiment({**START, "preset": "softmax"}, right=0),
    "branch": Experiment({**START, "preset": "branch"}, right=1),
}
CHALLENGES = {
    "silent": Challenge(judge_silent_input, solution={"formula": "relu(x-1)+1", "values": "x = 0.5"}),
    "paths": Challenge(judge_three_paths, solution={"formula": "x*x*x"}),
}


def show(t: Words) -> None:
    """Controls on the left, the graph and its steps on the right."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        choose_formula(t)
        sliders = st.container(gap="xxsmall")
        with st.popover(t("formula.more"), icon=":material/tune:"):
            ask(FormulaConfig, t, only=("precision",))
            write_values(t)

    def draw() -> None:
        with sliders:
            shown = shown_formula(t)
            with st.container(height=390, border=False, gap="xxsmall") if len(shown.values) > 6 else nullcontext():
                choose_values(shown, t)
        with stage:
            _graph(shown, t)
        _slice(shown, t)
        arguments = (shown.formula, shown.values, shown.config.precision)
        challenges(t, CHALLENGES, silent=(shown.trace,), paths=(shown.trace,))
        code_tabs(
            t,
            lambda: {
                t("formula.code_engine"): script_engine(*arguments),
                "PyTorch": script_torch(*arguments),
                t("formula.code_hand"): script_by_hand(*arguments),
            },
        )

    drawing(t, draw)


def _graph(shown: Shown, t: Words) -> None:
    step = current_config(AutogradState, t).step
    trace = shown.trace
    graph(
        graph_message(trace), key="autograd_graph", table=step_table(trace), step=None if step == ALL_STEPS else step,
        alt=t(
            "formula.alt", nodes=len(trace.nodes), forward=len(trace.forward), backward=len(trace.backward),
            result=float(trace.result.value),
        ),
        on_step=lambda told: put({"step": ALL_STEPS if told is None else min(told, ALL_STEPS)}),
    )  # fmt: skip
    found = agreement(shown.graph, trace)
    key = "formula.disagrees" if found.disagree else "formula.agrees"
    st.caption(t(key, count=found.compared, absolute=found.absolute))


def _slice(shown: Shown, t: Words) -> None:
    """Which number is moved, how far, and the curve of the result."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        st.caption(t("slice.hint"))
        along = choose(t, "along", {label: label for label in places(shown.graph)})
        config = ask(SliceConfig, t, only=("reach",))
    curve = slice_along(shown.graph, shown.trace, along, config.reach)
    with stage:
        figure(slice_figure(curve, t), key="autograd_slice", alt=slice_alt(curve, t))

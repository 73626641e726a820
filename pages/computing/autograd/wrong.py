"""When it goes wrong: gradients that vanish or explode in a chain, and values and slopes that are undefined."""

from functools import partial

import streamlit as st

from core.computing.autograd.chains import ChainConfig, chain_numbers, chain_numbers_torch, run_chains
from core.computing.autograd.challenges import duel, judge_duel
from core.computing.autograd.curves_figure import chains_alt, chains_figure
from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.troubles import TROUBLES
from core.computing.autograd.formula.values import parse_values
from core.computing.autograd.settings import ALL_STEPS, TroubleState
from core.computing.autograd.walk.graph_message import graph_message, step_table
from core.computing.autograd.walk.trace import trace
from pages.shared import Challenge, Experiment, Made, Words, ask, challenges, code_panel, current_config, figure, put
from pages.shared.live import graph

CHAIN = {"tab": "wrong", "depth": 20, "weight": 1.0, "bias": 0.0, "x": 0.5}
OPENED = {"tab": "formula", "step": ALL_STEPS}
EXPERIMENTS = {
    "steeper": Experiment({**CHAIN, "weight": 4.0}, right=1),
    "relu": Experiment({**CHAIN, "weight": 1.5}, right=2),
    "dead": Experiment({**CHAIN, "bias": -1.0}, right=0),
}
CHALLENGES = {"duel": Challenge(judge_duel, solution={"duel_seed": 0, "duel_answer": "first"})}


def show(t: Words) -> None:
    """The chains first, then one formula that goes wrong, node by node."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        st.markdown(t("chains.said"))
        config = ask(ChainConfig, t)
    runs = run_chains(config)
    with stage:
        figure(chains_figure(runs, t), key="autograd_chains", alt=chains_alt(runs, t))
        for run in runs:
            st.markdown(t(f"chains.{run.fate}", function=run.activation, product=run.product))
    _trouble(t)
    _duel(t)
    code_panel(t, {"NumPy": Made(chain_numbers, config), "PyTorch": Made(chain_numbers_torch, config)})


def _trouble(t: Words) -> None:
    """One formula that goes wrong: its graph with the marks, the reason, and the way to the formula view."""
    st.subheader(t("trouble.title"), anchor=False)
    chosen = ask(TroubleState, t, only=("trouble",), segments=7).trouble
    preset = TROUBLES[chosen]
    found = trace(build(preset.formula, parse_values(preset.values)))
    said, stage = st.columns([1, 3.2], gap="medium")
    with said:
        st.code(preset.formula, language=None)
        st.markdown(t(f"trouble.said.{chosen}"))
        st.button(
            t("trouble.open"), icon=":material/open_in_new:",
            on_click=partial(put, {**OPENED, "formula": preset.formula, "values": preset.values}),
        )  # fmt: skip
    with stage:
        marks = sum(len(node.diagnostics) for node in found.nodes)
        alt = t("trouble.alt", name=t.option("trouble", chosen), nodes=len(found.nodes), marks=marks)
        graph(graph_message(found), key="autograd_trouble_graph", table=step_table(found), alt=alt, height=300)


def _duel(t: Words) -> None:
    """Two chains; which passes on more gradient is asked before it is told."""
    shown = duel(current_config(TroubleState, t).duel_seed)
    st.markdown(t("duel.said"))
    for column, name, run in zip(st.columns(2), ("first", "second"), (shown.first, shown.second), strict=True):
        chain = {"function": run.activation, "depth": run.config.depth, "w": run.config.weight, "x": run.config.x}
        column.container(border=True).markdown(t("duel.chain", name=t.option("duel_answer", name), **chain))
    left, right = st.columns([2, 1])
    with left:
        answer = ask(TroubleState, t, only=("duel_answer",)).duel_answer
    with right:
        seed = ask(TroubleState, t, only=("duel_seed",)).duel_seed
    challenges(t, CHALLENGES, duel=(seed, answer))
    if answer != "none":
        first, second = shown.gradients
        st.caption(t("duel.told", first=first, second=second))

"""The formula on the screen: its controls, and its trace; where it cannot be read, what was there before."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.graph import Graph
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen, preset_of, with_values
from core.computing.autograd.formula.values import (
    MOST_OF_ALL,
    MOST_OF_ONE,
    format_value,
    format_values,
    parse_value,
    parse_values,
)
from core.computing.autograd.settings import ALL_STEPS
from core.computing.autograd.walk.trace import Trace, trace
from core.refusal import Refusal
from pages.shared import Words, ask, current_config, live_slider, put, refusal, verbatim

TYPED = "typed"  # stands for a formula of the visitor's own among the presets
REACH = 5.0  # of a variable's slider; a larger value doubles it as often as needed


@dataclass(frozen=True)
class Shown:
    """A formula that can be computed, with its values, graph and trace."""

    config: FormulaConfig
    formula: str
    values: dict[str, np.ndarray]
    graph: Graph
    trace: Trace


def compute(config: FormulaConfig) -> Shown:
    """Everything of a formula; Refusal where it cannot be computed."""
    formula, values = on_screen(config)
    graph = build(formula, values, config.precision)
    return Shown(config, formula, values, graph, trace(graph, config.precision))


def choose_formula(t: Words) -> None:
    """The preset and the text of the formula."""
    config = current_config(FormulaConfig, t)
    st.session_state["autograd_preset"] = TYPED if config.formula else config.preset
    st.selectbox(
        t("fields.preset.label"), [*([TYPED] if config.formula else []), *PRESETS], key="autograd_preset",
        format_func=lambda name: t("formula.typed") if name == TYPED else t.option("preset", name),
        help=t.get("fields.preset.help"), on_change=_take_preset,
    )  # fmt: skip
    if config.preset == "chain" and not config.formula:
        ask(FormulaConfig, t, only=("length",))
    preset = preset_of(config.preset, config.length)
    st.session_state["autograd_formula"] = config.formula or preset.formula
    lines = st.session_state["autograd_formula"].count("\n") + 1
    st.text_area(
        t("fields.formula.label"), key="autograd_formula", max_chars=2000, help=t("fields.formula.help"),
        height=48 + 24 * min(max(lines, 2), 7), on_change=partial(_take_formula, preset.formula),
    )  # fmt: skip


def _take_preset() -> None:
    if (chosen := st.session_state["autograd_preset"]) != TYPED:
        put({"preset": chosen, "formula": "", "values": "", "step": ALL_STEPS})


def _take_formula(usual: str) -> None:
    typed = st.session_state["autograd_formula"]
    put({"formula": "" if typed == usual else typed, "step": ALL_STEPS})


def shown_formula(t: Words) -> Shown:
    """What the controls ask for; else a sentence says why not, and it is what was on the screen before."""
    config = current_config(FormulaConfig, t)
    text = config.values
    try:
        parse_values(text)
        text = config.formula or preset_of(config.preset, config.length).formula
        shown = compute(config)
    except Refusal as error:
        refusal(t, error, text, t("formula.stays"))
        return compute(st.session_state.get("autograd_shown", replace(config, formula="", values="")))
    st.session_state["autograd_shown"] = config
    return shown


def formula_beside(t: Words) -> Shown:
    """The controls of the formula with its values folded away, and what they ask for."""
    choose_formula(t)
    shown = shown_formula(t)
    with st.popover(t("fields.values.label"), icon=":material/tune:", width="stretch"):
        choose_values(shown, t)
        write_values(t)
    return shown


def choose_values(shown: Shown, t: Words) -> None:
    """A slider for every number, a text box for every vector and matrix: of what is asked for, if it can be read."""
    config, values = current_config(FormulaConfig, t), shown.values
    try:
        _, values = on_screen(config)
    except Refusal:
        config = shown.config
    for name, value in values.items():
        key = f"autograd_value_{name}"
        store = partial(_store, config, name)
        if value.ndim:
            _ask_array(t, name, value, f"{key}_{config.preset}", store)
            continue
        number = float(value)
        reach = REACH
        while abs(number) > reach:
            reach *= 2
        live_slider(f"`{name}`", low=-reach, high=reach, step=reach / 100, value=number, key=key, on_move=store)
    if (error := st.session_state.pop("autograd_values_long", None)) is not None:
        refusal(t, error, after=t("formula.value_stays"))


def write_values(t: Words) -> None:
    """All values as one text: here a number becomes a vector or a matrix."""
    config, key = current_config(FormulaConfig, t), "autograd_values"
    text = config.values
    with suppress(Refusal):
        text = format_values(on_screen(config)[1])
    st.session_state[key] = text
    st.text_area(
        t("fields.values.label"), key=key, max_chars=MOST_OF_ALL, help=t.get("fields.values.help"),
        height=48 + 24 * min(text.count("\n") + 2, 7), on_change=lambda: put({"values": st.session_state[key]}),
    )  # fmt: skip


def _store(config: FormulaConfig, name: str, value: Any) -> None:
    try:
        put({"values": with_values(config, {name: value})})
    except Refusal as error:
        st.session_state["autograd_values_long"] = error


def _ask_array(t: Words, name: str, value: np.ndarray, key: str, store: Callable[[Any], None]) -> None:
    """A text box that keeps what is typed until it can be read."""
    typed = _read(st.session_state.setdefault(key, format_value(value)))
    if not isinstance(typed, Refusal) and not np.array_equal(typed, value):
        st.session_state[key] = format_value(value)

    def take() -> None:
        if not isinstance(typed := _read(st.session_state[key]), Refusal):
            store(typed)

    shape = "×".join(map(str, value.shape))
    st.text_input(f"{verbatim(name)} ({shape})", key=key, max_chars=MOST_OF_ONE, on_change=take)
    if isinstance(typed, Refusal):
        refusal(t, typed, st.session_state[key], t("formula.value_stays"))


def _read(text: str) -> np.ndarray | Refusal:
    try:
        return parse_value(text)
    except Refusal as error:
        return error

"""Broadcasting: two shapes, aligned from the right; every axis equal, stretched or refused, then cell by cell."""

from functools import partial

import streamlit as st

from core.computing.tensors.array_figure import broadcast_result_figure, operand_figure, tupled
from core.computing.tensors.broadcasting import Broadcast, BroadcastConfig, broadcast, broadcast_in_torch
from core.computing.tensors.broadcasting_report import SYMBOLS, cell_line, refused_lines, rule_lines
from core.computing.tensors.challenges import all_pairs
from core.computing.tensors.lines import broadcast_lines
from pages.computing.tensors.cell_picker import chosen_cell, side_by_side, table
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    challenges,
    code_panel,
    last_valid,
    paragraphs,
    put,
    sentences,
)

MINUS = {"tab": "broadcast", "pair_operation": "subtract"}
EXPERIMENTS = {
    "means": Experiment({**MINUS, "left_shape": "3, 4", "right_shape": "3"}, right=2),
    "table": Experiment(
        {"tab": "broadcast", "pair_operation": "multiply", "left_shape": "5, 1", "right_shape": "1, 6"}, right=1
    ),
    "trap": Experiment({**MINUS, "left_shape": "4, 1", "right_shape": "4"}, right=1),
}
CHALLENGES = {"all_pairs": Challenge(all_pairs, solution={"left_shape": "7, 1", "right_shape": "5"})}


def show(t: Words) -> None:
    """Two shapes, the table of their axes, and either the result or what would fix them."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask(BroadcastConfig, t, segments=5)
        found, (config,) = last_valid(t, broadcast, asked)
    with stage:
        st.markdown(_axes(found, t))
        if found.values is None and config == asked:
            _fixes(found, t)
    with controls:
        cell = chosen_cell(t, found.shape) if found.shape is not None else ()
    with stage:
        _cells(found, config, cell, t)
        st.markdown(paragraphs(t, cell_line(found, config.pair_operation, cell)))
    by_hand(t, "tensors_broadcast_hand", rule_lines(found))
    challenges(t, CHALLENGES, all_pairs=(found, config == asked))
    values = None if found.values is None else found.values.tolist()
    code_panel(
        t, {"NumPy": Made(broadcast, config), "PyTorch": Made(broadcast_in_torch, config)},
        shown={"shape": found.shape, "values": values}, short=broadcast_lines(config),
    )  # fmt: skip


def _axes(found: Broadcast, t: Words) -> str:
    """One column for each axis of the result, right aligned; below it what becomes of the two sizes."""
    axes = found.axes
    if not axes:
        return t("scalars")
    shape = tupled(found.shape) if found.shape is not None else "–"
    return table(
        ["", *(t("figure.axis", axis=match.axis) for match in axes)],
        [f"**a** `{tupled(found.a.shape)}`", *(_size(match.size_a) for match in axes)],
        [f"**b** `{tupled(found.b.shape)}`", *(_size(match.size_b) for match in axes)],
        ["", *(t(f"verdict_{match.verdict}") for match in axes)],
        [f"**{t('result')}** `{shape}`", *(_size(match.size, "✗") for match in axes)],
        align=":-:",
    )


def _size(number: int | None, none: str = "·") -> str:
    """A size; a dot where the shape is too short."""
    return none if number is None else f"**{number}**"


def _fixes(found: Broadcast, t: Words) -> None:
    """Which axes refuse, why, and what would fix it: a button applies it."""
    st.error(sentences(t, refused_lines(found)), icon=":material/front_hand:")
    st.markdown(t("fixes" if found.fixes else "no_fix"))
    with st.container(horizontal=True):
        for number, fix in enumerate(found.fixes):
            field = "left_shape" if fix.which == "a" else "right_shape"
            st.button(
                t(fix.kind, which=fix.which, shape=tupled(fix.shape), result=tupled(fix.result)),
                key=f"tensors__fix_{number}", icon=":material/build:",
                on_click=partial(put, {field: ", ".join(map(str, fix.shape))}),
            )  # fmt: skip


def _cells(found: Broadcast, config: BroadcastConfig, cell: tuple[int, ...], t: Words) -> None:
    """The operands as they are stretched, and the result."""
    parts = {}
    for which, array in (("a", found.a), ("b", found.b)):
        alt = t("alt.operand", name=which, shape=tupled(array.shape), to=tupled(found.shape or array.shape))
        parts[f"tensors_operand_{which}"] = operand_figure(found, which, cell, t), alt
    if found.values is not None:
        drawn = broadcast_result_figure(found, found.values, SYMBOLS[config.pair_operation], cell, t)
        alt = t("alt.result_of", shape=tupled(found.values.shape), cells=found.values.size)
        parts["tensors_broadcast"] = drawn, alt
    side_by_side(parts, clicked=parts)

"""Broadcasting: two shapes, aligned from the right; every axis equal, stretched or refused, then cell by cell."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.array_figure import bracketed, broadcast_result_figure, operand_figure, tupled
from core.computing.tensors.broadcasting import (
    AxisMatch,
    Broadcast,
    BroadcastConfig,
    Fix,
    broadcast,
    broadcast_by_hand,
    broadcast_in_torch,
)
from core.computing.tensors.challenges import all_pairs
from pages.computing.tensors.cell_picker import chosen_cell, look_at
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.panels import live_formula
from pages.shared.state import put
from pages.shared.words import Words

SYMBOLS = {"add": "+", "subtract": "−", "multiply": "×", "maximum": "max", "less": "<"}
MINUS = {"tab": "broadcast", "pair_operation": "subtract"}
EXPERIMENTS = {
    "means": Experiment({**MINUS, "left_shape": "3, 4", "right_shape": "3"}, right=2),
    "table": Experiment(
        {"tab": "broadcast", "pair_operation": "multiply", "left_shape": "5, 1", "right_shape": "1, 6"}, right=1
    ),
    "trap": Experiment({**MINUS, "left_shape": "4, 1", "right_shape": "4"}, right=1),
}


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """Two shapes, the table of their axes, and either the result or what would fix them."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask(BroadcastConfig, t, segments=5)
        found, (config,) = kept(t, "broadcast", broadcast, asked)
    with stage:
        st.markdown(axes_table(found, t))
    if found.result is None and config == asked:
        with stage:
            refusal(found, t)
    with controls:
        cell = chosen_cell(t, found.shape) if found.shape is not None else ()
    with stage:
        draw(found, config, cell, t)
    by_hand(found, t)
    with below:
        challenges(t, {"all_pairs": all_pairs(found)})
        code_panel(t, "tensors", {"NumPy": broadcast_by_hand, "PyTorch": broadcast_in_torch}, [config])


def axes_table(found: Broadcast, t: Words) -> str:
    """One column for each axis of the result, right aligned; below it what becomes of the two sizes."""
    axes = found.axes
    if not axes:
        return t("broadcast.scalars")
    shape = tupled(found.shape) if found.shape is not None else "–"
    rows = [
        ["", *(t("figure.axis", axis=match.axis) for match in axes)],
        [":-", *(":-:" for _ in axes)],
        [f"**a** `{tupled(found.a.shape)}`", *(size(match.size_a) for match in axes)],
        [f"**b** `{tupled(found.b.shape)}`", *(size(match.size_b) for match in axes)],
        ["", *(t(f"broadcast.verdict_{match.verdict}") for match in axes)],
        [f"**{t('broadcast.result')}** `{shape}`", *(size(match.size, "✗") for match in axes)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def size(number: int | None, none: str = "·") -> str:
    """A size; a dot where the shape is too short."""
    return none if number is None else f"**{number}**"


def refusal(found: Broadcast, t: Words) -> None:
    """Which axes refuse, why, and what would fix it: a button applies it."""
    refused = [match for match in found.axes if match.verdict == "refused"]
    st.error(" ".join(sentence(match, t) for match in refused), icon=":material/front_hand:")
    if not found.fixes:
        st.markdown(t("broadcast.no_fix"))
        return
    st.markdown(t("broadcast.fixes"))
    with st.container(horizontal=True):
        for number, fix in enumerate(found.fixes):
            field = "left_shape" if fix.which == "a" else "right_shape"
            st.button(
                label(fix, t), key=f"tensors__fix_{number}", icon=":material/build:",
                on_click=partial(put, {field: ", ".join(map(str, fix.shape))}),
            )  # fmt: skip


def sentence(match: AxisMatch, t: Words) -> str:
    """Why an axis refuses."""
    return t("broadcast.refused", axis=match.axis, a=match.size_a, b=match.size_b)


def label(fix: Fix, t: Words) -> str:
    """A fix in words and code."""
    return t(f"broadcast.{fix.kind}", which=fix.which, shape=tupled(fix.shape), result=tupled(fix.result))


def draw(found: Broadcast, config: BroadcastConfig, cell: tuple[int, ...], t: Words) -> None:
    """The operands as they are stretched, and the result."""
    columns = st.columns(2 if found.result is None else 3)
    for column, which, array in zip(columns, "ab", (found.a, found.b), strict=False):
        with column:
            alt = t("alt.operand", name=which, shape=tupled(array.shape), to=tupled(found.shape or array.shape))
            figure(operand_figure(found, which, cell, t), key=f"tensors_operand_{which}", alt=alt, on_click=look_at)
    if found.result is not None:
        with columns[2]:
            figure(
                broadcast_result_figure(found, found.result, SYMBOLS[config.pair_operation], cell, t),
                key="tensors_broadcast", on_click=look_at,
                alt=t("alt.result_of", shape=tupled(found.result.shape), cells=found.result.size),
            )  # fmt: skip
        if found.result.size:
            live_formula(t, "broadcast.cell", **cell_numbers(found, config, cell))


def cell_numbers(found: Broadcast, config: BroadcastConfig, cell: tuple[int, ...]) -> dict[str, object]:
    """The chosen cell as a pair of cells."""
    assert found.result is not None
    indices = [
        tuple(0 if size == 1 else i for i, size in zip(cell[len(cell) - x.ndim :], x.shape, strict=True))
        for x in (found.a, found.b)
    ]
    return {
        "cell": bracketed(cell), "a": bracketed(indices[0]), "b": bracketed(indices[1]),
        "symbol": SYMBOLS[config.pair_operation], "x": int(found.a[indices[0]]), "y": int(found.b[indices[1]]),
        "value": found.result[cell].item(),
    }  # fmt: skip


def by_hand(found: Broadcast, t: Words) -> None:
    """The rule, axis by axis, with its sizes."""
    with st.expander(t("part.numbers"), icon=":material/calculate:"):
        st.markdown(t("broadcast.rule"))
        for match in reversed(found.axes):
            a, b = ("–" if number is None else number for number in (match.size_a, match.size_b))
            st.markdown(t(f"broadcast.hand_{match.verdict}", axis=match.axis, size=match.size, a=a, b=b))

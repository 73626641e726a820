"""What several tabs have in common: the array they start from, the cell that is looked at, tables, figures in a row."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import streamlit as st

from core.computing.tensors.arrays import ArrayConfig
from core.computing.tensors.settings import TensorsState
from core.figures.figure import Figure
from pages.shared import Words, ask, current_config, figure, live_slider, put

SHAPED = ("arange", "zeros", "ones", "linspace", "random")


def ask_array(t: Words) -> ArrayConfig:
    """The controls of the array, as many as its source has."""
    conditions = {
        "shape": lambda now: now["source"] in SHAPED,
        "numbers": lambda now: now["source"] == "text",
        "seed": lambda now: now["source"] in ("random", "digit"),
    }
    fields = ("source", "shape", "numbers", "seed", "dtype", "order")
    return ask(ArrayConfig, t, only=fields, when=conditions)


def array_popover(t: Words) -> ArrayConfig:
    """The same behind a button, for tabs where something else is played with."""
    with st.popover(t("array.button"), icon=":material/grid_on:", width="stretch"):
        return ask_array(t)


def cell_number(t: Words) -> int:
    """The flat number of the cell that is looked at, before it is taken modulo the number of cells."""
    return current_config(TensorsState, t).cell


def chosen_cell(t: Words, shape: Sequence[int]) -> tuple[int, ...]:
    """The index of the cell that is looked at, after drawing a slider over the cells for those who do not click."""
    cells = math.prod(shape)
    number = cell_number(t) % max(cells, 1)
    if cells == 0:
        st.caption(t("cell.none"))
        return ()
    if cells > 1:
        live_slider(
            t("fields.cell.label"), low=0, high=cells - 1, step=1, value=number, integer=True, key="tensors_cell",
            help=t("fields.cell.help"), on_move=lambda moved: put({"cell": int(moved)}),
        )  # fmt: skip
    return tuple(int(i) for i in np.unravel_index(number, shape)) if shape else ()


def look_at(click: dict[str, object]) -> None:
    """The clicked cell is the one that is looked at."""
    number = click.get("customdata")
    if isinstance(number, int) and 0 <= number < 512:
        put({"cell": number})


def table(*rows: Sequence[object], align: str = ":-") -> str:
    """Rows as a table in Markdown, the first as its head; the columns behind the first are aligned as asked."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join([lines[0], f"|:-|{f'{align}|' * (len(rows[0]) - 1)}", *lines[1:]])


def side_by_side(parts: Mapping[str, tuple[Figure, str]], clicked: Collection[str] = ()) -> None:
    """Figures in a row, `{key: (figure, alt)}`; in the last one, the result, a cell can be clicked, as in `clicked`."""
    for column, (key, (drawn, alt)) in zip(st.columns(len(parts)), parts.items(), strict=True):
        with column:
            figure(drawn, key=key, alt=alt, on_click=look_at if key in (*clicked, [*parts][-1]) else None)


def outcome_warning(t: Words, fate: str, numbers: Mapping[str, str]) -> None:
    """What a dtype has not kept of an exact result: it wrapped around, overflowed or underflowed."""
    if fate != "kept":
        st.warning(t(f"outcome.{fate}", **numbers), icon=":material/warning:")

"""The table that four tabs share: a built-in one or a visitor's file, its target, and what could not be read of it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.data.table import Table, read_table
from core.data.tables import DataTable
from core.practice.data.frame import Frame, FrameConfig, built_in_frame, file_frame, retyped
from pages.practice.data.listed import listed
from pages.shared import Words, cached, choose, current_config, quotable
from pages.shared.cached import key_of
from pages.shared.pickers import OWN, TABLE_MEGABYTES, class_name, column_name, data_name, own_file
from pages.shared.state import current, put
from pages.shared.uploads import kept

PLACE = "data__table"
KEPT = 40  # results of a visitor's table


def choose_table(t: Words, *, target: bool = True) -> Frame:
    """The table on the screen, after drawing its picker, the target, and the visitor's file where it is asked for."""
    config = current_config(FrameConfig, t)
    _choose(t, config.table)
    frame: Frame | None = None
    if config.table == OWN:
        frame = _own(t, config)
        if frame is None:
            st.caption(t("pick.instead", name=data_name(t, "table", "penguins")))
            config = FrameConfig()
    if frame is None:
        frame = cached(built_in_frame, config)
    if target:
        places = {k: column for k, column in enumerate(frame.columns, 1) if frame.kind(column) != "text"}
        usual = next((k for k, column in places.items() if column.name == frame.target), 1)
        if places:
            choose(t, "target", {k: called(t, frame, one.name) for k, one in places.items()}, default=usual)
    if frame.bad_count:
        st.caption(_bad(t, frame))
    return frame


def _choose(t: Words, value: str) -> None:
    st.session_state["data_table"] = value
    st.selectbox(
        t("fields.table.label"), ("penguins", "iris", "wine", "breast_cancer", "diabetes", OWN), key="data_table",
        help=t("fields.table.help"), on_change=_another_table,
        format_func=lambda name: t("pick.own") if name == OWN else data_name(t, "table", name),
    )  # fmt: skip


def _another_table() -> None:
    """Columns by their numbers mean nothing in another table."""
    put({"table": st.session_state["data_table"], "as_number": (), "as_class": (), "left_out": (), "target": 0})


def _own(t: Words, config: FrameConfig) -> Frame | None:
    frame: Frame | None = own_file(t, PLACE, t("upload"), _read, megabytes=TABLE_MEGABYTES)
    if frame is None:
        return None
    signs = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blank"}
    st.caption(("" if t.language == "zh" else " ").join([
        t("pick.table_read", name=quotable(frame.name), rows=frame.rows, columns=len(frame.columns)),
        t("read_text", encoding=frame.encoding.upper().removesuffix("-SIG"), sign=t(f"signs.{signs[frame.delimiter]}"))
        if frame.delimiter else t("read_kind", kind=frame.encoding),
    ]))  # fmt: skip
    return retyped(frame, config)


def _read(name: str, content: bytes) -> Frame:
    table: Table = read_table(content)
    return file_frame(name, table)


def _bad(t: Words, frame: Frame) -> str:
    """The cells of columns of numbers that are no numbers, by row and column; they count as missing."""
    cells = listed(t, (t("bad_cell", row=one.row, column=quotable(one.column), text=quotable(one.text, 20))
                       for one in frame.bad))  # fmt: skip
    return t("bad_cells", count=frame.bad_count, cells=cells)


def called(t: Words, frame: Frame, name: str) -> str:
    """What a column is called; to be quoted where it comes from a file (`said`)."""
    return column_name(t, as_table(frame), name)


def said(t: Words, frame: Frame, name: str) -> Any:
    """The name of a column as a value of a sentence."""
    return quotable(called(t, frame, name))


def short(t: Words, frame: Frame, name: str) -> str:
    """What a column is called, without its unit."""
    return called(t, frame, name) if frame.own else called(t, frame, name).split(" (", maxsplit=1)[0]


def place_in(place: int, options: dict[int, str], otherwise: int) -> int:
    """The place, or another that the table has; as it is where there is none."""
    return place if place in options or not options else list(options)[min(otherwise, len(options) - 1)]


def labels(t: Words, frame: Frame, name: str) -> list[str]:
    """The classes of a column by their names."""
    return [class_name(t, as_table(frame), label) for label in frame.column(name).classes]


def as_table(frame: Frame) -> DataTable:
    """The same table as the pickers know it."""
    return DataTable(frame.name, frame.columns, frame.target, frame.own)


def computed(function: Callable[..., Any], frame: Frame, *arguments: Any) -> Any:
    """`function(frame, *arguments)`: shared among visitors for a built-in table, kept for this visit for one's own."""
    if frame.made is not None:
        return cached(function, frame, *arguments)
    file, asked = kept(PLACE), repr(current(FrameConfig))
    last, results = st.session_state.get("data__own", (None, {}))
    if last is not file:
        results = {}
        st.session_state["data__own"] = file, results
    key = f"{function.__qualname__}({key_of(asked, *arguments)})"
    if key not in results:
        if len(results) >= KEPT:
            results.pop(next(iter(results)))
        results[key] = function(frame, *arguments)
    return results[key]

"""Pickers of data: a built-in set, whose name is a field in the link, or a file of the visitor's own.

The file stays in the memory of the visit, one a place; no link carries it. A refused file does not replace it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from core.data.digit_images import LabeledImages, load_digit_images
from core.data.images import LONGEST_SIDE, MOST_BYTES, read_image
from core.data.pictures import Picture, load_picture
from core.data.series import TimeSeries, check_series, load_series, own_series, value_columns
from core.data.table import Table, read_table
from core.data.tables import DataTable, load_table, own_table
from core.params import domains
from pages.shared.refusals import refusal
from pages.shared.state import current_topic, current_value, put
from pages.shared.uploads import forget, kept, receive, refused
from pages.shared.words import Words, quotable

OWN = "own"  # the option of a field that stands for a file
TABLE_MEGABYTES = 5
PICTURE_TYPES = ["png", "jpg", "jpeg", "webp", "bmp", "gif"]
PIXEL = "pixel_"


def pick_image(t: Words, config_class: type, field: str = "picture", longest_side: int = LONGEST_SIDE) -> Picture:
    """The picture of a field whose options are names in IMAGES and, where one's own is welcome, "own".

    One's own is made smaller to `longest_side` pixels on its longer side.
    """
    name = _choose(t, config_class, field, "picture")
    if name != OWN:
        return load_picture(name)
    picture: Picture | None = _own_file(t, field, "picture", partial(_read_picture, longest_side))
    if picture is None:
        return load_picture(_instead(t, config_class, field, "picture"))
    height, width = picture.pixels.shape[:2]
    said = [t("pick.picture_read", name=quotable(picture.name), width=picture.size[0], height=picture.size[1])]
    st.caption(" ".join([*said, *(t(f"pick.note.{note}", width=width, height=height) for note in picture.notes)]))
    return picture


def pick_table(t: Words, config_class: type, field: str = "table") -> DataTable:
    """The table of a field whose options are names in TABLES and, where one's own is welcome, "own"."""
    name = _choose(t, config_class, field, "table")
    if name != OWN:
        return load_table(name)
    table = pick_own_table(t, field)
    return table if table is not None else load_table(_instead(t, config_class, field, "table"))


def pick_own_table(t: Words, field: str = "table") -> DataTable | None:
    """The visitor's table for the option "own" of a field whose other options `pick_table` cannot know; None before."""
    table: DataTable | None = _own_file(t, field, "table", _read_table)
    if table is not None:
        st.caption(t("pick.table_read", name=quotable(table.name), rows=table.rows, columns=len(table.columns)))
    return table


def pick_series(t: Words, config_class: type, field: str = "series") -> TimeSeries:
    """The series of a field whose options are names in SERIES and, where one's own is welcome, "own"."""
    name = _choose(t, config_class, field, "series")
    if name != OWN:
        return load_series(name)
    found: tuple[str, Table] | None = _own_file(t, field, "series", _read_series)
    if found is None:
        return load_series(_instead(t, config_class, field, "series"))
    file, table = found
    columns = value_columns(table)
    column = columns[0]
    if len(columns) > 1:
        column = st.selectbox(t("pick.value_column"), columns, key=f"{_place(field)}_column")
    series = own_series(file, table, column)
    missing = int((series.values != series.values).sum())
    st.caption(t("pick.series_read", name=quotable(file), count=len(series.values), missing=missing))
    return series


def pick_digit_images(t: Words, config_class: type, field: str = "images") -> LabeledImages:
    """The small labeled images of a field whose options are names in DIGIT_IMAGES."""
    return load_digit_images(_choose(t, config_class, field, "images"))


def data_name(t: Words, kind: str, name: str) -> str:
    """What a built-in "table", "series", "picture" or "images" is called, and the "quantity" of a series."""
    return t.get(f"data.{kind}.{name}") or name


def column_name(t: Words, table: DataTable, name: str) -> str:
    """What a column is called, with its unit; a column of a visitor's file has the name that it has there."""
    if table.own:
        return name
    if name.startswith(PIXEL):
        row, column = name.removeprefix(PIXEL).split("_")
        return t("data.column.pixel", row=row, column=column)
    unit = table.column(name).unit
    return f"{t(f'data.column.{name}')} ({unit})" if unit else t(f"data.column.{name}")


def class_name(t: Words, data: DataTable | LabeledImages, label: str) -> str:
    """What a class is called; a class of a visitor's file has the name that it has there."""
    own = isinstance(data, DataTable) and data.own
    return label if own else t.get(f"data.class.{label}") or label


def _place(field: str) -> str:
    return f"{current_topic()}__{field}"


def _choose(t: Words, config_class: type, field: str, kind: str) -> str:
    """The select box of a field; its names are those of the data, in the reader's language."""
    value = str(current_value(config_class, field))
    key = f"{current_topic()}_{field}"
    st.session_state[key] = value
    st.selectbox(
        t(f"fields.{field}.label"), domains(config_class)[field].options, key=key, help=t.get(f"fields.{field}.help"),
        format_func=lambda name: t("pick.own") if name == OWN else data_name(t, kind, name),
        on_change=lambda: put({field: st.session_state[key]}),
    )  # fmt: skip
    return value


def _instead(t: Words, config_class: type, field: str, kind: str) -> str:
    """The built-in set that is shown while there is no file: the field's default, else its first option."""
    domain = domains(config_class)[field]
    name = str(domain.default if domain.default != OWN else next(one for one in domain.options if one != OWN))
    st.caption(t("pick.instead", name=data_name(t, kind, name)))
    return name


def _own_file(t: Words, field: str, kind: str, read: Callable[[str, bytes], Any]) -> Any:
    label, place = t(f"pick.upload_{kind}"), _place(field)
    if kind == "picture":
        return own_file(t, place, label, read, types=PICTURE_TYPES, megabytes=MOST_BYTES // 1_000_000)
    return own_file(t, place, label, read, megabytes=TABLE_MEGABYTES)


def own_file(
    t: Words, place: str, label: str, read: Callable[[str, bytes], Any], *, types: list[str] | None = None,
    megabytes: int,
) -> Any:  # fmt: skip
    """The uploader of a place, and what was read from the last readable file of this visit; None while there is none.

    What has been read stays until it is forgotten, by a button that comes when the uploader no longer holds its file.
    """
    file = st.file_uploader(
        label, key=f"{place}_upload", type=types, max_upload_size=megabytes, help=t("pick.private"),
        on_change=partial(receive, place, f"{place}_upload", read),
    )  # fmt: skip
    if (error := refused(place)) is not None:
        refusal(t, error)
    found = kept(place)
    if found is not None and (file is None or error is not None):
        st.button(
            t("pick.forget"), key=f"{place}_forget", icon=":material/delete:", type="tertiary",
            on_click=partial(forget, place),
        )  # fmt: skip
    return found


def _read_picture(longest_side: int, name: str, content: bytes) -> Picture:
    return read_image(content, name, longest_side)


def _read_table(name: str, content: bytes) -> DataTable:
    return own_table(name, read_table(content))


def _read_series(name: str, content: bytes) -> tuple[str, Table]:
    table = read_table(content)
    check_series(table)
    return name, table

"""A visitor's own file: received, kept for the visit, read once, and refused in one sentence.

A file that cannot be read does not replace the one before. It is the one thing that no link carries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from core.data.table import Repair, Table, read_table
from core.practice.metrics.predictions import Note, Predictions
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import UploadState
from core.practice.metrics.upload.column_choice import guessed_columns
from core.practice.metrics.upload.columns import Columns
from core.refusal import Refusal
from pages.shared.refusals import refusal
from pages.shared.state import put
from pages.shared.uploads import forget, kept, receive, refused, take_over
from pages.shared.words import Words, code_span, quotable

Read = TypeVar("Read", Predictions, RegressionPredictions)
MEGABYTES = 5
NOTES_SHOWN, PAIRS_SHOWN = 4, 12
FIRST = ("speaks", "cells_dropped", "rows_dropped", "spellings")  # what a reader must see
WRONG_WAY = ("wrong_way", "wrong_way_several")


@dataclass(frozen=True)
class Upload:
    """A readable file and the guess at its columns."""

    name: str
    table: Table
    guess: Columns


def received(t: Words, slot: str, sample: Callable[[], str]) -> Upload | None:
    """Draw the uploader of a slot and a sample file to try; the last readable file of the visit."""
    take_over(place_of(slot), _read)
    left, right = st.columns([1.7, 1], vertical_alignment="center")
    with left:
        file = st.file_uploader(
            t(f"upload.label_{slot}"), key=f"metrics_uploader_{slot}", max_upload_size=MEGABYTES,
            on_change=_receive, args=(slot,),
        )  # fmt: skip
    with right:
        st.download_button(
            t("upload.sample"), sample, f"gradus_{slot}.csv", "text/csv", key=f"metrics_sample_{slot}",
            on_click="ignore", icon=":material/download:", type="tertiary",
        )  # fmt: skip
        st.caption(t("upload.private"))
    upload: Upload | None = kept(place_of(slot))
    if (error := refused(place_of(slot))) is not None:
        refusal(t, error)
    if upload is None:
        st.caption(t("upload.limits"))
        return None
    fresh = file is not None and error is None
    said = t(
        "upload.read" if fresh else "upload.still", name=quotable(upload.name), rows=len(upload.table.rows),
        columns=len(upload.table.names), encoding=upload.table.encoding.removesuffix("-sig").upper(),
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(said, width="stretch" if not fresh else "content")
        if not fresh:
            st.button(
                t("upload.forget"), key=f"metrics_forget_{slot}", on_click=_forget, args=(slot,),
                icon=":material/delete:", type="tertiary",
            )  # fmt: skip
    return upload


def place_of(slot: str) -> str:
    """The place of a slot's file among the files of the visit."""
    return f"metrics_{slot}"


def _forget(slot: str) -> None:
    forget(place_of(slot))
    for of in (slot, "rival"):
        st.session_state.pop(f"metrics_read_{of}", None)


def _receive(slot: str) -> None:
    before: Upload | None = kept(place_of(slot))
    receive(place_of(slot), f"metrics_uploader_{slot}", _read)
    now: Upload | None = kept(place_of(slot))
    if before is not None and now is not None and before.table.names != now.table.names:
        put(vars(UploadState()))  # what was chosen spoke of other columns


def _read(name: str, content: bytes) -> Upload:
    table = read_table(content)
    return Upload(name, table, guessed_columns(table))


def read_columns(
    t: Words, slot: str, read: Callable[[Table, Columns], Read], table: Table, columns: Columns
) -> Read | None:
    """What the columns hold, computed once for each choice; notes are shown, a refusal is said."""
    key = f"metrics_read_{slot}"
    before = st.session_state.get(key)
    if before is None or before[0] is not table or before[1] != columns:
        try:
            before = (table, columns, read(table, columns))
        except Refusal as error:
            before = (table, columns, error)
        st.session_state[key] = before
    found: Read | Refusal = before[2]
    if isinstance(found, Refusal):
        refusal(t, found)
        return None
    told: list[Note | Repair] = list(table.repairs)
    for note in found.notes:
        if note.key not in WRONG_WAY:
            told.append(note)
    _notes(t, slot, told)
    return found


def _notes(t: Words, slot: str, notes: Sequence[Note | Repair]) -> None:
    """How the file was read, as a list; the rest of a long one is folded."""
    ordered = sorted(notes, key=lambda note: not note.key.startswith(FIRST))
    lines = [f"- {note_sentence(t, note)}" for note in ordered]
    shown = lines if len(lines) <= NOTES_SHOWN + 1 else lines[:NOTES_SHOWN]
    if shown:
        st.caption("\n".join(shown))
    if len(shown) < len(lines):
        with st.expander(t("upload.more_notes", count=len(lines) - len(shown)), key=f"metrics_notes_{slot}"):
            st.caption("\n".join(lines[len(shown) :]))


def note_sentence(t: Words, note: Note | Repair) -> str:
    """The sentence of a note; what comes from the file stands in backticks."""
    return t(f"upload.notes.{note.key}", **{key: _quoted(value) for key, value in note.values.items()})


def _quoted(value: Any) -> Any:
    """Several names, or pairs of names, each in backticks; other values fit to stand in backticks of the words."""
    if not isinstance(value, tuple):
        return quotable(value)
    items = (item if isinstance(item, tuple) else (item,) for item in value[:PAIRS_SHOWN])
    text = ", ".join(" → ".join(map(code_span, item)) for item in items)
    return text + (", …" if len(value) > PAIRS_SHOWN else "")

"""Arrays in files: written in three formats, and read back as data only."""

from typing import Any

import numpy as np
import streamlit as st

from core.computing.tensors.array_figure import tupled
from core.computing.tensors.arrays import create, first_cells
from core.computing.tensors.files import (
    StoredArray,
    npy_parts,
    npy_parts_of_numpy,
    read_arrays,
    write_npy,
    write_npz,
    write_safetensors,
)
from core.computing.tensors.products_figure import shaded_figure
from pages.computing.tensors.cell_picker import array_popover, table
from pages.shared import Made, Words, cached, choose, code_panel, figure, last_valid, live_formula, quotable, refusal
from pages.shared.uploads import forget, kept, receive, refused

MEGABYTES = 5
UPLOAD = "tensors__upload"  # the place of the visitor's file, and its uploader
MOST_ROWS = 8  # of the table of arrays


def show(t: Words) -> None:
    """The array of the page saved in three formats, and a file of the visitor read."""
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True):
        st.markdown(f"**{t('save')}**")
        _saved(t)
    with right, st.container(border=True):
        st.markdown(f"**{t('load')}**")
        _loaded(t)


def _saved(t: Words) -> None:
    asked = array_popover(t)
    array, (config,) = last_valid(t, create, asked)
    with st.container(horizontal=True):
        for kind, content in (
            (".npy", write_npy(array)),
            (".npz", write_npz({"array": array})),
            (".safetensors", write_safetensors({"array": array})),
        ):
            st.download_button(
                f"{kind} · {len(content)} B", content, f"gradus{kind}", "application/octet-stream",
                key=f"tensors__save{kind}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
    _draw(array, t, "saved")
    parts = cached(npy_parts, config)
    live_formula(
        t, "inside", header=parts.header_bytes, count=array.size, each=array.itemsize,
        total=parts.header_bytes + parts.data_bytes,
    )  # fmt: skip
    st.code(parts.header, language="python", wrap_lines=True)
    code_panel(
        t, {"NumPy": Made(npy_parts, config), "np.save": Made(npy_parts_of_numpy, config)}, shown=parts,
        short={"NumPy": 'np.save("array.npy", a)', "np.save": 'np.load("array.npy", allow_pickle=False)'},
    )  # fmt: skip


def _loaded(t: Words) -> None:
    """The uploader, and the arrays of the last readable file; a refused file does not replace it."""
    file = st.file_uploader(
        t("upload"), key=UPLOAD, help=t("limits"), max_upload_size=MEGABYTES,
        on_change=receive, args=(UPLOAD, UPLOAD, _read),
    )  # fmt: skip
    if (error := refused(UPLOAD)) is not None:
        refusal(t, error)
    stored: tuple[str, tuple[StoredArray, ...]] | None = kept(UPLOAD)
    if stored is None:
        st.caption(t("private"))
        return
    name, arrays = stored
    if file is None or error is not None:
        st.button(
            t("forget", name=quotable(name)), icon=":material/close:", type="tertiary", on_click=forget, args=(UPLOAD,)
        )
    chosen: Any = 0
    if len(arrays) > 1:
        names = {number: _in_cell(array.name) for number, array in enumerate(arrays)}
        chosen = choose(t, "entry", names)
    _draw(arrays[chosen].array, t, "loaded")
    st.markdown(_table(name, arrays, t))


def _table(name: str, arrays: tuple[StoredArray, ...], t: Words) -> str:
    """Name, shape and dtype of the first arrays of a file."""
    rows = [[_in_cell(one.name), tupled(one.array.shape), _in_cell(one.dtype)] for one in arrays[:MOST_ROWS]]
    head = t("name"), t("array.fact_shape"), t("dtype")
    said = t("read" if len(arrays) > 1 else "read_one", name=quotable(name), count=len(arrays))
    return said + "\n\n" + table(head, *([f"`{cell}`" for cell in row] for row in rows))


def _in_cell(text: str) -> str:
    """A text from a file that cannot break out of its cell."""
    return str(quotable(text)).replace("|", "/") or "–"


def _read(name: str, content: bytes) -> tuple[str, tuple[StoredArray, ...]]:
    return name, read_arrays(content)


def _draw(array: np.ndarray, t: Words, key: str) -> None:
    """As many cells as can be drawn."""
    shown = first_cells(array)
    title = t("figure.operand", name=t("array"), shape=tupled(array.shape))
    figure(
        shaded_figure(title, shown, t), key=f"tensors_file_{key}",
        alt=t("alt.result_of", shape=tupled(array.shape), cells=array.size),
    )  # fmt: skip
    if shown.size < array.size:
        st.caption(t("only_first", cells=shown.size, all=array.size))

"""One array: its numbers, its shape and dtype, and the line of memory that it lies in."""

import numpy as np
import streamlit as st

from core.computing.tensors.array_figure import array_figure, array_memory_figure, bracketed, tupled
from core.computing.tensors.arrays import create
from core.computing.tensors.challenges import first_axis_fastest
from core.computing.tensors.layout import Layout, layout, layout_by_hand, layout_in_torch
from pages.computing.tensors.cell_picker import ask_array, chosen_cell, look_at
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    challenges,
    code_panel,
    drawing,
    figure,
    folded,
    last_valid,
    live_formula,
)

DEFAULTS = {"tab": "array", "source": "arange", "shape": "2, 3, 4", "dtype": "float32", "order": "C"}
EXPERIMENTS = {
    "columns_first": Experiment({**DEFAULTS, "order": "F", "cell": 17}, right=1),
    "half": Experiment({**DEFAULTS, "dtype": "float16", "cell": 17}, right=2),
    "picture": Experiment({"tab": "array", "source": "photo", "dtype": "uint8", "order": "C", "cell": 100}, right=0),
}


CHALLENGES = {"first_axis": Challenge(first_axis_fastest, solution={"shape": "3, 2, 2", "order": "F"})}


def show(t: Words) -> None:
    """Controls, cells, memory, and the sum that leads to a cell."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask_array(t)
    with stage:
        array, (config,) = last_valid(t, create, asked)

    def draw() -> None:
        found = layout(array)
        with controls:
            cell = chosen_cell(t, array.shape)
        with stage:
            _stage(array, found, cell, by_value=config.source in ("digit", "photo"), t=t)
        by_hand(found, t)
        challenges(t, CHALLENGES, first_axis=(found,))
        code_panel(t, {"NumPy": Made(layout_by_hand, config), "PyTorch": Made(layout_in_torch, config)})

    drawing(t, draw)


def _stage(array: np.ndarray, found: Layout, cell: tuple[int, ...], *, by_value: bool, t: Words) -> None:
    left, right = st.columns([1, 1], vertical_alignment="center")
    with left:
        alt = t("alt.array", shape=tupled(array.shape), dtype=found.dtype, strides=tupled(found.strides_bytes))
        drawn = array_figure(array, found, cell, t, by_value=by_value)
        figure(drawn, key="tensors_array", alt=alt, on_click=look_at)
    with right:
        st.markdown(facts(found, t))
        st.caption(t("array.colors_value" if by_value else "array.colors_memory"))
    figure(
        array_memory_figure(array, found, cell, t, by_value=by_value), key="tensors_memory",
        alt=t("alt.memory", cells=array.size, bytes=found.total_bytes),
    )  # fmt: skip
    if array.size:
        live_formula(t, "array.offset", **offset_numbers(found, cell))


def facts(found: Layout, t: Words) -> str:
    """Shape, dtype, strides, bytes and contiguity, as a table."""
    contiguous = " · ".join(name for name, holds in (("C", found.c_contiguous), ("F", found.f_contiguous)) if holds)
    values = {
        "shape": tupled(found.shape),
        "dtype": found.dtype,
        "strides": tupled(found.strides_bytes),
        "bytes": found.total_bytes,
        "contiguous": contiguous or t("array.neither"),
    }
    rows = [f"| {t(f'array.fact_{name}')} | `{value}` |" for name, value in values.items()]
    return "\n".join([rows[0], "|:-|:-|", *rows[1:]])


def offset_numbers(found: Layout, cell: tuple[int, ...]) -> dict[str, object]:
    """The offset of a cell as the sum of index times stride."""
    pairs = list(zip(cell, found.strides_bytes, strict=True))
    return {
        "index": bracketed(cell),
        "sum": " + ".join(rf"{i} \cdot {stride}" for i, stride in pairs) or "0",
        "offset": sum(i * stride for i, stride in pairs),
    }


@folded("part.numbers", icon="calculate", key="tensors_by_hand")
def by_hand(found: Layout, t: Words) -> None:
    """Every stride from the shape, with its numbers; written while it is looked at."""
    fortran = found.f_contiguous and not found.c_contiguous
    st.markdown(t("array.strides_f" if fortran else "array.strides_c"))
    for axis, stride in enumerate(found.strides_bytes):
        sizes = found.shape[:axis] if fortran else found.shape[axis + 1 :]
        factors = r" \cdot ".join(str(size) for size in (found.itemsize_bytes, *sizes))
        st.markdown(rf"$s_{axis} = {factors} = {stride}$")
    sizes_of_all = r" \cdot ".join(map(str, found.shape)) or "1"
    st.markdown(t("array.total", sizes=sizes_of_all, itemsize=found.itemsize_bytes, total=found.total_bytes))

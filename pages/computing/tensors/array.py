"""One array: its numbers, its shape and dtype, and the line of memory that it lies in."""

import streamlit as st

from core.computing.tensors.array_figure import array_figure, array_memory_figure, bracketed, tupled
from core.computing.tensors.arrays import ArrayConfig
from core.computing.tensors.challenges import first_axis_fastest
from core.computing.tensors.layout import MemoryLayout, layout, layout_in_torch
from core.computing.tensors.layout_report import contiguous_orders, offset_sum, stride_lines
from core.computing.tensors.lines import array_lines
from pages.computing.tensors.cell_picker import ask_array, chosen_cell, look_at, table
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    by_hand,
    challenges,
    code_panel,
    drawing,
    figure,
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
        found, (config,) = last_valid(t, layout, asked)

    def draw() -> None:
        with controls:
            cell = chosen_cell(t, found.shape)
        with stage:
            _stage(found, config, cell, t)
        by_hand(t, "tensors_by_hand", stride_lines(found))
        challenges(t, CHALLENGES, first_axis=(found, config == asked))
        code_panel(
            t, {"NumPy": Made(layout, config), "PyTorch": Made(layout_in_torch, config)}, shown=found,
            short=array_lines(config),
        )  # fmt: skip

    drawing(t, draw)


def _stage(found: MemoryLayout, config: ArrayConfig, cell: tuple[int, ...], t: Words) -> None:
    by_value = config.source in ("digit", "photo")
    left, right = st.columns([1, 1], vertical_alignment="center")
    with left:
        alt = t("alt.array", shape=tupled(found.shape), dtype=found.dtype, strides=tupled(found.strides_bytes))
        figure(array_figure(found, cell, t, by_value=by_value), key="tensors_array", alt=alt, on_click=look_at)
    with right:
        facts = {
            t("array.fact_shape"): tupled(found.shape), t("fact_dtype"): found.dtype,
            t("array.fact_strides"): tupled(found.strides_bytes), t("fact_bytes"): found.total_bytes,
            t("fact_contiguous"): contiguous_orders(found) or t("neither"),
        }  # fmt: skip
        st.markdown(table(*((name, f"`{value}`") for name, value in facts.items())))
        st.caption(t("colors_value" if by_value else "colors_memory"))
    figure(
        array_memory_figure(found, cell, t, by_value=by_value), key="tensors_memory",
        alt=t("alt.memory", cells=found.array.size, bytes=found.total_bytes),
    )  # fmt: skip
    if found.array.size:
        total, offset = offset_sum(cell, found.strides_bytes)
        live_formula(t, "offset", index=bracketed(cell), sum=total, offset=offset)

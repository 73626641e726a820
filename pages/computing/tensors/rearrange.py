"""Joining, gathering and choosing: every cell of the result is one cell of an operand."""

import streamlit as st

from core.computing.tensors.array_figure import bracketed, tupled
from core.computing.tensors.lines import rearrange_lines
from core.computing.tensors.products_figure import rearranged_figures
from core.computing.tensors.rearranging import (
    RearrangeConfig,
    Rearrangement,
    origin_of,
    rearrange,
    rearrange_in_torch,
)
from pages.computing.tensors.cell_picker import chosen_cell, side_by_side
from pages.shared import Experiment, Made, Words, ask, code_panel, last_valid

EXPERIMENTS = {
    "new_axis": Experiment(
        {
            "tab": "combine", "combine": "rearrange", "rearrangement": "stack", "joined_a": "2, 3", "joined_b": "2, 3",
            "join_axis": 0,
        },
        right=1,
    ),
}  # fmt: skip


def show(t: Words) -> None:
    """The operands, what chooses between them, and the result in the colors of where its cells came from."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        asked = ask(RearrangeConfig, t, segments=3, when={
            "join_axis": lambda now: now["rearrangement"] != "where",
            "rearrange_seed": lambda now: now["rearrangement"] in ("gather", "where"),
        })  # fmt: skip
        found, configs = last_valid(t, rearrange, asked)
        cell = chosen_cell(t, found.shape)
    with stage:
        figures = rearranged_figures(found, cell, t)
        keys = [*(f"tensors_part_{k}" for k in range(len(figures) - 1)), "tensors_rearranged"]
        alts = [t("alt.rearranged", number=k + 1, shape=tupled(found.shape)) for k in range(len(figures))]
        side_by_side(dict(zip(keys, zip(figures, alts, strict=True), strict=True)))
        if found.values.size:
            st.markdown(_source(found, cell, t))
        st.caption(t(configs[0].rearrangement))
    code_panel(
        t, {"NumPy": Made(rearrange, *configs), "PyTorch": Made(rearrange_in_torch, *configs)},
        shown={"shape": found.shape, "values": found.values.tolist()}, short=rearrange_lines(*configs),
    )  # fmt: skip


def _source(found: Rearrangement, cell: tuple[int, ...], t: Words) -> str:
    """Where the chosen cell came from."""
    name, index = origin_of(found, cell)
    chooser = "" if found.chooser is None else " " + t("chooser", value=found.chooser[cell].item())
    return t("cell", cell=bracketed(cell), source=name + bracketed(index), value=int(found.values[cell])) + chooser

"""Joining, gathering and choosing: every cell of the result is one cell of an operand."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.array_figure import bracketed, tupled
from core.computing.tensors.products_figure import rearranged_figures
from core.computing.tensors.rearranging import (
    RearrangeConfig,
    Rearrangement,
    rearrange,
    rearrange_by_hand,
    rearrange_in_torch,
)
from pages.computing.tensors.cell_picker import chosen_cell, look_at
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.words import Words

EXPERIMENTS = {
    "new_axis": Experiment(
        {
            "tab": "combine", "combine": "rearrange", "rearrangement": "stack", "joined_a": "2, 3", "joined_b": "2, 3",
            "join_axis": 0,
        },
        right=1,
    ),
}  # fmt: skip


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """The operands, what chooses between them, and the result in the colours of where its cells came from."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        asked = ask(
            RearrangeConfig, t, only=("rearrangement", "joined_a", "joined_b", "join_axis", "seed"),
            segments=3,
            when={
                "join_axis": lambda now: now["rearrangement"] != "where",
                "seed": lambda now: now["rearrangement"] in ("gather", "where"),
            },
        )  # fmt: skip
        found, configs = kept(t, "rearrange", rearrange, asked)
        cell = chosen_cell(t, found.result.shape)
    with stage:
        figures = rearranged_figures(found, cell, t)
        for number, (column, drawn) in enumerate(zip(st.columns(len(figures)), figures, strict=True)):
            last = number == len(figures) - 1
            with column:
                alt = t("alt.rearranged", number=number + 1, shape=tupled(found.result.shape))
                key = "tensors_rearranged" if last else f"tensors_part_{number}"
                figure(drawn, key=key, alt=alt, on_click=look_at if last else None)
        if found.result.size:
            st.markdown(origin_of(found, cell, t))
        st.caption(t(f"rearrange.{configs[0].rearrangement}"))
    with below:
        code_panel(t, "tensors", {"NumPy": rearrange_by_hand, "PyTorch": rearrange_in_torch}, configs)


def origin_of(found: Rearrangement, cell: tuple[int, ...], t: Words) -> str:
    """Where the chosen cell came from."""
    name, array = (("a", found.a), ("b", found.b))[int(found.origin[cell])]
    source = int(found.sources[cell])
    index: list[int] = []
    for size in reversed(array.shape):
        source, i = divmod(source, size)
        index.insert(0, i)
    chooser = "" if found.chooser is None else " " + t("rearrange.chooser", value=found.chooser[cell].item())
    value = int(found.result[cell])
    return t("rearrange.cell", cell=bracketed(cell), source=name + bracketed(index), value=value) + chooser

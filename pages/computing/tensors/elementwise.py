"""The same function for every cell."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.array_figure import bracketed, one_cell, tupled
from core.computing.tensors.cells_figure import cell_text
from core.computing.tensors.elementwise import ElementwiseConfig, apply, apply_by_hand, apply_in_torch
from core.computing.tensors.products_figure import lit_figure, outcome_figure
from pages.computing.tensors.cell_picker import array_popover, chosen_cell, look_at
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.panels import live_formula
from pages.shared.words import Words

EXPERIMENTS = {
    "mask": Experiment(
        {"tab": "combine", "combine": "elementwise", "function": "over_two", "source": "arange", "shape": "2, 3, 4"}, 2
    ),
}


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """The array before and after; one cell as a formula."""
    controls, left, right = st.columns([1, 1.5, 1.5], gap="medium")
    with controls:
        asked = array_popover(t)
        wanted = ask(ElementwiseConfig, t)
        found, configs = kept(t, "elementwise", apply, asked, wanted)
        cell = chosen_cell(t, found.result.shape)
    with left:
        title = t("figure.operand", name="a", shape=tupled(found.array.shape))
        before = lit_figure(title, found.array, one_cell(found.array.shape, cell), t)
        alt = t("alt.operand", name="a", shape=tupled(found.array.shape), to=tupled(found.array.shape))
        figure(before, key="tensors_before", alt=alt, on_click=look_at)
    with right:
        alt = t("alt.result_of", shape=tupled(found.result.shape), cells=found.result.size)
        figure(outcome_figure(found.result, cell, t), key="tensors_after", alt=alt, on_click=look_at)
    if found.result.size:
        live_formula(
            t, f"elementwise.{configs[1].function}", cell=bracketed(cell),
            x=cell_text(found.array[cell]), y=cell_text(found.result[cell]),
        )  # fmt: skip
    st.caption(t("elementwise.dtype", before=str(found.array.dtype), after=str(found.result.dtype)))
    with below:
        code_panel(t, "tensors", {"NumPy": apply_by_hand, "PyTorch": apply_in_torch}, configs)

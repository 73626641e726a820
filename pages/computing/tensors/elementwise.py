"""The same function for every cell."""

import streamlit as st

from core.computing.tensors.array_figure import bracketed, one_cell, tupled
from core.computing.tensors.elementwise import ElementwiseConfig, apply, apply_in_torch
from core.computing.tensors.exact_report import elementwise_numbers
from core.computing.tensors.lines import elementwise_lines
from core.computing.tensors.products_figure import lit_figure, outcome_figure
from pages.computing.tensors.cell_picker import array_popover, chosen_cell, outcome_warning, side_by_side
from pages.shared import Experiment, Made, Words, ask, code_panel, last_valid, live_formula

EXPERIMENTS = {
    "mask": Experiment(
        {"tab": "combine", "combine": "elementwise", "function": "over_two", "source": "arange", "shape": "2, 3, 4",
         "dtype": "float32"},
        right=2,
    ),
}  # fmt: skip


def show(t: Words) -> None:
    """The array before and after; one cell as a formula."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = array_popover(t)
        wanted = ask(ElementwiseConfig, t)
        found, configs = last_valid(t, apply, asked, wanted)
        cell = chosen_cell(t, found.shape)
    with stage:
        title, shape = t("figure.operand", name="a", shape=tupled(found.shape)), tupled(found.shape)
        before = lit_figure(title, found.array, one_cell(found.shape, cell), t)
        parts = {
            "tensors_before": (before, t("alt.operand", name="a", shape=shape, to=shape)),
            "tensors_after": (
                outcome_figure(found.values, cell, t),
                t("alt.result_of", shape=shape, cells=found.values.size),
            ),
        }
        side_by_side(parts, clicked=parts)
        if found.values.size:
            formula, fate, numbers = elementwise_numbers(found, configs[1].function, cell)
            live_formula(t, f"formula.{configs[1].function}", cell=bracketed(cell), **formula)
            outcome_warning(t, fate, numbers)
        st.caption(t("dtype", before=str(found.array.dtype), after=found.dtype))
    code_panel(
        t, {"NumPy": Made(apply, *configs), "PyTorch": Made(apply_in_torch, *configs)},
        shown={"shape": found.shape, "dtype": found.dtype, "values": found.values.tolist()},
        short=elementwise_lines(configs[1]),
    )  # fmt: skip

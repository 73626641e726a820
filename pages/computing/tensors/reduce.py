"""Reductions: along an axis, many cells become one."""

import streamlit as st

from core.computing.tensors.array_figure import bracketed, tupled
from core.computing.tensors.exact_report import reduction_numbers
from core.computing.tensors.lines import reduce_lines
from core.computing.tensors.products_figure import lit_figure, outcome_figure
from core.computing.tensors.reductions import ReduceConfig, contribution, reduce, reduce_in_torch
from pages.computing.tensors.cell_picker import array_popover, cell_number, chosen_cell, outcome_warning, side_by_side
from pages.shared import Experiment, Made, Words, ask, code_panel, last_valid, live_formula

SETTINGS = {"tab": "combine", "combine": "reduce", "source": "arange", "shape": "2, 3, 4", "dtype": "float32"}
EXPERIMENTS = {
    "which_axis": Experiment({**SETTINGS, "reduction": "sum", "along": "1", "keepdims": False}, right=1),
    "keep": Experiment({**SETTINGS, "reduction": "mean", "along": "-1", "keepdims": True}, right=2),
}


def show(t: Words) -> None:
    """The array, the cells that become one, and the result."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = array_popover(t)
        wanted = ask(ReduceConfig, t, only=("reduction", "along", "keepdims"))
        found, configs = last_valid(t, reduce, asked, wanted)
        chosen_cell(t, found.shape)
    part = contribution(found, configs[1].keepdims, cell_number(t))
    with stage:
        title = t("figure.operand", name="a", shape=tupled(found.array.shape))
        before = lit_figure(title, found.array, part.mask, t)
        parts = {
            "tensors_before": (before, t("alt.reduced", cells=part.numbers.size, all=found.array.size)),
            "tensors_after": (
                outcome_figure(found.values, part.cell, t),
                t("alt.result_of", shape=tupled(found.shape), cells=found.values.size),
            ),
        }
        side_by_side(parts)
    if found.values.size:
        formula, fate, numbers = reduction_numbers(found, configs[1].reduction, part)
        with stage:
            live_formula(t, f"formula.{configs[1].reduction}", cell=bracketed(part.cell), **formula)
            outcome_warning(t, fate, numbers)
    code_panel(
        t, {"NumPy": Made(reduce, *configs), "PyTorch": Made(reduce_in_torch, *configs)},
        shown={"shape": found.shape, "dtype": found.dtype, "values": found.values.tolist()},
        short=reduce_lines(configs[1]),
    )  # fmt: skip

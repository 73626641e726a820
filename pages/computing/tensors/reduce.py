"""Reductions: along an axis, many cells become one."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.array_figure import bracketed, tupled
from core.computing.tensors.cells_figure import cell_text
from core.computing.tensors.products_figure import lit_figure, outcome_figure
from core.computing.tensors.reductions import ReduceConfig, Reduction, reduce, reduce_by_hand, reduce_in_torch
from pages.computing.tensors.cell_picker import array_popover, chosen_cell, look_at
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.words import Words

SETTINGS = {"tab": "combine", "combine": "reduce", "source": "arange", "shape": "2, 3, 4", "dtype": "float32"}
EXPERIMENTS = {
    "which_axis": Experiment({**SETTINGS, "reduction": "sum", "along": "1", "keepdims": False}, right=1),
    "keep": Experiment({**SETTINGS, "reduction": "mean", "along": "-1", "keepdims": True}, right=2),
}
LONGEST = 16  # numbers of a sum that are written out


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """The array, the cells that become one, and the result."""
    controls, left, right = st.columns([1, 1.5, 1.5], gap="medium")
    with controls:
        asked = array_popover(t)
        wanted = ask(ReduceConfig, t, only=("reduction", "along", "keepdims"))
        found, configs = kept(t, "reduce", reduce, asked, wanted)
        chosen_cell(t, found.result.shape)
    with left:
        title = t("figure.operand", name="a", shape=tupled(found.array.shape))
        alt = t("alt.reduced", cells=int(found.contributing.sum()), all=found.array.size)
        figure(lit_figure(title, found.array, found.contributing, t), key="tensors_before", alt=alt)
    with right:
        alt = t("alt.result_of", shape=tupled(found.result.shape), cells=found.result.size)
        figure(outcome_figure(found.result, found.cell, t), key="tensors_after", alt=alt, on_click=look_at)
    if found.result.size:
        st.markdown(sum_of(found, configs[1], t))
    with below:
        code_panel(t, "tensors", {"NumPy": reduce_by_hand, "PyTorch": reduce_in_torch}, configs)


def sum_of(found: Reduction, config: ReduceConfig, t: Words) -> str:
    """The chosen cell as the outcome of the numbers that made it."""
    numbers = [cell_text(value) for value in found.values[:LONGEST].tolist()]
    listed = ", ".join(numbers) + (", …" if found.values.size > LONGEST else "")
    value = cell_text(np.asarray(found.result)[found.cell].item())
    return t(
        f"reduce.{config.reduction}", cell=bracketed(found.cell), numbers=listed, n=found.values.size, value=value,
        plus=" + ".join(numbers) + (" + …" if found.values.size > LONGEST else "") or "0",
        times=r" \cdot ".join(numbers) + (r" \cdot …" if found.values.size > LONGEST else "") or "1",
    )  # fmt: skip

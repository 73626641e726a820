"""Any product that sums over shared letters."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.challenges import traces_of_a_stack
from core.computing.tensors.einsum import EinsumConfig, einsum, einsum_by_hand, einsum_in_torch
from pages.computing.tensors.cell_picker import chosen_cell
from pages.computing.tensors.kept import kept
from pages.computing.tensors.product import draw_product, sum_of_terms
from pages.shared.ask import ask
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment, challenges
from pages.shared.live.fragments import live
from pages.shared.words import Words

EXPERIMENTS = {
    "left_out": Experiment({"tab": "combine", "combine": "einsum", "equation": "ij->j", "operand_a": "3, 4"}, right=0),
}


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """The equation, its operands, the result, and one cell's sum written out."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        equation = ask(EinsumConfig, t, only=("equation",)).equation
        wanted = [f"operand_{name}" for name in "abc"[: 1 + equation.split("->")[0].count(",")]]
        asked = ask(EinsumConfig, t, only=(*wanted, "seed"))
        found, configs = kept(t, "einsum", einsum, asked)
        chosen_cell(t, found.result.shape)
    with stage:
        draw_product(found, t)
        sum_of_terms(found, t)
    with below:
        challenges(t, {"traces": traces_of_a_stack(found)})
        code_panel(t, "tensors", {"NumPy": einsum_by_hand, "PyTorch": einsum_in_torch}, configs)

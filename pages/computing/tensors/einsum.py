"""Any product that sums over shared letters."""

import streamlit as st

from core.computing.tensors.challenges import traces_of_a_stack
from core.computing.tensors.einsum import EinsumConfig, einsum, einsum_in_torch
from core.computing.tensors.lines import einsum_lines
from pages.computing.tensors.cell_picker import chosen_cell
from pages.computing.tensors.product import show_product
from pages.shared import Challenge, Experiment, Made, Words, ask, challenges, code_panel, last_valid

EXPERIMENTS = {
    "left_out": Experiment({"tab": "combine", "combine": "einsum", "equation": "ij->j", "operand_a": "3, 4"}, right=0),
}
CHALLENGES = {"traces": Challenge(traces_of_a_stack, solution={"equation": "bii->b", "operand_a": "4, 3, 3"})}


def show(t: Words) -> None:
    """The equation, its operands, the result, and one cell's sum written out."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        equation = ask(EinsumConfig, t, only=("equation",)).equation
        wanted = [f"operand_{name}" for name in "abc"[: 1 + equation.split("->")[0].count(",")]]
        asked = ask(EinsumConfig, t, only=(*wanted, "einsum_seed"))
        found, configs = last_valid(t, einsum, asked)
        cell = chosen_cell(t, found.shape)
    with stage:
        show_product(found, cell, t)
    challenges(t, CHALLENGES, traces=(found, configs == (asked,)))
    code_panel(
        t, {"NumPy": Made(einsum, *configs), "PyTorch": Made(einsum_in_torch, *configs)},
        shown={"shape": found.shape, "values": found.values.tolist()}, short=einsum_lines(*configs),
    )  # fmt: skip

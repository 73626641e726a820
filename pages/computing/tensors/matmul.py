"""The matrix product: a row times a column for every cell, matrix by matrix in a stack."""

import streamlit as st

from core.computing.tensors.lines import matmul_lines
from core.computing.tensors.matmul import MatmulConfig, matmul, matmul_in_torch
from pages.computing.tensors.cell_picker import chosen_cell
from pages.computing.tensors.product import show_product
from pages.shared import Experiment, Made, Words, ask, code_panel, last_valid

EXPERIMENTS = {
    "batch": Experiment({"tab": "combine", "combine": "matmul", "stack_a": "2, 3, 4", "stack_b": "4, 2"}, right=1),
    "inner": Experiment({"tab": "combine", "combine": "matmul", "stack_a": "3, 4", "stack_b": "3, 4"}, right=2),
}


def show(t: Words) -> None:
    """Two stacks of matrices, their product, and one cell's sum written out."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        asked = ask(MatmulConfig, t)
        found, configs = last_valid(t, matmul, asked)
        cell = chosen_cell(t, found.shape)
    with stage:
        show_product(found, cell, t)
    code_panel(
        t, {"NumPy": Made(matmul, *configs), "PyTorch": Made(matmul_in_torch, *configs)},
        shown={"shape": found.shape, "values": found.values.tolist()}, short=matmul_lines(),
    )  # fmt: skip

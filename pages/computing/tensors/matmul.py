"""The matrix product: a row times a column for every cell, matrix by matrix in a stack."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.matmul import MatmulConfig, matmul, matmul_by_hand, matmul_in_torch
from pages.computing.tensors.cell_picker import chosen_cell
from pages.computing.tensors.kept import kept
from pages.computing.tensors.product import draw_product, sum_of_terms
from pages.shared.ask import ask
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment
from pages.shared.live.fragments import live
from pages.shared.words import Words

EXPERIMENTS = {
    "batch": Experiment({"tab": "combine", "combine": "matmul", "stack_a": "2, 3, 4", "stack_b": "4, 2"}, right=1),
    "inner": Experiment({"tab": "combine", "combine": "matmul", "stack_a": "3, 4", "stack_b": "3, 4"}, right=2),
}


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """Two stacks of matrices, their product, and one cell's sum written out."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        asked = ask(MatmulConfig, t, only=("stack_a", "stack_b", "seed"))
        found, configs = kept(t, "matmul", matmul, asked)
        chosen_cell(t, found.result.shape)
    with stage:
        draw_product(found, t)
        sum_of_terms(found, t)
    with below:
        code_panel(t, "tensors", {"NumPy": matmul_by_hand, "PyTorch": matmul_in_torch}, configs)

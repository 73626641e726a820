"""Arrays in, one array out: functions of every cell, reductions, products, joining and choosing."""

import streamlit as st

from core.computing.tensors.settings import TensorsState
from pages.computing.tensors import einsum, elementwise, matmul, rearrange, reduce
from pages.shared.ask import ask
from pages.shared.words import Words

PARTS = {
    "elementwise": elementwise.show,
    "reduce": reduce.show,
    "matmul": matmul.show,
    "einsum": einsum.show,
    "rearrange": rearrange.show,
}


def show(t: Words) -> None:
    """One of five ways to combine."""
    screen = ask(TensorsState, t, only=("combine",), segments=5)
    with st.container():
        PARTS[screen.combine](t)

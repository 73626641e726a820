"""Arrays in, one array out: functions of every cell, reductions, products, joining and choosing."""

import streamlit as st

from core.tensors.screen import TensorsScreen
from pages.shared.ask import ask
from pages.shared.words import Words
from pages.tensors.views import einsum, elementwise, matmul, rearrange, reduce

PARTS = {
    "elementwise": elementwise.show,
    "reduce": reduce.show,
    "matmul": matmul.show,
    "einsum": einsum.show,
    "rearrange": rearrange.show,
}


def show(t: Words) -> None:
    """One of five ways to combine."""
    screen = ask(TensorsScreen, "tensors", t, only=("combine",), segments=5)
    with st.container():
        PARTS[screen.combine](t)

import streamlit as st

from core.computing.tensors.settings import TensorsState
from pages.computing.tensors import array, broadcast, combine, copies, expression, files, numbers
from pages.shared.ask import ask, settled
from pages.shared.panels import sources, topic_idea
from pages.shared.words import words

t = words(__file__)
topic_idea(t, settled(TensorsState, "tensors", t, tell=False).tab)

VIEWS = {
    "array": array.show,
    "copies": copies.show,
    "broadcast": broadcast.show,
    "combine": combine.show,
    "numbers": numbers.show,
    "expression": expression.show,
    "files": files.show,
}

screen = ask(TensorsState, "tensors", t, only=("tab",), segments=7)
with st.container(key=f"tensors_view_{screen.tab}"):
    VIEWS[screen.tab](t)
sources(t)

import streamlit as st

from core.tensors.screen import TensorsScreen
from pages.shared.ask import ask, settled
from pages.shared.parts import sources, topic_idea
from pages.shared.words import words
from pages.tensors.views import array, broadcast, combine, expression, files, numbers, view

t = words(__file__)
topic_idea(t, settled(TensorsScreen, "tensors", t, tell=False).view)

VIEWS = {
    "array": array.show,
    "view": view.show,
    "broadcast": broadcast.show,
    "combine": combine.show,
    "numbers": numbers.show,
    "expression": expression.show,
    "files": files.show,
}

screen = ask(TensorsScreen, "tensors", t, only=("view",), segments=7)
with st.container(key=f"tensors_view_{screen.view}"):
    VIEWS[screen.view](t)
sources(t)

"""A place for components that are not seen."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def unseen(key: str) -> DeltaGenerator:
    """A container one pixel high: what is in it takes no room, also while Streamlit shows a gray bar in its stead.

    It stands before what is drawn late, in a container without gaps: below, it would be moved, and what is moved jumps.
    """
    return st.container(height=1, border=False, gap=None, key=key)

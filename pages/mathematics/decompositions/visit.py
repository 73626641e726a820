"""What was computed of a visitor's own file, kept for the visit."""

from collections.abc import Callable
from typing import Any

import streamlit as st


def of_visit(data: Any, name: str, compute: Callable[[], Any]) -> Any:
    """`compute()`, once for a file that was read as `data`; another file of that kind replaces it."""
    key = f"decompositions__own_{type(data).__name__}"
    kept = st.session_state.get(key)
    if kept is None or kept["data"] is not data:
        kept = st.session_state[key] = {"data": data}
    if name not in kept:
        kept[name] = compute()
    return kept[name]

"""What was computed of a visitor's own file, kept for the visit."""

from collections.abc import Callable
from typing import Any

import streamlit as st


def of_visit(source: Any, name: str, compute: Callable[[], Any]) -> Any:
    """`compute()`, once for a file that was read as `source`; another file of that kind replaces it."""
    key = f"decompositions__own_{type(source).__name__}"
    last, results = st.session_state.get(key, (None, {}))
    if last is not source:
        results = {}
        st.session_state[key] = source, results
    if name not in results:
        results[name] = compute()
    return results[name]

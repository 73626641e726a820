"""What was computed of a visitor's own picture, kept for the visit."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.data.pictures import Picture

KEY = "convolution__own_picture"


def of_visit(picture: Picture, compute: Callable[[], Any]) -> Any:
    """`compute()`, once for a picture; another picture replaces it."""
    last, found = st.session_state.get(KEY, (None, None))
    if last is not picture:
        found = compute()
        st.session_state[KEY] = picture, found
    return found

"""Ways out of settings that cannot be trained: one click sets what can."""

from functools import partial
from typing import Any

import streamlit as st

from core.refusal import Refusal
from pages.shared import Words, put

WAYS_OUT: dict[str, dict[str, Any]] = {
    "loss_wants_classes": {"loss": "HalfSquared"},
    "batch_norm_wants_two": {"batch_norm": False, "branches": ""},
    "branch_weight": {"branches": ""},
    "start_not_finite": {"initialization": "Uniform", "branches": ""},
}


def way_out(t: Words, error: Refusal) -> None:
    """A button that sets what can be trained."""
    settings = WAYS_OUT.get(error.rule)
    if settings:
        st.button(
            t(f"way_out.{error.rule}"), icon=":material/build:", key="mlp__way_out", on_click=partial(put, settings)
        )

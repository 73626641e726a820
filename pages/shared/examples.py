"""A list of examples, which fill a field of the topic."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.shared.state import current_topic, put


def choose_example(label: str, field: str, current: Any, examples: Mapping[str, Any], placeholder: str = "") -> None:
    """The list of examples, `{name: value}`; it shows the one that the field holds, or nothing."""
    key = f"{current_topic()}__example_{field}"
    st.session_state[key] = next((name for name, value in examples.items() if value == current), None)
    st.selectbox(
        label, list(examples), key=key, index=None, placeholder=placeholder,
        on_change=partial(_take, field, key, dict(examples)),
    )  # fmt: skip


def _take(field: str, key: str, examples: Mapping[str, Any]) -> None:
    if (name := st.session_state[key]) is not None:
        put({field: examples[name]})

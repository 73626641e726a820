"""A list of examples, which fill a field of the topic."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.shared.state import current_topic, put


def choose_example(
    label: str, field: str | tuple[str, ...], current: Any, examples: Mapping[str, Any], placeholder: str = ""
) -> None:
    """The list of examples, `{name: value}`; it shows the one that the field holds, or nothing.

    Of several fields the values are tuples.
    """
    key = f"{current_topic()}__example_{field if isinstance(field, str) else '_'.join(field)}"
    st.session_state[key] = next((name for name, value in examples.items() if value == current), None)
    st.selectbox(
        label, list(examples), key=key, index=None, placeholder=placeholder,
        on_change=partial(_take, field, key, dict(examples)),
    )  # fmt: skip


def _take(field: str | tuple[str, ...], key: str, examples: Mapping[str, Any]) -> None:
    if (name := st.session_state[key]) is not None:
        value = examples[name]
        put({field: value} if isinstance(field, str) else dict(zip(field, value, strict=True)))

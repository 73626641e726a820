"""The list of example matrices, which fills the matrix of a tab."""

from functools import partial

import streamlit as st

from core.mathematics.decompositions.eigen import EXAMPLES, Rows
from pages.shared import Words, put


def choose_example(t: Words, field: str, matrix: Rows) -> None:
    """The list of examples; it shows the name of the matrix that is in the field, or nothing."""
    key = f"decompositions__example_{field}"
    st.session_state[key] = next((name for name, one in EXAMPLES.items() if one == matrix), None)
    st.selectbox(
        t("example"), list(EXAMPLES), key=key, index=None, placeholder=t("example_none"),
        format_func=lambda name: t(f"example_name.{name}"), on_change=partial(_take, field, key),
    )  # fmt: skip


def _take(field: str, key: str) -> None:
    if name := st.session_state[key]:
        put({field: EXAMPLES[name]})

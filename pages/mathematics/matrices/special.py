"""The lists of special matrices and of examples, which fill a matrix of the tab."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.mathematics.matrices.entries import SPECIAL, Table, special_matrix
from pages.shared import Words, put


def choose_special(t: Words, field: str, matrix: Table) -> None:
    """The list of special matrices of the size that the matrix in the field has."""
    names = {name: t(f"special_name.{name}") for name in SPECIAL}
    choose_example(t, field, matrix, {name: special_matrix(name, len(matrix)) for name in SPECIAL}, names)


def choose_example(
    t: Words, field: str, matrix: Table, table: Mapping[str, Table], names: Mapping[str, str]
) -> None:  # fmt: skip
    """The list of a table of matrices; it shows the name of the matrix that is in the field, or nothing."""
    key = f"matrices__example_{field}"
    st.session_state[key] = next((name for name, one in table.items() if one == matrix), None)
    st.selectbox(
        t("example"), list(table), key=key, index=None, placeholder=t("example_none"), format_func=names.__getitem__,
        on_change=partial(_take, field, key, dict(table)),
    )  # fmt: skip


def _take(field: str, key: str, table: Mapping[str, Table]) -> None:
    if name := st.session_state[key]:
        put({field: tuple(tuple(float(number) for number in row) for row in table[name])})

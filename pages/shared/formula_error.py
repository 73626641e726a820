"""What is told where a typed formula or value is refused: one sentence, and the place underlined."""

import streamlit as st

from core.expressions import ExpressionError
from pages.shared.words import words


def formula_error(error: ExpressionError, text: str, after: str = "") -> None:
    """Says why `text` was refused and shows where; `after` is one more sentence, such as what is shown instead."""
    t = words(__file__)
    values = {name: str(value).replace("`", "'") for name, value in error.values.items()}
    said = t(f"refused.{error.rule}", **values)
    st.error(f"{said} {after}".strip(), icon=":material/edit_off:")
    st.code(error.pointer(text), language=None)

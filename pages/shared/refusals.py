"""How a refusal is told: one sentence from the words, and the place in the typed text underlined."""

import streamlit as st

from core.refusal import Refusal
from pages.shared.words import Words, quotable


def refusal_sentence(t: Words, error: Refusal) -> str:
    """The sentence `refused.<rule>` with its values; what a visitor typed is made harmless."""
    return t(f"refused.{error.rule}", **{name: quotable(value) for name, value in error.values.items()})


def refusal(t: Words, error: Refusal, text: str = "", after: str = "") -> None:
    """Draws a refusal; `text` is what was typed, `after` one more sentence, such as what is shown instead."""
    st.error(f"{refusal_sentence(t, error)} {after}".strip(), icon=":material/front_hand:")
    if error.span and text:
        st.code(error.pointer(text), language=None)

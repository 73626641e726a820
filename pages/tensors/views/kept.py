"""A refusal is one sentence with the place underlined, and what was on the screen stays."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from core.expressions import ExpressionError
from core.tensors.errors import TensorError
from pages.shared.cached import cached
from pages.shared.words import Words, quotable

Result = TypeVar("Result")


def kept(
    t: Words, part: str, compute: Callable[..., Result], *configs: Any, text: str = ""
) -> tuple[Result, tuple[Any, ...]]:
    """`compute(*configs)` and the configs; where it refuses, the last ones of this visit that worked.

    `text` is what was typed, in which the refused place is underlined.
    """
    key = f"tensors__kept_{part}"
    try:
        result = cached(compute, *configs)
    except (TensorError, ExpressionError) as error:
        say(t, error, text)
        worked: tuple[Any, ...] = st.session_state.get(key) or tuple(type(config)() for config in configs)
        st.caption(t("kept"))
        return cached(compute, *worked), worked
    st.session_state[key] = configs
    return result, configs


def say(t: Words, error: TensorError | ExpressionError, text: str = "") -> None:
    """The sentence of a refusal, and the place in the text."""
    values = {name: quotable(value) for name, value in error.values.items()}
    kind = "formula" if isinstance(error, ExpressionError) else "refused"
    st.error(t(f"{kind}.{error.rule}", **values), icon=":material/front_hand:")
    if isinstance(error, ExpressionError) and text:
        st.code(error.pointer(text), language=None)

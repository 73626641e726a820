"""A refusal is one sentence with the place underlined, and what was on the screen stays."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from core.refusal import Refusal
from pages.shared.cached import cached
from pages.shared.refusals import refusal
from pages.shared.words import Words

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
    except Refusal as error:
        refusal(t, error, text)
        worked: tuple[Any, ...] = st.session_state.get(key) or tuple(type(config)() for config in configs)
        st.caption(t("kept"))
        return cached(compute, *worked), worked
    st.session_state[key] = configs
    return result, configs


"""A refusal is one sentence, and what was on the screen stays."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from core.refusal import Refusal
from pages.shared.cached import cached
from pages.shared.refusals import refusal
from pages.shared.state import current_topic
from pages.shared.words import Words

Result = TypeVar("Result")


def last_valid(
    t: Words, compute: Callable[..., Result], *configs: Any, text: str = ""
) -> tuple[Result, tuple[Any, ...]]:
    """`compute(*configs)` and the configs; where it refuses, the last ones of this visit that worked, and why.

    `text` is what was typed, in which the refused place is underlined. Configs that never worked give way to their
    defaults, which must.
    """
    key = f"{current_topic()}__last_valid_{compute.__module__}.{compute.__qualname__}"
    try:
        result = cached(compute, *configs)
    except Refusal as error:
        refusal(t, error, text, t("last_valid"))
        worked: tuple[Any, ...] = st.session_state.get(key) or tuple(type(config)() for config in configs)
        return cached(compute, *worked), worked
    st.session_state[key] = configs
    return result, configs

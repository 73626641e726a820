"""Results that visitors share: the same function of the same configs is computed once."""

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar

import streamlit as st

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

MOST_ENTRIES = 64  # of each function; beyond that the oldest goes


def cached(function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
    """`function(*arguments)`, remembered by Streamlit; for pure core functions with hashable arguments."""
    remembering: Callable[Arguments, Result] = _remembering(function)
    return remembering(*arguments, **named)


@cache
def _remembering(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    return st.cache_data(max_entries=MOST_ENTRIES, show_spinner=False)(function)

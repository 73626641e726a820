"""Results that visitors share: the same function of the same configs is computed once."""

from collections.abc import Callable
from functools import cache
from typing import Any, ParamSpec, TypeVar

import streamlit as st
from pydantic.dataclasses import is_pydantic_dataclass

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

MOST_ENTRIES = 64  # of each function; beyond that the oldest goes


def cached(function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
    """`function(*arguments)`, remembered by Streamlit; for pure core functions with hashable arguments."""
    configs = {type(one) for one in (*arguments, *named.values()) if is_pydantic_dataclass(type(one))}
    remembering: Callable[Arguments, Result] = _remembering(function, frozenset(configs))
    return remembering(*arguments, **named)


@cache
def _remembering(function: Callable[Arguments, Result], configs: frozenset[type]) -> Callable[Arguments, Result]:
    """A config says all that it holds; Streamlit's own way to its hash, field by field, takes ten times as long."""
    says: dict[str | type, Callable[[Any], Any]] = dict.fromkeys(configs, repr)
    return st.cache_data(max_entries=MOST_ENTRIES, show_spinner=False, hash_funcs=says)(function)

"""Results that visitors share: the same function of the same settings is computed once."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, ParamSpec, TypeVar

import numpy as np
import streamlit as st
from pydantic.dataclasses import is_pydantic_dataclass

from core.code_export import Made, with_made
from core.expressions import Function

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
State = TypeVar("State")

MOST_ENTRIES = 64  # of each function; beyond that the oldest goes


def cached(function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
    """`function(*arguments)`, shared among visitors, with the call in its field `made`; for pure functions of core.

    Arguments are configs, plain values, typed functions, or results that carry the `Made` they come from. TypeError for
    anything else: the key must say all that the result depends on, and an array does not say its memory order, nor
    whose file it is.
    """
    key = key_of(*arguments, *sorted(named.items()))
    result: Result = _shared(function)(key, (arguments, named))
    return result


def with_progress(
    steps: Callable[..., Iterator[State]], *arguments: Any, share: Callable[[State], float], said: str
) -> State:
    """The last state of `steps(*arguments)`, a pure generator of core, shared as by `cached`; a bar moves meanwhile.

    `share` tells from 0 to 1 how much of the work a state holds. Between two steps a visitor's next change is heard,
    and then what is half done is dropped. Nothing moves where one step is all there is.
    """
    shelf = _shelf(f"{steps.__module__}.{steps.__qualname__}", key_of(*arguments))
    if not shelf:
        with st.empty():
            for state in steps(*arguments):
                if share(state) < 1:
                    st.progress(share(state), said)
        shelf.append(state)
    done: State = shelf[0]
    return done


def key_of(*arguments: Any) -> str:
    """A text that is equal exactly where the arguments are; TypeError where they cannot say all that they hold."""
    return "\0".join(map(_said, arguments))


def _said(value: Any) -> str:
    if value is None or isinstance(value, bool | int | float | str | np.integer | np.floating):
        return repr(value)
    if is_pydantic_dataclass(type(value)) or isinstance(value, Function):
        return f"{type(value).__module__}.{value!r}"
    if isinstance(value, tuple):
        return f"({','.join(map(_said, value))})"
    if isinstance(value, dict):
        return _said(tuple(sorted(value.items())))
    made = value if isinstance(value, Made) else getattr(value, "made", None)
    if isinstance(made, Made):
        return f"{made.function.__module__}.{made.function.__qualname__}({key_of(*made.arguments)})"
    raise TypeError(f"{type(value).__name__} cannot be part of a key that visitors share.")


@cache
def _shared(function: Callable[..., Any]) -> Callable[[str, Any], Any]:
    def remembered(key: str, _arguments: Any) -> Any:
        positional, named = _arguments
        return function(*positional, **named) if named else with_made(function, *positional)

    remembered.__module__, remembered.__qualname__ = function.__module__, function.__qualname__
    shared: Callable[[str, Any], Any] = st.cache_data(max_entries=MOST_ENTRIES, show_spinner=False)(remembered)
    return shared


@st.cache_resource(max_entries=MOST_ENTRIES, show_spinner=False)
def _shelf(name: str, key: str) -> list[Any]:
    """An empty place for one result, the same for everybody who asks with equal arguments."""
    return []

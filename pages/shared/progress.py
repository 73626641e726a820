"""Long results that grow in steps: a bar moves while they do, and what is done is shared among visitors."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import streamlit as st

State = TypeVar("State")


def watched(
    steps: Callable[..., Iterator[State]], *arguments: Any, share: Callable[[State], float], said: str
) -> State:
    """The last state of `steps(*arguments)`, a pure core generator, remembered as by `cached`.

    `share` tells from 0 to 1 how much of the work a state holds. Between two steps a visitor's next change is heard,
    and then what is half done is dropped. Nothing moves where one step is all there is.
    """
    shelf = _shelf(f"{steps.__module__}.{steps.__qualname__}", *arguments)
    if not shelf:
        with st.empty():
            for state in steps(*arguments):
                if share(state) < 1:
                    st.progress(share(state), said)
        shelf.append(state)
    done: State = shelf[0]
    return done


@st.cache_resource(max_entries=64, show_spinner=False)
def _shelf(name: str, *arguments: Any) -> list[Any]:
    """An empty place for one result, the same for everybody who asks with equal arguments."""
    return []

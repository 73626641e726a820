"""The visitor's other runs, beside the one that `job` draws: what they have come to, and when that changes."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import streamlit as st

from core.jobs.registry import job_named, name_of
from pages.shared.jobs import archive, jobs_told
from pages.shared.live.fragments import fragment

State = TypeVar("State")

LOOK_SECONDS = 2.0  # between two looks at runs that go on


def result_of(function: Callable[..., Iterator[State | None]], *arguments: Any) -> State | None:
    """The result of the visitor's newest run of a function with these arguments; None where there is none yet."""
    own = archive()
    if own is None:
        return None
    with jobs_told():
        run = own.visitor.latest(job_named(name_of(function)), *arguments)
        if run is not None and run.state == "done":
            found: State | None = own.visitor.state(run.id)
            return found
    return None


def redraw_with_runs() -> None:
    """Draw the page anew as soon as one of the visitor's runs has come, begun or ended."""
    own = archive()
    if own is None:
        return
    with jobs_told():
        seen = [(run.id, run.state) for run in own.visitor.live()]

        def look() -> None:
            if [(run.id, run.state) for run in own.visitor.live()] != seen:
                st.rerun()

        fragment("runs_beside", look, every=LOOK_SECONDS if seen else None)

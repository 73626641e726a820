"""From the start of a process to its end: warm before it serves, tidy while it serves, gone when it shall go."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import streamlit as st

from pages.shared.jobs import go_on_with_jobs
from pages.shared.server.access_log import hide_session_ids
from pages.shared.server.readiness import READINESS, drain_on_signal
from pages.shared.server.stopping import end_at_once, end_in_time
from pages.shared.visit_memory import give_back_regularly
from pages.shared.warm_up import import_heavy, warm_up

log = logging.getLogger("uvicorn.error")


def lifespan(server_ends: object) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """What `st.App(lifespan=…)` takes; `server_ends` is the handler of SIGTERM that stood before the entry was read."""

    @asynccontextmanager
    async def live(_app: st.App) -> AsyncIterator[None]:
        """Import and compile what visitors need while none waits; collect garbage apart from their clicks.

        Streamlit's own collection after every run is switched off in `.streamlit/config.toml`: with the scientific
        packages imported it held the interpreter for 150-200 ms each time.
        """
        hide_session_ids()
        handler = end_at_once()  # a server that was told of the app only now has set its own
        import_heavy()
        threading.Thread(target=_warm_up, daemon=True, name="warm-up").start()
        giving_back = asyncio.create_task(give_back_regularly())
        drain_on_signal()
        with end_in_time(handler if callable(handler) else server_ends):
            yield
        giving_back.cancel()

    return live


def _warm_up() -> None:
    try:
        warm_up()
    finally:  # without the compiled engine all is served, more slowly
        READINESS.warm()
    try:
        go_on_with_jobs()
    except Exception as error:  # all but long work is served without
        log.warning("Long work is not available: %s", error)

"""The end of a process: asked by SIGTERM, it is over within five seconds, whatever runs or hangs.

A server alone waits for half-sent requests, and for browsers that read nothing, without a limit.
"""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

from pages.shared.server.readiness import READINESS, State

NOTICE_SECONDS = 1.0  # in which `/ready` says that this process leaves, and all is served
PATIENCE_SECONDS = 4.0  # from the signal until what still hangs is left behind
LAST_SECONDS = 4.5  # until the kernel ends a process that does not come to end itself

Handler: TypeAlias = Callable[[int, FrameType | None], object]
log = logging.getLogger("uvicorn.error")


def end_at_once() -> object:
    """Let SIGTERM end this process without more ado, for nobody is served yet; returns what the server had set.

    While packages are imported, which takes seconds, a server would note the signal and go on.
    """
    before = signal.getsignal(signal.SIGTERM)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return before


@contextmanager
def end_in_time(server_ends: object) -> Iterator[None]:
    """While inside, SIGTERM gives notice, then lets the server end, and ends the process where it does not come to it.

    `server_ends` is the server's own handler of the signal; one without such a handler is left alone.
    """
    if threading.current_thread() is not threading.main_thread() or not callable(server_ends):
        yield
        return
    signal.signal(signal.SIGTERM, End(asyncio.get_running_loop(), server_ends))
    yield


class End:
    """Handler of SIGTERM; the second one leaves out the notice."""

    def __init__(self, loop: asyncio.AbstractEventLoop, server_ends: Handler) -> None:
        self._loop = loop
        self._server_ends = server_ends
        self._asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Starts the end; called between two steps of whatever the process is doing."""
        notice = 0.0 if self._asked or READINESS.state is State.DRAINING else NOTICE_SECONDS
        READINESS.drain()
        if not self._asked and hasattr(signal, "setitimer"):  # not on Windows
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, LAST_SECONDS)
        self._asked = True
        self._loop.call_soon_threadsafe(self._leave, notice, number)

    def _leave(self, notice: float, number: int) -> None:
        self._loop.call_later(notice, self._server_ends, number, None)
        self._loop.call_later(PATIENCE_SECONDS, leave_behind)


def leave_behind() -> None:
    """End this process with whatever still hangs."""
    log.warning("Some connections did not close; they are left behind.")
    os._exit(0)

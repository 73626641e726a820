"""Whether a proxy shall send new visitors here: `GET /ready` is 200 when all is warm, else 503."""

import signal
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route


class State(StrEnum):
    """What a process is about."""

    STARTING = "starting"  # answers, but compiles what visitors need
    READY = "ready"
    DRAINING = "draining"  # serves whom it has; new visitors shall go elsewhere


class Readiness:
    """The state of this process. Whoever drains it does not take that back: it is about to end."""

    def __init__(self) -> None:
        self.state = State.STARTING

    def warm(self) -> None:
        """All is compiled."""
        if self.state is State.STARTING:
            self.state = State.READY

    def drain(self) -> None:
        """New visitors shall go elsewhere."""
        self.state = State.DRAINING


READINESS = Readiness()


def readiness_route() -> Route:
    """The address that a proxy asks; `/_stcore/health` says whether the process lives at all."""

    async def ready(_request: Request) -> PlainTextResponse:
        status = 200 if READINESS.state is State.READY else 503
        return PlainTextResponse(f"{READINESS.state}\n", status, {"Cache-Control": "no-store"})

    return Route("/ready", ready)


def drain_on_signal() -> None:
    """`kill -USR1` drains this process; a signal and no address, so that only who may end it may drain it."""
    if hasattr(signal, "SIGUSR1"):  # not on Windows
        signal.signal(signal.SIGUSR1, lambda *_: READINESS.drain())

"""What a short run of the script tells the browser, sent in one go: the browser draws the page once and not by and by.

Streamlit sends what there is every 5 ms. A run of 20 ms comes in three or four parts, and the browser goes through all
elements of the page after each of them. It does so for the news that a run has begun, too, and marks as old what the
run will draw; where the run has ended in the meantime, the news is left out.

A browser that rests goes through the page after the first message already, while the others are on the way. So the
first one says nothing: it only wakes the browser, which then finds the others together.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_SECONDS = 0.04  # a run that takes longer is told by and by
PATIENCE_WITH_A_PART_SECONDS = 0.1  # a fragment's run; the rest of the page stands there meanwhile
LONGEST_NEWS = 10_000  # bytes; what is told of a run is shorter, longer messages hold what is drawn


def _nothing() -> Message:
    told = ForwardMsg()
    told.stop_auto_rerun.SetInParent()  # of no fragment: the one message for which the browser draws nothing
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


WAKING = _nothing()


class Bursts:
    """ASGI middleware that holds back what a websocket is sent until a run has ended, or the patience has."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; only the messages of a websocket wait."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        burst = Burst(send)
        try:
            await self.app(scope, receive, burst.add)
        finally:
            burst.close()


class Burst:
    """The messages of one websocket that wait to be sent, in their order."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: list[tuple[ForwardMsg, Message]] = []  # what each tells, read once
        self._sending = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._late: asyncio.Task[None] | None = None  # sends what the patience has ended for

    async def add(self, message: Message) -> None:
        """Takes a message; waits while those before it are on their way, so that a slow line slows the sender."""
        if self._late and self._late.done():
            self._late.result()  # a line that broke meanwhile is told to the sender
        told = news(message)
        async with self._sending:
            self._held.append((told, message))
        if runs(told) is False or not message.get("bytes"):  # the script rests, or this is no message of a script
            self._leave_out_the_beginning()
            await self._release()
        elif self._timer is None:
            patience = PATIENCE_WITH_A_PART_SECONDS if begins_a_part(told) else PATIENCE_SECONDS
            self._timer = asyncio.get_running_loop().call_later(patience, self._release_late)

    def close(self) -> None:
        """Forgets what has not been sent."""
        if self._timer:
            self._timer.cancel()
        if self._late:
            self._late.cancel()

    def _leave_out_the_beginning(self) -> None:
        """Of fragments' runs alone: a run of everything may have been asked for by a key, which waits for this news."""
        begun = {begins_a_part(told) for told, _ in self._held} - {None}
        if begun == {True}:
            self._held = [(told, message) for told, message in self._held if runs(told) is not True]

    def _release_late(self) -> None:
        self._late = asyncio.create_task(self._release())
        self._late.add_done_callback(lambda task: task.cancelled() or task.exception())

    async def _release(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        async with self._sending:
            if len(self._held) > 1:
                await self._send(WAKING)
            while self._held:
                _, message = self._held.pop(0)
                await self._send(message)


def runs(told: ForwardMsg) -> bool | None:
    """Whether the script runs, where the message tells it."""
    if told.WhichOneof("type") != "session_status_changed":
        return None
    return told.session_status_changed.script_is_running


def begins_a_part(told: ForwardMsg) -> bool | None:
    """Whether what begins is the run of a part of the page, where the message begins a run."""
    if told.WhichOneof("type") != "new_session":
        return None
    return bool(told.metadata.run.fragment_ids)


def news(message: Message) -> ForwardMsg:
    """What a message tells; nothing where it is longer than any news."""
    payload = message.get("bytes") or b""
    return ForwardMsg.FromString(payload) if len(payload) <= LONGEST_NEWS else ForwardMsg()

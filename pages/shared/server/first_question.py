"""The first questions of a new line, where the session behind it is new, too: after a restart or a long sleep.

A question about a part of the page becomes one for the whole page: the session knows no parts yet, and Streamlit would
drop it without a word. And it is asked with the address that the page shows: Streamlit's own page names the link by
which it was opened.
"""

import asyncio
import json
from collections import deque

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession

from pages.shared.live.bursts import news
from pages.shared.server.visitors import session_of

MOST_HELD = 8  # questions that wait for the page; the newest holds all that the others have set


class FirstQuestions:
    """ASGI middleware that sees to it that the first questions of every websocket are answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; only questions for fragments that are not there yet are changed, or wait."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        line = Line(scope, receive, send)
        try:
            await self.app(scope, line.receive, line.send)
        finally:
            line.close()


class Line:
    """One websocket until its page has been drawn once; after that everything passes."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._session_id = ""  # once the browser has been told it
        self._page_asked = False
        self._page_drawn = asyncio.Event()
        self._held: deque[Message] = deque(maxlen=MOST_HELD)
        self._arriving: asyncio.Task[Message] | None = None

    async def receive(self) -> Message:
        """The next message for the session."""
        while True:
            if self._held and self._page_drawn.is_set():
                return self._held.popleft()
            message = await self._next()
            if message and (self._page_drawn.is_set() or (message := self._judged(message))):
                return message

    async def send(self, message: Message) -> None:
        """Passes on what the session says; notes that its page has been drawn."""
        await self._send(message)
        if self._page_asked and not self._page_drawn.is_set():
            told = news(message)
            self._session_id = told.new_session.initialize.session_id or self._session_id
            if ended(told):
                self._page_drawn.set()

    def close(self) -> None:
        """Forgets what waits."""
        if self._arriving:
            self._arriving.cancel()

    async def _next(self) -> Message | None:
        """The next message of the browser; None where the page has been drawn before there is one."""
        if not self._held and not self._arriving:
            return await self._receive()
        self._arriving = self._arriving or asyncio.ensure_future(self._receive())
        drawn = asyncio.ensure_future(self._page_drawn.wait())
        await asyncio.wait({self._arriving, drawn} if self._held else {self._arriving}, return_when="FIRST_COMPLETED")
        drawn.cancel()
        if not self._arriving.done():
            return None
        arrived, self._arriving = self._arriving, None
        return arrived.result()

    def _judged(self, message: Message) -> Message | None:
        """The message as the session can answer it; None where it is held until the page has been drawn."""
        question = asked(message)
        if question is None:
            return message
        fragment = question.rerun_script.fragment_id
        session = self._session()
        if fragment and session and session.has_fragment(fragment):
            return message
        if fragment and self._page_asked:
            self._held.append(message)
            return None
        self._held.clear()  # what they have set is set in this one, too
        if not session and not self._page_asked:
            question.rerun_script.query_string = address_in(question) or question.rerun_script.query_string
        self._page_asked = True
        question.rerun_script.fragment_id = ""
        return {**message, "bytes": question.SerializeToString()}

    def _session(self) -> AppSession | None:
        """The session that this line takes up again, or has begun: a page that takes long is left by a change of it."""
        names = HTTPConnection(self._scope).headers.get("sec-websocket-protocol", "").split(",")
        known = self._session_id or (names[2].strip() if len(names) > 2 else "")
        return session_of(self._scope, known) if known else None


def asked(message: Message) -> BackMsg | None:
    """The question for a run of the script that a message is; None for any other."""
    try:
        question = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:  # Streamlit refuses it
        return None
    return question if question.WhichOneof("type") == "rerun_script" else None


def address_in(question: BackMsg) -> str:
    """The query of the address that the page showed when its line was cut; "" where it tells none."""
    for state in question.rerun_script.widget_states.widgets:
        if state.id.endswith("-page_state"):  # the component's key, see live/page_state
            try:
                address = json.loads(state.json_value)["address"]
            except (ValueError, LookupError, TypeError, RecursionError):
                return ""
            return address if isinstance(address, str) else ""
    return ""


def ended(told: ForwardMsg) -> bool:
    """Whether a message tells the end of a run, after which none follows by itself."""
    ends = told.WhichOneof("type") == "script_finished"
    return ends and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

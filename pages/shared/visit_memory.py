"""Memory of a visit: how much it may take on the server, and its return when the visit has ended.

Streamlit keeps every file that is sent to a session, whatever the page asks for; widgets hold what the browser says.
Of a session that has not come back in `disconnectedSessionTTL` it lets go when the next one is stored, not before.
"""

import ctypes
import gc
from asyncio import sleep, to_thread

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from pages.shared.results import RESULTS
from pages.shared.server.visitors import UPLOAD

FILES_BYTES = 18_000_000  # of the files of a visit, as sent and as read
FILES = 50  # that Streamlit's store holds of a visit
MESSAGE_BYTES = 2_000_000  # what all widgets of a page hold
WIDGET_BYTES = 200_000  # what one widget holds
TOO_BIG = 1009  # status of a websocket that is closed for the size of a message
COLLECT_EVERY_SECONDS = 60


class VisitMemory:
    """ASGI middleware: the oldest files of a session give way to a new one; a message that is too big ends its line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on but websocket messages that are too big."""
        if scope["type"] == "websocket":
            await self._line(scope, receive, send)
            return
        await self.app(scope, receive, send)
        sent = UPLOAD.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if sent and exists():
            drop_oldest(get_instance().uploaded_file_mgr, sent[1])

    async def _line(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_small() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and is_too_big(message.get("bytes") or b""):
                await send({"type": "websocket.close", "code": TOO_BIG})
                return {"type": "websocket.disconnect", "code": TOO_BIG}
            return message

        await self.app(scope, receive_small, send)


def is_too_big(payload: bytes) -> bool:
    """Whether a message of the browser, or what it says of one widget, is larger than any page makes it."""
    if len(payload) <= WIDGET_BYTES or len(payload) > MESSAGE_BYTES:
        return len(payload) > MESSAGE_BYTES
    try:
        widgets = BackMsg.FromString(payload).rerun_script.widget_states.widgets
    except DecodeError:  # no message at all: Streamlit says what it says
        return False
    return any(widget.ByteSize() > WIDGET_BYTES for widget in widgets)


def drop_oldest(manager: object, session: str, most: int = FILES_BYTES) -> None:
    """Take the oldest files of a session out of Streamlit's store until the others fit."""
    if not isinstance(manager, MemoryUploadedFileManager):
        return
    files = list(manager.file_storage.get(session, {}).values())
    total = sum(len(file.data) for file in files)
    for k, file in enumerate(files[:-1]):
        if total <= most and len(files) - k <= FILES:
            return
        manager.remove_file(session, file.file_id)
        total -= len(file.data)


async def give_back_regularly() -> None:
    """For ever: let go of the visits that have ended, collect garbage, and return what is free to the system."""
    while True:
        await sleep(COLLECT_EVERY_SECONDS)
        forget_ended_visits()
        await to_thread(give_back)


def forget_ended_visits() -> None:
    """Drop the sessions whose time to come back has passed; on the thread of the server, as their storage wants it."""
    storage = getattr(get_instance()._session_mgr, "_session_storage", None) if exists() else None
    if isinstance(storage, MemorySessionStorage):
        storage._cache.expire()  # type: ignore[attr-defined]


def give_back() -> None:
    """Drop results kept long enough, collect garbage, and return free memory (of glibc) to the system."""
    RESULTS.let_go()
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)

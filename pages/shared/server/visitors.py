"""Who a session belongs to: the browser that holds the cookie with which the session's line was opened.

A session's id is no secret: it stands in the addresses of uploads, and so in the logs of proxies. Streamlit takes a
session up again only for the identity that it was made for, which it reads from the headers that
`server.trustedUserHeaders` names. That identity is here a hash of the cookie; nothing is kept on the server, so that
replicas need not know of each other.
"""

import hashlib
import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.app_session import AppSession

COOKIE = "gradus_visitor"
HEADER = "x-gradus-visitor"
IDENTITY = "visitor"  # its name among Streamlit's facts about a user
COOKIE_SECONDS = 400 * 86_400  # browsers keep none for longer
NOT_MODIFIED = 304  # the answer where a browser has kept the page, maybe for longer than its cookie
UPLOAD = re.compile(r"/_stcore/upload_file/([^/]*)/")


class Visitors:
    """ASGI middleware that gives browsers their cookie, lines their identity, and uploads to their owner alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        config.set_option("server.trustedUserHeaders", {HEADER: IDENTITY})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on all but uploads to the session of another visitor."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        known = HTTPConnection(scope).cookies.get(COOKIE, "")
        scope = {**scope, "headers": _with_identity(scope["headers"], known)}
        upload = UPLOAD.search(scope["path"])
        if upload and session_of(scope, upload[1]) is None:
            await PlainTextResponse("Forbidden\n", status_code=403)(scope, receive, send)
            return
        new = "" if known or scope["type"] == "websocket" else _set_cookie(scope["scheme"] == "https")

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                fresh = headers.get("content-type", "").startswith("text/html")
                if fresh or (message["status"] == NOT_MODIFIED and _asks_for_page(scope)):
                    headers.append("set-cookie", new)
            await send(message)

        await self.app(scope, receive, send_with_cookie if new else send)


def session_of(scope: Scope, session_id: str) -> AppSession | None:
    """The session with this id whose line is open, where it belongs to the visitor who asks."""
    session = runtime.get_instance().get_app_session(session_id) if runtime.exists() else None
    identity = dict(scope["headers"]).get(HEADER.encode(), b"").decode()
    return session if session and session.matches_user_info({IDENTITY: identity}) else None


def _with_identity(headers: list[tuple[bytes, bytes]], cookie: str) -> list[tuple[bytes, bytes]]:
    """The headers with the identity; one that the request itself names is dropped.

    Without a cookie every request is a visitor of its own, whose sessions nobody takes up again.
    """
    identity = hashlib.sha256((cookie or secrets.token_hex()).encode()).hexdigest()
    kept = [(name, value) for name, value in headers if name.lower() != HEADER.encode()]
    return [*kept, (HEADER.encode(), identity.encode())]


def _asks_for_page(scope: Scope) -> bool:
    return "text/html" in HTTPConnection(scope).headers.get("accept", "")


def _set_cookie(secure: bool) -> str:
    """A cookie that outlives the browser, of which no script and no foreign page gets hold.

    Its 192 random bits cannot be guessed, so that a signature would add nothing: it grants what it is, no more.
    """
    cookie = f"{COOKIE}={secrets.token_urlsafe(24)}; Max-Age={COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Lax"
    return f"{cookie}; Secure" if secure else cookie

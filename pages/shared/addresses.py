"""Addresses that lead nowhere: the visitor is sent home, where one sentence says so."""

from collections.abc import Collection
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LONGEST_SHOWN = 200
# What Streamlit and the components serve; a person who opens one of these by hand gets the plain answer.
SERVED = ("_stcore", "assets", "component", "media", "static", "app", "ready", "favicon.png", "manifest.json")


class UnknownAddresses:
    """ASGI middleware: a browser that asks for a page that is not among `pages` is led to `/?lost=…`.

    Streamlit itself answers every path with the app: an unknown page shows home without a word, and a page below a
    page a white screen, for its files are looked for in the wrong place.
    """

    def __init__(self, app: ASGIApp, pages: Collection[str]) -> None:
        self.app = app
        self.pages = frozenset(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on all but the page visits of browsers to unknown addresses."""
        if is_visit(scope):
            root = scope.get("root_path", "")
            lost = scope["path"].removeprefix(root).lstrip("/")
            if not self.known(lost):
                up = "../" * lost.count("/") or "./"  # relative, for an app that a proxy serves below a path
                told = "" if lost == "home" else f"?lost={quote(lost[:LONGEST_SHOWN], safe='')}"
                answer = RedirectResponse(up + told, status_code=302)
                answer.headers["Cache-Control"] = "no-store"
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def known(self, path: str) -> bool:
        """Whether a path below the app's root is a page (with or without a slash at its end), or a file of the app."""
        return path == "" or path.rstrip("/") in self.pages or path.split("/", maxsplit=1)[0] in SERVED


def is_visit(scope: Scope) -> bool:
    """Whether a browser asks for a page, not for a part of one."""
    return (
        scope["type"] == "http" and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    )

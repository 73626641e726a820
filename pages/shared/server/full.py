"""What a visitor is told who comes when a process has no room, or is about to end: a page that tries again by itself.

A proxy that knows of another process takes the answer, 503, as the sign to ask that one.
"""

from html import escape
from pathlib import Path
from random import uniform

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shared.addresses import is_visit
from pages.shared.server.load import LOAD, Load
from pages.shared.server.readiness import READINESS, Readiness, State
from pages.shared.words import Words

AGAIN_SECONDS = (5.0, 12.0)  # spread, so that those who wait do not come back together
CODE = 503
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{again:.0f}"><title>Gradus</title>
<style>:root {{ color-scheme: light dark; }}
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto;
    padding: 0 1.2rem; }}</style></head>
<body><h1>Gradus</h1>{sentences}</body></html>
"""


class Full:
    """ASGI middleware that lets nobody new in while a process is full or drains.

    Whoever has a page keeps it. Who loads it anew while it is full waits like the others, and comes back to the same
    screen, for the address says it all. A line that breaks is taken up again while it is full, but not while it drains.
    """

    def __init__(self, app: ASGIApp, load: Load = LOAD, readiness: Readiness = READINESS) -> None:
        self.app = app
        self.load = load
        self.readiness = readiness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on all but visits, and lines of a process that drains, for which there is no room."""
        drains = self.readiness.state is State.DRAINING
        if scope["type"] == "websocket" and drains:
            await _refuse_line(scope, send)
        elif is_visit(scope) and (drains or self.load.is_full()):
            await _answer(scope, "drains" if drains else "full")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


async def _refuse_line(scope: Scope, send: Send) -> None:
    """Answers the request for a websocket with 503, where the server can say so; it says 403 otherwise."""
    if "websocket.http.response" in scope.get("extensions", {}):
        await send({"type": "websocket.http.response.start", "status": CODE, "headers": []})
        await send({"type": "websocket.http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close", "code": 1012})


def _answer(scope: Scope, reason: str) -> HTMLResponse:
    """The page that says why, in the language of the browser and in the other."""
    first = "zh" if Headers(scope=scope).get("accept-language", "").lower().startswith("zh") else "en"
    own, other = (_words(language) for language in (first, "en" if first == "zh" else "zh"))
    again = uniform(*AGAIN_SECONDS)
    sentences = "".join(f"<p>{escape(t(reason, seconds=round(again)))}</p>" for t in (own, other))
    headers = {"Retry-After": f"{again:.0f}", "Cache-Control": "no-store"}
    return HTMLResponse(PAGE.format(language=first, again=again, sentences=sentences), CODE, headers)


def _words(language: str) -> Words:
    return Words(Path(__file__).with_suffix(""), language)

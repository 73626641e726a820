"""What a visitor is told who comes when a process has no room: a page that tries again by itself."""

from html import escape
from pathlib import Path
from random import uniform

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shared.addresses import is_visit
from pages.shared.server.load import LOAD, Load
from pages.shared.words import Words

AGAIN_SECONDS = (5.0, 12.0)  # spread, so that those who wait do not come back together
CODE = 503
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{again:.0f}"><title>Gradus</title>
<style>body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1.2rem;
color-scheme: light dark; }}</style></head><body><h1>Gradus</h1>{sentences}</body></html>
"""


class Full:
    """ASGI middleware that lets nobody new in while a process is full.

    Whoever has a page keeps it, also through a lost connection; who loads it anew waits like the others, and comes back
    to the same screen, for the address says it all.
    """

    def __init__(self, app: ASGIApp, load: Load = LOAD) -> None:
        self.app = app
        self.load = load

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on all but visits for which there is no room."""
        if is_visit(scope) and self.load.is_full():
            await _answer(scope)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _answer(scope: Scope) -> HTMLResponse:
    """The page in the language of the browser, and the same in the other."""
    first = "zh" if Headers(scope=scope).get("accept-language", "").lower().startswith("zh") else "en"
    own, other = (_words(language) for language in (first, "en" if first == "zh" else "zh"))
    again = uniform(*AGAIN_SECONDS)
    sentences = "".join(f"<p>{escape(t('full', seconds=round(again)))}</p>" for t in (own, other))
    headers = {"Retry-After": f"{again:.0f}", "Cache-Control": "no-store"}
    return HTMLResponse(PAGE.format(language=first, again=again, sentences=sentences), CODE, headers)


def _words(language: str) -> Words:
    return Words(Path(__file__).with_suffix(""), language)

"""What the browser is told to refuse: foreign origins, foreign frames, guessed types."""

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)


class Headers:
    """ASGI middleware that gives every answer the headers of `security_headers`."""

    def __init__(self, app: ASGIApp, frame_ancestors: Sequence[str]) -> None:
        self.app = app
        self.headers = security_headers(frame_ancestors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; the answer of a request is given the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def security_headers(frame_ancestors: Sequence[str]) -> dict[str, str]:
    """`{name: value}` of the headers that every answer has."""
    return {
        "Content-Security-Policy": content_security_policy(frame_ancestors),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",  # a link holds what its reader typed
        "X-Content-Type-Options": "nosniff",
    }


def content_security_policy(frame_ancestors: Sequence[str]) -> str:
    """What the pages use, and nothing of another origin."""
    scripts = [
        "'self'",
        "blob:",
        *map(source_hash, inline_scripts()),
    ]  # Streamlit imports a component's loader as a blob
    policy = {
        "default-src": ["'self'"],
        "script-src": scripts,
        "style-src": ["'self'", "'unsafe-inline'"],  # Streamlit and Plotly style elements one by one
        "img-src": ["'self'", "blob:", "data:"],  # a figure that is saved becomes a picture first
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": list(frame_ancestors),
    }
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def inline_scripts() -> list[str]:
    """The scripts that stand in Streamlit's own page."""
    return INLINE_SCRIPT.findall((Path(get_static_dir()) / "index.html").read_text("utf-8"))


def source_hash(script: str) -> str:
    """The source that allows exactly this script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"

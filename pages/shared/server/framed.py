"""Cookies in the frame of another site, where such sites are allowed: browsers keep back those that do not say so."""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shared.server.environment import LOOPBACK

FRAMED = "SameSite=None; Secure; Partitioned"  # one jar for each site around the frame


class Framed:
    """ASGI middleware that lets cookies into frames of other sites, over TLS and from the machine itself.

    Elsewhere browsers would refuse such cookies.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: Sequence[str]) -> None:
        self.app = app
        self.foreign = any(origin != "'self'" for origin in frame_ancestors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; answers set their cookies for frames, too."""

        async def send_framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                cookies = headers.getlist("set-cookie")
                if cookies:
                    del headers["set-cookie"]
                for cookie in cookies:
                    headers.append("set-cookie", framed(cookie))
            await send(message)

        reached = scope["type"] == "http" and self.foreign and is_trusted(scope)
        await self.app(scope, receive, send_framed if reached else send)


def framed(cookie: str) -> str:
    """A cookie's header without what keeps it out of frames."""
    parts = [part.strip() for part in cookie.split(";")]
    kept = [part for part in parts if not part.lower().startswith(("samesite", "secure", "partitioned"))]
    return "; ".join([*kept, FRAMED])


def is_trusted(scope: Scope) -> bool:
    """Whether browsers take secure cookies from this address: by TLS, or because it is the machine itself."""
    host = Headers(scope=scope).get("host", "")
    return scope["scheme"] == "https" or host.rsplit(":", 1)[0] in LOOPBACK

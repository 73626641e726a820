"""Requests that a foreign page, or another machine, has no business to send."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

METRICS = "/_stcore/metrics"


class OwnOrigins:
    """ASGI middleware that refuses the websockets of foreign pages, and Streamlit's metrics to other machines.

    Where origin and host differ for Streamlit, if only by the port that a proxy has left out, it asks a service on the
    internet for its own address, to compare that with the page's, and answers nobody meanwhile. So it sees one that
    does not differ.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on all but these."""
        foreign = scope["type"] == "websocket" and not from_own_page(scope)
        if foreign or (scope["type"] == "http" and scope["path"].endswith(METRICS) and not from_this_machine(scope)):
            await PlainTextResponse("Forbidden\n", status_code=403)(scope, receive, send)
            return
        await self.app(as_own_page(scope) if scope["type"] == "websocket" else scope, receive, send)


def from_own_page(scope: Scope) -> bool:
    """Whether the page that asks comes from the host that it asks; a program that is no browser names no page."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is None or host_name(origin) == host_name(f"//{headers.get('host', '')}") != ""


def as_own_page(scope: Scope) -> Scope:
    """The same request with an origin that equals its host; without one where it has none."""
    headers = dict(scope["headers"])
    if b"origin" not in headers:
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name != b"origin"]
    return {**scope, "headers": [*kept, (b"origin", b"http://" + headers[b"host"])]}


def from_this_machine(scope: Scope) -> bool:
    """Whether a request comes from the loopback, and was not sent on by a proxy under another name."""
    client = (scope.get("client") or ("",))[0]
    return is_loopback(client) and is_loopback(host_name(f"//{Headers(scope=scope).get('host', '')}"))


def host_name(url: str) -> str:
    """The host of a URL, without its port, in lower case; "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # such as an open bracket
        return ""


def is_loopback(host: str) -> bool:
    """Whether a name or an address is that of the machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False

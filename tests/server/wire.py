"""Requests and websockets as any program may send them: with a Host, an Origin and cookies of its choice."""

import asyncio
import socket
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from websockets.sync.client import ClientConnection, connect


def request(
    url: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, HTTPResponse]:
    """Status and answer, read to its end; `Host="evil.example"` and the like are headers."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer


def connected(wire: socket.socket, url: str, buffer: int = 0) -> socket.socket:
    """The wire, connected to the app; where `buffer` is given, it takes no more bytes than that at once."""
    place = urlsplit(url)
    if buffer:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    wire.connect((place.hostname, place.port))
    return wire


@contextmanager
def line(
    url: str, host: str = "", origin: str | None = None, session: str = "", cookie: str = "", deaf: bool = False
) -> Iterator[ClientConnection]:
    """A websocket to the app; `session` is the id of one to take up again. A deaf one soon reads nothing."""
    place = urlsplit(url)
    names = ["streamlit", "token", *([session] if session else [])]
    headers: Mapping[str, str] = {"Cookie": cookie} if cookie else {}
    with (
        socket.socket() as wire,
        connect(
            f"ws://{host or place.netloc}/_stcore/stream", sock=connected(wire, url, 4096 if deaf else 0),
            origin=origin, subprotocols=names, additional_headers=headers, max_size=None, open_timeout=60,
            close_timeout=1, proxy=None, max_queue=1 if deaf else 16,
        ) as told,
    ):  # fmt: skip
        yield told


def ask(told: ClientConnection, page: str = "glossary") -> NewSession:
    """Asks for a page; what its session says of itself when the run begins, the run read to its end."""
    question = BackMsg()
    question.rerun_script.page_name = page
    told.send(question.SerializeToString())
    begun = NewSession()
    while True:
        answer = ForwardMsg.FromString(told.recv(timeout=60))
        if answer.WhichOneof("type") == "new_session":
            begun = answer.new_session
        if answer.WhichOneof("type") == "script_finished":
            return begun


def awaited(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns, run in a thread of its own: a browser's tests have left a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def cookie_of(url: str, **headers: str) -> str:
    """The cookie that a browser gets with its first page."""
    _, answer = request(url, "/", Accept="text/html", **headers)
    return (answer.getheader("set-cookie") or "").split(";")[0]


def upload(url: str, session: str, cookie: str, method: str = "PUT", content: bytes = b"a,b", **more: str) -> int:
    """The status of a file that is given to a session."""
    body = b"".join((PART, content, b"\r\n--x--\r\n"))
    status, _ = request(
        url, f"/_stcore/upload_file/{session}/file", method, body, **upload_headers(url, cookie), **more
    )
    return status


PART = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'


def upload_headers(url: str, cookie: str) -> dict[str, str]:
    """What an upload must say, Streamlit's own token against forged forms in it."""
    _, answer = request(url, "/_stcore/health")
    token = (answer.getheader("set-cookie") or "").split(";")[0]
    kind = "multipart/form-data; boundary=x"
    return {"Cookie": f"{token}; {cookie}", "X-Xsrftoken": token.split("=", 1)[1], "Content-Type": kind}

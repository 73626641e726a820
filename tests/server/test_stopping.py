"""The end of a process: over in seconds, whatever hangs; and what a proxy is told before."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from pages.shared.server import readiness, stopping
from tests.browser.chromium import ROOT, free_port, start
from tests.server.wire import ask, connected, cookie_of, line, request, upload_headers

APP = ROOT / "streamlit_app.py"
HANGS_SECONDS = 60  # what waits for ever is noticed, and a busy machine is not
UNCANCELLABLE = "mlp_hidden=1,1,1,1,1,1,1,1,1,1&mlp_batch_size=1&mlp_optimizer=AdamW&mlp_epochs=8000"
Process = subprocess.Popen[bytes]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[str, Process]]:
    url, process = start(APP, tmp_path / "server.log", "uvicorn")
    yield url, process
    process.kill()
    process.wait()


def question(page: str, query: str = "") -> bytes:
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    return asked.SerializeToString()


def idle(url: str, stack: ExitStack) -> None:
    """Nobody is there."""


def visitors(url: str, stack: ExitStack) -> None:
    """Lines that are open, one of them with a page."""
    told = [stack.enter_context(line(url)) for _ in range(5)]
    ask(told[0], "autograd")


def training(url: str, stack: ExitStack) -> None:
    """A training in the middle, as far as a run of the script that does not end can tell."""
    told = stack.enter_context(line(url))
    told.send(question("mlp", UNCANCELLABLE))
    told.recv(timeout=60)


def half_sent(url: str, stack: ExitStack) -> None:
    """Requests whose head, or whose body, does not end; one of them a file for a session that is there."""
    cookie = cookie_of(url)
    session = ask(stack.enter_context(line(url, cookie=cookie))).initialize.session_id
    head = "".join(f"{name}: {value}\r\n" for name, value in upload_headers(url, cookie).items())
    for text in (
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
        "GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n",
        f"PUT /_stcore/upload_file/{session}/a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999\r\n{head}\r\n--x",
    ):
        wire = stack.enter_context(socket.socket())
        connected(wire, url).sendall(text.encode())


def deaf(url: str, stack: ExitStack) -> None:
    """A browser that asks and asks, and reads nothing of what it is told."""
    told = stack.enter_context(line(url, deaf=True))
    for _ in range(5):
        told.send(question("autograd"))
        time.sleep(0.5)


@pytest.mark.parametrize("state", [idle, visitors, training, half_sent, deaf], ids=lambda state: state.__name__)
def test_a_process_ends_in_every_state(running, state: Callable[[str, ExitStack], None]):
    url, process = running
    stack = ExitStack()
    state(url, stack)
    process.terminate()
    asked = time.monotonic()
    status = process.wait(HANGS_SECONDS)
    print(f"{state.__name__}: {time.monotonic() - asked:.1f} s, status {status}")
    stack.close()
    assert status in (0, -signal.SIGTERM)


@pytest.mark.parametrize("runner", ["uvicorn", "streamlit"])
@pytest.mark.parametrize("package", ["pydantic", "nbformat"])  # imported with the entry, and when the server has it
def test_a_process_that_still_imports_ends_at_once(tmp_path, runner, package):
    reached = tmp_path / "reached"
    (tmp_path / f"{package}.py").write_text(f"import time\nopen({str(reached)!r}, 'w').close()\ntime.sleep(600)")
    call = {
        "uvicorn": ["uvicorn", "streamlit_app:app", "--port", str(free_port())],
        "streamlit": ["streamlit", "run", str(APP), "--server.headless", "true", "--server.port", str(free_port())],
    }[runner]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *call], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        while not reached.exists():
            told = (tmp_path / "server.log").read_text()
            assert process.poll() is None and "startup complete" not in told, told
            time.sleep(0.05)
        process.terminate()
        assert process.wait(HANGS_SECONDS) == -signal.SIGTERM
    finally:
        process.kill()
        process.wait()


def test_a_process_whose_loop_hangs_is_ended_by_the_kernel():
    script = """
import asyncio, os, signal, time
from pages.shared.server.stopping import end_in_time
async def hang():
    with end_in_time(lambda *_: None):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(600)
asyncio.run(hang())
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, timeout=HANGS_SECONDS)
    assert done.returncode == -signal.SIGALRM
    assert stopping.NOTICE_SECONDS < stopping.PATIENCE_SECONDS < stopping.LAST_SECONDS < 5


class Loop:
    """A loop that notes what is to be called, and after how many seconds."""

    def __init__(self):
        self.later = []

    def call_soon_threadsafe(self, function, *arguments):
        function(*arguments)

    def call_later(self, seconds, function, *arguments):
        self.later.append((seconds, function, *arguments))


@pytest.fixture
def end(monkeypatch):
    """A handler of SIGTERM whose server does nothing, and its loop; no clock of the kernel is set."""
    monkeypatch.setattr(readiness.READINESS, "state", readiness.State.READY)
    monkeypatch.setattr(signal, "setitimer", lambda *_: None)
    loop = Loop()
    return stopping.End(loop, print), loop


def test_notice_is_given_before_the_server_ends(end):
    handler, loop = end
    handler(signal.SIGTERM, None)
    assert readiness.READINESS.state is readiness.State.DRAINING
    assert loop.later == [
        (stopping.NOTICE_SECONDS, print, signal.SIGTERM, None),
        (stopping.PATIENCE_SECONDS, stopping.leave_behind),
    ]


def test_no_second_notice_is_given(end):
    handler, loop = end
    readiness.READINESS.drain()
    handler(signal.SIGTERM, None)
    handler(signal.SIGTERM, None)
    assert [seconds for seconds, *_ in loop.later] == [0, stopping.PATIENCE_SECONDS] * 2


def test_a_proxy_is_told_when_a_process_is_ready_and_when_it_drains(running):
    url, process = running
    while (answer := request(url, "/ready"))[0] != 200:
        assert answer[0] == 503
        time.sleep(0.1)
    with line(url) as told:
        process.send_signal(signal.SIGUSR1)
        while request(url, "/ready")[0] != 503:
            time.sleep(0.1)
        assert request(url, "/_stcore/health")[0] == 200
        assert ask(told).initialize.session_id  # whom it has is served
    with pytest.raises(InvalidStatus, match="503"), line(url):
        pass
    assert request(url, "/ready", Accept="text/html")[0] == 503

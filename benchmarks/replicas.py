"""Sixty visitors of two replicas behind nginx (deploy/nginx.conf): one replica is killed, then the other is drained.

Every visitor moves a slider every two to five seconds, and where the line breaks comes back as a browser does, with the
state that was on the screen. Needs nginx.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from websockets.exceptions import WebSocketException

from benchmarks.client import Visitor
from benchmarks.crowd import MOVES, PAUSES
from benchmarks.timing import Case
from tests.browser.chromium import ROOT, end, free_port, start

ENTRY = ROOT / "streamlit_app.py"
VISITORS = 60
KILL, BACK, DRAIN, END, STOP = 15, 20, 40, 50, 70  # seconds after the first visitor
WRAPPER = (
    "daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}} http {{ access_log off; {site} }}"
)


def cases() -> Iterator[Case]:
    """How long visitors are cut off, and what they lose."""
    if shutil.which("nginx") is None:
        print("replicas: no nginx here", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        ports = [free_port() for _ in range(3)]
        log = Path(folder, "replicas.log")
        replicas = [start(ENTRY, log, "uvicorn", port=port)[1] for port in ports[:2]]
        running.callback(lambda: [end(replica) for replica in replicas])
        url = running.enter_context(proxy(Path(folder), ports))
        for port in ports[:2]:
            until_ready(port)
        found = Found()
        threads = [threading.Thread(target=visit, args=(url, number, found)) for number in range(VISITORS)]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        pause_until(begun + KILL)
        replicas[0].kill()
        pause_until(begun + BACK)
        replicas[0] = start(ENTRY, log, "uvicorn", port=ports[0])[1]
        until_ready(ports[0])
        pause_until(begun + DRAIN)
        replicas[1].send_signal(signal.SIGUSR1)
        pause_until(begun + END)
        replicas[1].terminate()
        for thread in threads:
            thread.join()
    cut = found.cut or [0.0]
    name = f"{VISITORS} visitors, one replica killed, one drained: {len(found.cut)} lines cut, {found.answers} answers"
    yield f"{name}; seconds until the next answer", float(np.median(cut)), min(cut), max(cut), "a few seconds"
    yield f"{name}; visitors or values lost", float(len(found.lost)), 0, len(found.lost), "0"
    for lost in found.lost[:5]:
        print(lost, file=sys.stderr)


class Found:
    """What the visitors went through."""

    def __init__(self) -> None:
        self.answers = 0
        self.cut: list[float] = []  # seconds from the loss of a line to the next answer
        self.lost: list[str] = []


def visit(url: str, seed: int, found: Found) -> None:
    """One visitor, whose browser keeps its cookie and comes back where the line breaks."""
    draws = np.random.default_rng(seed)
    topic = list(MOVES)[seed % len(MOVES)]
    slider, low, high = MOVES[topic]
    begun = time.monotonic()
    try:
        with Visitor(url, topic, cookie=cookie_of(url)) as visitor:
            while time.monotonic() - begun < STOP:
                time.sleep(draws.uniform(*PAUSES))
                value = float(f"{draws.uniform(low, high):.4g}")
                since = time.monotonic()
                try:
                    visitor.move(slider, value)
                except (OSError, WebSocketException):
                    visitor.come_back(since + 60)
                    found.cut.append(time.monotonic() - since)
                found.answers += 1
    except Exception as error:
        found.lost.append(f"{topic}: {error!r}")


def cookie_of(url: str) -> str:
    """The cookie that a browser is given with its first page."""
    request = urllib.request.Request(url, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.headers.get("set-cookie", "")).split(";")[0]


@contextmanager
def proxy(folder: Path, ports: list[int]) -> Iterator[str]:
    """Nginx with the project's own settings, on free ports of the loopback."""
    site = (ROOT / "deploy" / "nginx.conf").read_text()
    for theirs, ours in (
        ("listen 80", f"listen 127.0.0.1:{ports[2]}"),
        ("1:8501", f"1:{ports[0]}"),
        ("1:8502", f"1:{ports[1]}"),
    ):
        site = site.replace(theirs, ours)
    path = folder / "nginx.conf"
    path.write_text(WRAPPER.format(folder=folder, site=site))
    process = subprocess.Popen(["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(path)])
    try:
        yield f"http://127.0.0.1:{ports[2]}"
    finally:
        process.terminate()
        process.wait()


def until_ready(port: int) -> None:
    """Waits for a replica that is warm."""
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"The replica on port {port} is not ready.")


def pause_until(when: float) -> None:
    time.sleep(max(0.0, when - time.monotonic()))

"""A Chromium to look with and a server to look at: `python -m tests.browser.chromium` makes sure there is one."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, JSHandle, Page, Playwright, WebSocket, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--process-per-site",  # pages of a context share a process, which has compiled the app's scripts
)  # fmt: skip
PLACES = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")

FUNCTION = re.compile(r"\s*(async\s*)?(\([^()]*\)|\w+)\s*=>")  # what an expression of JavaScript begins with

IDLE = """async () => {
  await new Promise((drawn) => {  // what has come is drawn; a page in the background has no frames
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)));
    setTimeout(drawn, 200);
  });
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState !== "notRunning" || app.dataset.testConnectionState !== "CONNECTED") return false;
  if (document.querySelector('[data-testid="stSkeleton"]')) return false;
  const parts = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  if (parts.some((part) => !part.shadowRoot?.querySelector("input, button, svg, canvas")
      && !part.closest(".st-key-page_state"))) return false;
  const plots = [...document.querySelectorAll('[data-testid="stBidiComponentRegular"] > [role="img"]')];
  return plots.every((plot) => plot.clientWidth === 0 || (plot.querySelector(".main-svg") && !plot.ariaBusy));
}"""


def executable(playwright: Playwright) -> str | None:
    """A Chromium on this machine: $CHROMIUM, an installed one, or Playwright's own; None where there is none."""
    places = (os.environ.get("CHROMIUM"), *PLACES, playwright.chromium.executable_path)
    return next((found for place in places if place and (found := shutil.which(place))), None)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium."""
    path = executable(playwright)
    if path is None:
        raise RuntimeError("There is no Chromium; `python -m tests.browser.chromium` gets one.")
    return playwright.chromium.launch(executable_path=path, args=list(FLAGS))


class Line:
    """What runs between a page and its server: whether the last run that was asked for has ended.

    The page itself does not tell: on a busy machine it says that nothing runs until the server has answered.
    """

    def __init__(self, page: Page) -> None:
        self.answered = True
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        self.answered = False  # the first thing that a page does on a line is to ask
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)
        socket.on("close", self._closed)

    def _sent(self, payload: bytes | str) -> None:
        if isinstance(payload, bytes) and BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            self.answered = False

    def _received(self, payload: bytes | str) -> None:
        if isinstance(payload, bytes) and ForwardMsg.FromString(payload).WhichOneof("type") == "script_finished":
            self.answered = True

    def _closed(self, _: WebSocket) -> None:
        self.answered = True


_lines: WeakKeyDictionary[Page, Line] = WeakKeyDictionary()


def watch(page: Page) -> Page:
    """The page, its line listened to from now on; it has not been led anywhere yet.

    It waits for expressions, too: Playwright evaluates those as text, which the app's Content-Security-Policy forbids.
    """
    _lines[page] = Line(page)
    wait_for_function = page.wait_for_function

    def wait_for(expression: str, **more: Any) -> JSHandle:
        function = expression if FUNCTION.match(expression) else f"() => ({expression})"
        return wait_for_function(function, **more)

    page.wait_for_function = wait_for  # type: ignore[method-assign]
    return page


def idle(page: Page, timeout_seconds: float = 30) -> None:
    """Waits until the script rests, seen twice, and every component and figure on the page is drawn.

    On a busy machine it is sure only of pages that are watched: a click may not have reached the others' server.
    """
    line = _lines.get(page)
    end = time.monotonic() + timeout_seconds
    seen = 0
    while seen < 2:
        drawn = page.evaluate(IDLE)  # in which the line is heard, too
        seen = seen + 1 if drawn and (line is None or line.answered) else 0
        if time.monotonic() > end:
            raise TimeoutError(f"{page.url} is not idle after {timeout_seconds} s.")
        page.wait_for_timeout(50)


def free_port() -> int:
    """A port of the loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(
    script: Path, log: Path, runner: str = "streamlit", settings: Mapping[str, str] | None = None,
    port: int | None = None, folder: Path = ROOT,
) -> tuple[str, subprocess.Popen[bytes]]:  # fmt: skip
    """Starts the app that `script` holds; its URL on the loopback, and its process, once it answers.

    `runner` is "streamlit" (`streamlit run script`) or "uvicorn" (`uvicorn module:app`, for a script with an `app`),
    called in `folder`. `settings` are further variables of its environment.
    """
    port = port or free_port()
    if runner == "uvicorn":
        module = ".".join(script.relative_to(ROOT).with_suffix("").parts)
        call = [
            "uvicorn", f"{module}:app", "--app-dir", str(ROOT), "--host", "127.0.0.1", "--port", str(port),
            "--log-level", "warning", "--ws-per-message-deflate", "false",
        ]  # fmt: skip
    else:
        call = [
            "streamlit", "run", str(script), "--server.address", "127.0.0.1", "--server.port", str(port),
            "--server.headless", "true", "--server.fileWatcherType", "none",
        ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"} | dict(settings or {})
    with log.open("ab") as out:
        command = [sys.executable, "-m", *call]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(url, process, log)
    except RuntimeError:
        end(process)
        raise
    return url, process


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process by its id."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def serve(script: Path, log: Path, *arguments: Any, **more: Any) -> Iterator[str]:
    """The URL of an app that runs as long as the block; `start` says what it takes."""
    url, process = start(script, log, *arguments, **more)
    try:
        yield url
    finally:
        end(process)


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        with suppress(OSError), urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text('utf-8', errors='replace')[-2000:]}")


def main() -> None:
    """Gets a Chromium where there is none: Debian's as root, else Playwright's own."""
    with sync_playwright() as playwright:
        if executable(playwright):
            return
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        if subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False).returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    main()

"""One server for the tests of the doors, hosted as a school would: under a name, in the frames of its own pages."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

import pytest

from tests.browser.chromium import ROOT, end, start


class Site(ThreadingHTTPServer):
    """Another site on the loopback: it shows `/<address>` in a frame, and notes what it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Site)
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<iframe src='{unquote(self.path[1:])}' width='900' height='600'></iframe>".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Another site; `http://localhost:<its port>` may frame the app of `hosted`, and `http://127.0.0.1:…` may not."""
    other = Site()
    yield other
    other.shutdown()
    other.server_close()


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[str]:
    """The URL of the app on the loopback."""
    log = tmp_path_factory.mktemp("server") / "hosted.log"
    school = {
        "GRADUS_HOSTS": "gradus.example.org, *.school.example.org",
        "GRADUS_FRAME_ANCESTORS": f"http://localhost:{site.port}",
    }
    url, process = start(ROOT / "streamlit_app.py", log, "uvicorn", school, folder=log.parent)
    yield url
    end(process)

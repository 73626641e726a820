"""A browser, servers that live as long as the tests, and pages that fail on errors nobody looked for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.chromium import ROOT, launch, serve, watch

VIEWPORT: ViewportSize = {"width": 1280, "height": 800}

expect.set_options(timeout=30_000)  # ms; five seconds are not enough where another worker trains

# On a deep link Streamlit first looks for itself below the page's own address.
HARMLESS = ("/_stcore/health", "/_stcore/host-config", "/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """`server(script)` is the URL of that script, relative to the project, started once."""
    with ExitStack() as running:

        @cache
        def start(script: str) -> str:
            log = tmp_path_factory.mktemp("server") / (Path(script).stem + ".log")
            return running.enter_context(serve(ROOT / script, log))

        yield start


class Visitors:
    """Contexts of a browser, lent to one test at a time and emptied between two.

    A fresh context begins with a fresh process, which compiles the scripts of the app anew: half of what opening a page
    costs. A page that stays open in each keeps its process alive.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Visitor]] = {}

    @contextmanager
    def lend(self, options: Mapping[str, Any]) -> Iterator["Visitor"]:
        """A visitor whom the app has never seen, until the block ends."""
        free = self._free.setdefault(repr(sorted(options.items())), [])
        visitor = free.pop() if free else Visitor(self._browser.new_context(**options))
        yield visitor
        visitor.forget()  # where it fails, the context is not used again
        free.append(visitor)


class Visitor:
    """A context, and the origins that it has been to."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._origins: set[str] = set()
        self._blank = context.new_page()
        self._blank.route("**", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        self._blank.goto("http://127.0.0.1/")
        self._storage = context.new_cdp_session(self._blank)

    def open(self, viewport: ViewportSize, media: Mapping[str, Any]) -> Page:
        """A page of its own tab."""
        page = self.context.new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(**media)
        page.on("request", lambda request: self._origins.add("/".join(request.url.split("/")[:3])))
        return page

    def forget(self) -> None:
        """Closes the pages; drops cookies and what pages have stored."""
        for page in self.context.pages:
            if page is not self._blank:
                page.close()
        for origin in self._origins:
            self._storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self._origins.clear()
        self.context.clear_cookies()


@pytest.fixture(scope="session")
def visitors(browser: Browser) -> Visitors:
    return Visitors(browser)


@pytest.fixture
def open_page(visitors: Visitors) -> Iterator[Callable[..., Page]]:
    """`open_page(**context)` is a page of a new visitor; console errors and failed requests fail the test."""
    with ExitStack() as lent:
        complaints: list[str] = []

        def open_one(**context: Any) -> Page:
            viewport = context.pop("viewport", VIEWPORT)
            media = {name: context.pop(name) for name in ("color_scheme", "reduced_motion") if name in context}
            page = watch(lent.enter_context(visitors.lend(context)).open(viewport, media))
            listen(page, complaints)
            return page

        yield open_one
    assert complaints == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


def listen(page: Page, complaints: list[str]) -> None:
    """Collects what a careful person would see in the browser's console."""

    def console(message: ConsoleMessage) -> None:
        missing = "Failed to load resource" in message.text  # told again by `response`, with the address
        if message.type == "error" and not missing:
            complaints.append(message.text)

    def response(answer: Response) -> None:
        path = answer.url.split("?")[0]
        if answer.status >= 400 and not path.endswith(HARMLESS):
            complaints.append(f"{answer.status} {answer.url}")

    page.on("console", console)
    page.on("response", response)
    page.on("pageerror", lambda error: complaints.append(str(error)))

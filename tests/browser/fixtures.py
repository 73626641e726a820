"""A browser, servers that live as long as the tests, and pages that fail on errors nobody looked for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from tests.browser.chromium import ROOT, launch, serve, watch

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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`open_page(**context)` is a page of a fresh context; console errors and failed requests fail the test."""
    with ExitStack() as contexts:
        complaints: list[str] = []

        def open_one(**context: Any) -> Page:
            made = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | context)
            contexts.callback(made.close)
            page = watch(made.new_page())
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

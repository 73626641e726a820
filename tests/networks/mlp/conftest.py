"""The stage of a case in a page of its own, for the browser tests of the stage."""

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import idle
from tests.networks.mlp.stage_driver import PROBE

APP = "tests/networks/mlp/stage_app.py"
COMPILING_SECONDS = 120  # the engine, where it was never compiled before


@pytest.fixture
def show(open_page, server):
    """`show(case)` is a page with the stage of that case."""

    def one(case: str = "circle", language: str = "en", **context) -> Page:
        page = open_page(**context)
        page.sent = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda message: page.sent.append(len(message))))
        page.goto(f"{server(APP)}/?case={case}&lang={language}")
        idle(page, COMPILING_SECONDS)
        page.wait_for_function(f"{PROBE}.renders > 0")
        return page

    return one

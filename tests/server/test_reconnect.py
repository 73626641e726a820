"""A page whose line was cut: by a restart, by a crash, by a laptop that slept for longer than a session is kept."""

import signal
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.chromium import ROOT, end, free_port, idle, start, watch

APP = ROOT / "streamlit_app.py"
PATIENCE = 60_000  # ms
KEEP_LINES = """
  window.lines = [];
  const Line = WebSocket;
  window.WebSocket = class extends Line { constructor(...all) { super(...all); lines.push(this); } };
"""
SLIDER, OTHER_SLIDER = ".st-key-autograd_value_x input.field", ".st-key-autograd_reach input.field"
# What may have been done last before the line is cut.
ACTIONS = {
    "nothing": (),
    "radio": ("twice",),
    "another radio": ("twice", "softmax"),
    "slider": ("slider",),
    "radio, slider": ("twice", "slider"),
}


@pytest.fixture
def opened(browser) -> Iterator[Callable[[str], Page]]:
    """`opened(url)` is the topic in a fresh context; what the console says of a broken line is no fault here."""
    contexts = []

    def open_one(url: str) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 800}))
        page = watch(contexts[-1].new_page())
        page.add_init_script(KEEP_LINES)
        page.goto(f"{url}/autograd?lang=en&autograd_preset=used+twice")
        idle(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


def act(page: Page, action: str) -> None:
    if action == "slider":
        move(page, OTHER_SLIDER, "1.5", "autograd_reach=1.5")
    else:
        page.locator(f".st-key-autograd__guess_{action} label").nth(1).click()
        idle(page)


def move(page: Page, slider: str, value: str, address: str) -> None:
    """Types a value into a slider's field; it is answered, and the address follows."""
    page.locator(slider).fill(value)
    page.locator(slider).press("Enter")
    page.wait_for_url(f"**{address}*", timeout=PATIENCE)
    idle(page)
    assert float(page.locator(slider).input_value()) == float(value)


def connected(page: Page, lines: int) -> None:
    """Waits until the page has its line again: its `lines`-th."""
    page.wait_for_function("(count) => window.lines.length >= count", arg=lines, timeout=PATIENCE)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute(
        "data-test-connection-state", "CONNECTED", timeout=PATIENCE
    )


def guessed(page: Page) -> bool:
    """Whether the guess that `act` makes stands on the page."""
    return page.locator(".st-key-autograd__guess_twice input").first.is_checked()


def questions(page: Page) -> list[BackMsg]:
    """What the page asks its session from now on."""
    asked: list[BackMsg] = []

    def listen(line: WebSocket) -> None:
        line.on("framesent", lambda told: asked.append(BackMsg.FromString(told)) if isinstance(told, bytes) else None)

    page.on("websocket", listen)
    return asked


def test_every_page_answers_after_restarts_of_the_server(opened, tmp_path):
    """First the server is killed, then it is asked to end."""
    port = free_port()
    url, process = start(APP, tmp_path / "first.log", "uvicorn", port=port)
    pages = {name: opened(url) for name in ACTIONS}
    for name, actions in ACTIONS.items():
        for action in actions:
            act(pages[name], action)
    try:
        for lines, (sent, value) in enumerate({signal.SIGKILL: "0.7", signal.SIGTERM: "0.6"}.items(), start=2):
            process.send_signal(sent)
            process.wait(60)
            _, process = start(APP, tmp_path / f"{sent.name}.log", "uvicorn", port=port)
            for name, page in pages.items():
                connected(page, lines)
                move(page, SLIDER, value, f"autograd_values=*{value}")
                assert ("slider" in ACTIONS[name]) == ("autograd_reach=1.5" in page.url), name
                assert guessed(page) == ("twice" in ACTIONS[name]), name
    finally:
        end(process)


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory) -> Iterator[str]:
    """A server that keeps no session whose line is cut."""
    log = tmp_path_factory.mktemp("server") / "forgetful.log"
    url, process = start(APP, log, settings={"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "0"})
    yield url
    end(process)


@pytest.mark.parametrize("actions", ACTIONS.values(), ids=ACTIONS)
def test_every_page_answers_after_its_session_has_been_forgotten(opened, forgetful, actions):
    page = opened(forgetful)
    for action in actions:
        act(page, action)
    page.evaluate("lines.at(-1).close()")
    connected(page, 2)
    move(page, SLIDER, "0.7", "autograd_values=*0.7")


def test_a_slider_that_moves_as_soon_as_the_line_is_back_is_answered(opened, forgetful):
    page = opened(forgetful)
    page.evaluate("lines.at(-1).close()")
    page.wait_for_function("lines.length === 2 && lines[1].readyState === 1", timeout=PATIENCE)
    move(page, SLIDER, "0.7", "autograd_values=*0.7")


def test_a_session_that_is_taken_up_again_keeps_what_it_knows_and_is_asked_once(opened, server):
    page = opened(server("streamlit_app.py"))
    act(page, "twice")
    asked = questions(page)
    page.evaluate("lines.at(-1).close()")
    connected(page, 2)
    idle(page)
    assert [one.rerun_script.fragment_id for one in asked] == [""]
    move(page, SLIDER, "0.7", "autograd_values=*0.7")
    assert len(asked) == 2 and asked[1].rerun_script.fragment_id
    assert guessed(page)

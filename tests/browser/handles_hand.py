"""A hand for the page of the handles: where things are on the screen, what is stored, a mouse and a finger."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.chromium import idle, watch
from tests.browser.fixtures import listen
from tests.browser.plots import place_on_screen

APP = "tests/browser/handles_app.py"
VIEWPORT = {"width": 1280, "height": 800}


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """One page for all tests of a module: each begins anew by its button."""
    complaints: list[str] = []
    context = browser.new_context(viewport=VIEWPORT)
    page = watch(context.new_page())
    listen(page, complaints)
    page.goto(url)
    yield ready(page)
    context.close()
    assert complaints == []


def begun(page: Page) -> Page:
    """The page as it is at first."""
    page.mouse.up()
    page.set_viewport_size(VIEWPORT)
    page.locator(".st-key-begin button").click()
    tool(page, "Move")
    page.evaluate("""() => {
      const ranges = { "xaxis.range": [-4, 4], "yaxis.range": [-3, 3], dragmode: false };
      Plotly.relayout(plotOf("plane"), ranges);
      document.activeElement.blur();
      document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
    }""")
    idle(page)
    assert stored(page)["calls"] == 0
    return page


def ready(page: Page) -> Page:
    idle(page)
    handle(page, "tip").wait_for()
    page.evaluate("""() => {
      window.plotOf = (key) => document.querySelector(`.st-key-${key} .js-plotly-plot`);
      window.sent = 0; // messages that the page has sent
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (...given) { sent++; return send.apply(this, given); };
    }""")
    return page


def handle(page: Page, name: str) -> Locator:
    return page.locator(f".handle[data-name={name}]")


def stored(page: Page, which: int = 0) -> dict:
    return ast.literal_eval(page.locator("[data-testid=stCode] code").nth(which).inner_text())


def settled(page: Page, which: int = 0) -> dict:
    idle(page)
    return stored(page, which)


def screen(page: Page, x: float, y: float, key: str = "plane") -> tuple[float, float]:
    """Where a place of a figure is on the screen, as Plotly has it."""
    return place_on_screen(page, key, x, y)


def middle(node: Locator) -> tuple[float, float]:
    """The middle of a handle on the screen."""
    box = node.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def is_at(page: Page, name: str, x: float, y: float) -> None:
    """The handle is drawn at this place, within a pixel and a half."""
    assert middle(handle(page, name)) == pytest.approx(screen(page, x, y), abs=1.5)


def hold(page: Page, name: str, key: str, x: float, y: float) -> None:
    """Holds a handle over a place of its figure; the button is still down."""
    page.mouse.move(*middle(handle(page, name)))
    page.mouse.down()
    page.mouse.move(*place_on_screen(page, key, x, y), steps=8)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=steps)
    page.mouse.up()


class Finger:
    """One finger on the glass."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)

    def _touch(self, kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        self._touch("touchStart", start)
        for k in range(1, steps + 1):
            self._touch("touchMove", tuple(a + (b - a) * k / steps for a, b in zip(start, end, strict=True)))
        self._touch("touchEnd")


def ranges(page: Page, key: str = "plane") -> list[float]:
    return page.evaluate(
        "(key) => [...plotOf(key)._fullLayout.xaxis.range, ...plotOf(key)._fullLayout.yaxis.range]", key
    )


def tool(page: Page, name: str) -> None:
    """Chooses what a click does to points."""
    page.locator(".tools label").filter(has=page.get_by_text(name, exact=True)).click()


def phone(open_page: Callable[..., Page], url: str) -> Page:
    page = open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.goto(url)
    return ready(page)


def still_middle(page: Page, name: str, patience: float = 30_000) -> tuple[float, float]:
    """The middle of a handle once nothing above it moves any more; `patience` in ms, for a machine with other work."""
    handle(page, name).wait_for(timeout=patience)
    place = None
    while place != (place := middle(handle(page, name))):
        idle(page)
        page.wait_for_timeout(200)
    return place

"""How often a figure is redrawn while a handle in it is dragged, against the same figure moved by a slider."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, Page, sync_playwright

from benchmarks.timing import Case
from tests.browser.chromium import ROOT, idle, launch, serve
from tests.browser.handles_hand import VIEWPORT, handle, middle, ready

ROUNDS = 6
SECONDS = 3.0
COUNT = """() => {
  window.redraws = 0;
  for (const done of ["plotly_react", "plotly_relayout"]) plotOf("plane").on(done, () => redraws++);
}"""


def cases() -> Iterator[Case]:
    """One line: redraws a second by the handle, divided by those of the slider."""
    app = ROOT / "tests/browser/handles_app.py"
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(app, Path(logs, "app.log"), "uvicorn") as url,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        page = browser.new_context(viewport=VIEWPORT).new_page()
        page.goto(url)
        ready(page).evaluate(COUNT)
        slider = page.locator(".st-key-slider input[type=range]")
        hands: dict[str, Callable[[], tuple[float, float]]] = {
            "handle": lambda: middle(handle(page, "tip")),
            "slider": lambda: _thumb(slider),
        }
        rates: dict[str, list[float]] = {name: [] for name in hands}
        for _ in range(ROUNDS):
            for name, place in hands.items():
                rates[name].append(_redraws_a_second(page, place()))
        browser.close()
    by_handle, by_slider = (np.array(rates[name]) for name in hands)
    low, high = np.percentile(_bootstrap(by_handle, by_slider), [5, 95])
    name = f"redraws a second, handle {np.median(by_handle):.1f} against slider {np.median(by_slider):.1f}"
    yield name, float(np.median(by_handle) / np.median(by_slider)), float(low), float(high), "at least 0.9"


def _thumb(slider: Locator) -> tuple[float, float]:
    box = slider.bounding_box()
    assert box is not None
    share = slider.evaluate("(node) => (node.value - node.min) / (node.max - node.min)")
    return box["x"] + 7 + share * (box["width"] - 14), box["y"] + box["height"] / 2


def _redraws_a_second(page: Page, start: tuple[float, float]) -> float:
    """Drags from a place to and fro; both hands go the same way on the screen."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("redraws = 0")
    begun = time.perf_counter()
    while (passed := time.perf_counter() - begun) < SECONDS:
        page.mouse.move(x + 90 * np.sin(3 * passed), y)
    redraws = page.evaluate("redraws")
    seconds = time.perf_counter() - begun
    page.mouse.move(x, y)
    page.mouse.up()
    idle(page)
    return float(redraws / seconds)


def _bootstrap(ours: np.ndarray, theirs: np.ndarray) -> list[float]:
    draws = np.random.default_rng(0)
    return [float(np.median(draws.choice(ours, ours.size)) / np.median(draws.choice(theirs, theirs.size)))
            for _ in range(1000)]  # fmt: skip

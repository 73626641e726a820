"""How soon a change is seen in a real Chromium, against a bare Streamlit page in the same run.

The bare page runs with the same settings, so the repair of the garbage-collection stall is not what is compared.
Its slider speaks on every key and its chart is rebuilt; ours speaks while it is dragged and is updated.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.client import Visitor
from benchmarks.timing import Case
from core.curriculum import TOPICS
from tests.browser.chromium import ROOT, idle, launch, serve

RUNNER = "uvicorn"  # as `make run` starts the app; "streamlit" is the other way
CHANGES = 30
LOADS = 10
DRAGS = 5
DRAG_SECONDS = 2.0
SETTLED_MS = 150  # a figure is redrawn when nothing in it has changed for so long
OUR_SLIDERS = '[data-testid="stBidiComponentIsolated"] input[type="range"]:enabled'
VALUE = "slider => slider.getRootNode().querySelector('.field').value"
KEY = "slider => slider.getRootNode().host.closest('[class*=st-key-]').className.match(/st-key-(\\S+)/)[1]"
BARE_SLIDER = '[data-testid="stSlider"] input[type="range"]'

# Notes when a key was pressed, and the frame after a figure in sight last changed: nodes of Plotly's or of the graph's,
# or the stage's canvases. (A figure out of sight is drawn later, when the hand rests.)
CLOCK = """
window.clock = { pressed: 0, redrawn: 0, first: 0, frames: 0 };
addEventListener("keydown", () => (clock.pressed = performance.now()), true);
const sights = new WeakMap(); // asked for its place at every redraw, a figure would have the page laid out once more
const sight = new IntersectionObserver((told) => told.forEach((one) => sights.set(one.target, one.isIntersecting)));
const inSight = (node) => {
  if (!sights.has(node)) {
    const { top, bottom } = node.getBoundingClientRect();
    sights.set(node, top < innerHeight && bottom > 0);
    sight.observe(node);
  }
  return sights.get(node);
};
let painting = false;
const painted = (node) => {
  if (painting) return;
  painting = true;
  requestAnimationFrame(() => {
    painting = false;
    if (!inSight(node)) return;
    clock.frames++;
    clock.redrawn = performance.now();
  });
};
for (const name of ["putImageData", "drawImage"]) {
  const paint = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    if (this.canvas.isConnected) painted(this.canvas);
    return paint.apply(this, given);
  };
}
const graphs = new MutationObserver((changes) => {
  const elements = changes.map(({ target }) => (target.closest ? target : target.parentElement));
  const graph = elements.map((element) => element?.closest("svg.canvas")).find(Boolean);
  if (graph) painted(graph);
});
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = attach.call(this, options);
  graphs.observe(root, { attributes: true, childList: true, characterData: true, subtree: true });
  return root;
};
const figureOf = (node) => node.parentElement?.closest(".js-plotly-plot, [data-testid=stPlotlyChart]");
window.observer = new MutationObserver((changes) => {
  if (!clock.first && document.querySelector("[data-testid=stMain] [data-testid=stElementContainer]")?.clientHeight)
    requestAnimationFrame(() => (clock.first ||= performance.now()));
  const figures = new Set(changes.map(({ target }) => figureOf(target)).filter(Boolean));
  if (figures.size)
    requestAnimationFrame(() => {
      if ([...figures].some(inSight)) clock.redrawn = performance.now();
    });
});
window.observe = () => observer.observe(document, { attributes: true, childList: true, subtree: true });
observe();
"""
# Drags the thumb to and fro for a while and counts the drawings of the busiest figure, or the frames in which canvases
# or a graph were painted. The hand moves far enough for a new value at every frame: where a value stays there is
# nothing to draw.
# The events are made in the page: a mouse that is moved from outside waits for every frame and slows what it measures.
# So would the clock, which measures figures (and the page's layout with them): it rests meanwhile.
DRAG = """async (slider, seconds) => {
  const plots = [...document.querySelectorAll(".js-plotly-plot")];
  for (const plot of plots) {
    if (plot.redraws === undefined)
      for (const done of ["plotly_react", "plotly_relayout", "plotly_restyle"]) plot.on(done, () => plot.redraws++);
    plot.redraws = 0;
  }
  clock.frames = 0;
  observer.disconnect();
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1000;
  slider.dispatchEvent(new PointerEvent("pointerdown"));
  while (passed() < seconds) {
    await new Promise(requestAnimationFrame);
    const way = passed() % 2; // one end to the other in a second
    slider.value = low + (high - low) * (way < 1 ? way : 2 - way);
    slider.dispatchEvent(new Event("input"));
  }
  slider.dispatchEvent(new PointerEvent("pointerup"));
  observe();
  return Math.max(clock.frames, ...plots.map((plot) => plot.redraws)) / passed();
}"""


def cases() -> Iterator[Case]:
    """First paint of home, and of every topic with a slider: change, server, redraws while dragged."""
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(ROOT / "benchmarks" / "bare_app.py", Path(logs, "bare.log"), RUNNER) as bare_url,
        serve(ROOT / "streamlit_app.py", Path(logs, "app.log"), RUNNER) as app_url,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        yield _first_paint(browser, bare_url, app_url)
        for topic in TOPICS:
            yield from _topic(browser, bare_url, app_url, topic.slug)
        browser.close()


def open_page(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(CLOCK)
    page.goto(url)
    idle(page)
    return page


def _first_paint(browser: Browser, bare_url: str, app_url: str) -> Case:
    seconds: dict[str, list[float]] = {bare_url: [], app_url: []}
    for load in range(LOADS + 1):
        for url, found in seconds.items():
            page = open_page(browser, url)  # a fresh context: nothing is cached
            if load:
                found.append(page.evaluate("clock.first"))
            page.context.close()
    return _against("home: first paint", seconds[app_url], seconds[bare_url], 50, "at most 1.5")


def _topic(browser: Browser, bare_url: str, app_url: str, slug: str) -> Iterator[Case]:
    bare, page = open_page(browser, bare_url), open_page(browser, f"{app_url}/{slug}")
    slider = slider_that_moves_a_figure(page)
    if slider is None:
        print(f"{slug}: no slider moves a figure at first sight", file=sys.stderr)
    else:
        ours, theirs, values = [], [], []
        presses = keys(slider)
        for _ in range(CHANGES):
            theirs += change(bare, bare.locator(BARE_SLIDER), "ArrowRight")
            ours += change(page, slider, next(presses))
            values.append(float(slider.evaluate(VALUE)))
        yield _against(f"{slug}: change to figure, median", ours, theirs, 50, "at most 1.5")
        yield _against(f"{slug}: change to figure, p95", ours, theirs, 95, "at most 1.5")
        server = _server(app_url, slug, slider.evaluate(KEY), values)
        yield _alone(f"{slug}: server's time of a change in ms", server, "at most 50")
        rates = [_redraws_a_second(page, slider) for _ in range(DRAGS)]
        yield f"{slug}: redraws a second while dragged", float(np.median(rates)), min(rates), max(rates), "at least 15"
    bare.context.close()
    page.context.close()


def slider_that_moves_a_figure(page: Page) -> Locator | None:
    """The first one that does so twice: a figure may have been drawn late by itself."""
    for slider in page.locator(OUR_SLIDERS).all():
        presses = keys(slider)
        if all(change(page, slider, next(presses)) for _ in range(2)):
            return slider
    return None


def keys(slider: Locator) -> Iterator[str]:
    """Keys that move a thumb at every press: to the right until the end, then back."""
    key = "ArrowRight"
    while True:
        low, high = (float(slider.get_attribute(end) or 0) for end in ("min", "max"))
        now = float(slider.input_value())
        key = {now >= high: "ArrowLeft", now <= low: "ArrowRight"}.get(True, key)
        yield key


def change(page: Page, slider: Locator, key: str) -> list[float]:
    """Milliseconds from a key to the frame of the last redrawn figure; none where no figure has changed."""
    slider.focus()
    page.keyboard.press(key)
    idle(page)
    page.wait_for_timeout(SETTLED_MS)
    clock = page.evaluate("clock")
    redrawn = clock["redrawn"] - clock["pressed"]
    return [redrawn] if redrawn > 0 else []


def _server(app_url: str, slug: str, key: str, values: list[float]) -> list[float]:
    """Milliseconds from a move to the end of the script, for a visitor who draws nothing."""
    with Visitor(app_url, slug) as visitor:
        return [visitor.move(key, value) * 1000 for value in values]


def _redraws_a_second(page: Page, slider: Locator) -> float:
    rate = float(slider.evaluate(DRAG, DRAG_SECONDS))
    idle(page)
    return rate


def _against(name: str, ours: list[float], theirs: list[float], percentile: float, target: str) -> Case:
    """The ratio of two percentiles with its bootstrap interval of 90 %; the milliseconds stand in the name."""
    draws = np.random.default_rng(0)
    samples = [
        np.percentile(draws.choice(ours, len(ours)), percentile)
        / np.percentile(draws.choice(theirs, len(theirs)), percentile)
        for _ in range(1000)
    ]
    mine, bare = np.percentile(ours, percentile), np.percentile(theirs, percentile)
    low, high = np.percentile(samples, [5, 95])
    return f"{name} ({mine:.0f} ms, bare {bare:.0f} ms)", float(mine / bare), float(low), float(high), target


def _alone(name: str, values: list[float], target: str) -> Case:
    middle, low, high = np.percentile(values, [50, 5, 95])
    return name, float(middle), float(low), float(high), target

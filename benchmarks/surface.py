"""A 3-D figure while a slider is dragged: how often it is seen anew, against how often a bare page can be changed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.browser import BARE_SLIDER, DRAG_SECONDS, OUR_SLIDERS, RUNNER, change, open_page
from benchmarks.timing import Case
from tests.browser.chromium import ROOT, idle, launch, serve

ROUNDS = 5
CHANGES = 6
# Drags the thumb to and fro and counts what the scene has painted of it, at most one painting for each new surface.
DRAG = """async (slider, seconds) => {
  const plot = document.querySelector(".st-key-surface .js-plotly-plot");
  const { glplot } = plot._fullLayout.scene._scene;
  if (plot.paintings === undefined) {
    plot.on("plotly_react", () => (plot.fresh = true));
    const paint = glplot.onrender;
    glplot.onrender = () => {
      paint?.();
      if (plot.fresh) plot.paintings++;
      plot.fresh = false;
    };
  }
  plot.paintings = 0;
  observer.disconnect();
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1000;
  slider.dispatchEvent(new PointerEvent("pointerdown"));
  while (passed() < seconds) {
    await new Promise(requestAnimationFrame);
    const way = passed() % 2;
    slider.value = low + (high - low) * (way < 1 ? way : 2 - way);
    slider.dispatchEvent(new Event("input"));
  }
  slider.dispatchEvent(new PointerEvent("pointerup"));
  observe();
  return plot.paintings / passed();
}"""


def cases() -> Iterator[Case]:
    """Redraws a second of 60 × 60 points while dragged, over changes a second of the bare page."""
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(ROOT / "benchmarks" / "bare_app.py", Path(logs, "bare.log"), RUNNER) as bare_url,
        serve(ROOT / "benchmarks" / "surface_app.py", Path(logs, "surface.log"), RUNNER) as our_url,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        bare, page = open_page(browser, bare_url), open_page(browser, our_url)
        rates = []
        for _ in range(ROUNDS):
            bare.bring_to_front()
            waits = [wait for _ in range(CHANGES) for wait in change(bare, bare.locator(BARE_SLIDER), "ArrowRight")]
            page.bring_to_front()
            redraws = float(page.locator(OUR_SLIDERS).first.evaluate(DRAG, DRAG_SECONDS))
            idle(page)
            rates.append((1000 / np.median(waits), redraws))
        browser.close()
    theirs, ours = np.median(rates, axis=0)
    ratios = sorted(redraws / changes for changes, redraws in rates)
    name = f"surface: redraws a second of 60 × 60 points over the bare page's changes ({ours:.1f}, {theirs:.1f})"
    yield name, ratios[ROUNDS // 2], ratios[0], ratios[-1], "at least 1.25"

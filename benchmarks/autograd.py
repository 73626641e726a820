"""A formula of 40 nodes taken apart: the server's time for all of it, and frames a second while stepping through it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from benchmarks.timing import Case, milliseconds
from core.computing.autograd.check import CheckConfig, gradient_check
from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.presets import FormulaConfig, on_screen
from core.computing.autograd.pytorch.agreement import agreement
from core.computing.autograd.pytorch.twin import torch_gradients
from core.computing.autograd.walk.graph_message import graph_message, step_table
from core.computing.autograd.walk.trace import trace
from tests.browser.chromium import ROOT, idle, launch, serve

SECONDS = 2.0
ROUNDS = 5
# Makes a step in every frame, or with no graph only counts the frames.
FRAMES = """async (seconds) => {
  const part = document.querySelector(".st-key-autograd_graph [data-testid=stBidiComponentIsolated]");
  const frame = part?.shadowRoot.querySelector(".frame");
  const key = (name) => frame?.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
  const count = () => part?.shadowRoot.querySelector(".count").textContent;
  key("Home");
  const begun = performance.now();
  let frames = 0;
  while (performance.now() - begun < seconds * 1000) {
    await new Promise(requestAnimationFrame);
    const before = count();
    key("ArrowRight");
    if (part && count() === before) key("Home");
    frames += 1;
  }
  return frames / seconds;
}"""


def cases() -> Iterator[Case]:
    """The trace with its film, table and comparison; the gradient check; stepping against an empty page."""
    formula, values = on_screen(FormulaConfig(preset="LSTM"))
    nodes = len(build(formula, values).nodes)

    def traced() -> None:
        graph = build(formula, values)
        shown = trace(graph)
        graph_message(shown)
        step_table(shown)
        agreement(graph, shown)

    yield milliseconds(f"autograd: trace, film and PyTorch's word on {nodes} nodes, in ms", traced, "at most 20")
    graph = build(formula, values)
    yield milliseconds(
        f"autograd: PyTorch alone on {nodes} nodes, in ms", lambda: torch_gradients(graph), "for comparison"
    )
    yield milliseconds(
        f"autograd: gradient check with its curve of 61 steps on {nodes} nodes, in ms",
        lambda: gradient_check(graph, CheckConfig()), "at most 50",
    )  # fmt: skip
    yield _stepping()


def _stepping() -> Case:
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(ROOT / "benchmarks" / "bare_app.py", Path(logs, "bare.log"), "uvicorn") as bare_url,
        serve(ROOT / "streamlit_app.py", Path(logs, "app.log"), "uvicorn") as app_url,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        pages: list[Page] = []
        for url in (bare_url, f"{app_url}/autograd?autograd_preset=LSTM"):
            pages.append(browser.new_context(viewport={"width": 1280, "height": 800}).new_page())
            pages[-1].goto(url)
            idle(pages[-1])
        rates = []
        for _ in range(ROUNDS):
            found = []
            for page in pages:
                page.bring_to_front()
                found.append(float(page.evaluate(FRAMES, SECONDS)))
            rates.append(found)
        browser.close()
    bare, ours = np.median(rates, axis=0)
    ratios = sorted(mine / theirs for theirs, mine in rates)
    name = f"autograd: frames a second, a step in each, over an empty page's ({ours:.0f} of {bare:.0f})"
    return name, float(ours / bare), ratios[0], ratios[-1], "at least 0.95"

"""Redraws a second while a slider is dragged, with the messages of a run sent in one go against sent as they come."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.browser import DRAG, DRAG_SECONDS, RUNNER, Case, open_page, slider_that_moves_a_figure
from core.curriculum import TOPICS
from tests.browser.chromium import ROOT, idle, launch, serve

ROUNDS = 8


def cases() -> Iterator[Case]:
    """One line a topic: the median over pairs of drags of the ratio with to without."""
    app = ROOT / "streamlit_app.py"
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(app, Path(logs, "with.log"), RUNNER) as with_url,
        serve(app, Path(logs, "without.log"), RUNNER, {"GRADUS_BURSTS": "off"}) as without_url,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for topic in TOPICS:
            pages = [open_page(browser, f"{url}/{topic.slug}") for url in (with_url, without_url)]
            sliders = [slider_that_moves_a_figure(page) for page in pages]
            if not all(sliders):
                print(f"{topic.slug}: no slider moves a figure at first sight", file=sys.stderr)
                continue
            rates: list[list[float]] = [[], []]
            for number in range(2 * ROUNDS):
                k = (number + number // 2) % 2  # with, without, without, with, …
                rates[k].append(float(sliders[k].evaluate(DRAG, DRAG_SECONDS)))
                idle(pages[k])
            for page in pages:
                page.context.close()
            yield _case(topic.slug, *map(np.array, rates))
        browser.close()


def _case(slug: str, ours: np.ndarray, theirs: np.ndarray) -> Case:
    ratios = ours / theirs
    draws = np.random.default_rng(0).choice(ratios, (1000, len(ratios)))
    low, high = np.percentile(np.median(draws, axis=1), [5, 95])
    name = f"{slug}: redraws a second, bursts {np.median(ours):.1f} against none {np.median(theirs):.1f}"
    return name, float(np.median(ratios)), float(low), float(high), "at least 1.1"

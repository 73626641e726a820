"""Ten visitors who drag a slider at once, against one: the 95th percentile of the wait for an answer.

Each moves the learning rate, waits until the script has finished, pauses as a hand does, and moves on.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.client import Visitor
from benchmarks.timing import Case
from tests.browser.chromium import ROOT, serve

TOPIC, SLIDER = "mlp", "mlp_learning_rate"
VISITORS, MOVES, ROUNDS = 10, 15, 3
PAUSE_SECONDS = 0.1
RATES = np.geomspace(0.003, 0.3, MOVES)


def cases() -> Iterator[Case]:
    """The network lab's learning rate, dragged by one and by ten."""
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(ROOT / "streamlit_app.py", Path(logs, "app.log"), "uvicorn") as url,
    ):
        visit(url, 0, [])  # the engine is compiled, the page imported
        ratios, alone, crowd = [], [], []
        for round_number in range(ROUNDS):
            one = together(url, 1, round_number)
            ten = together(url, VISITORS, round_number)
            alone, crowd = alone + one, crowd + ten
            ratios.append(float(np.percentile(ten, 95) / np.percentile(one, 95)))
        p95 = [np.percentile(waits, 95) * 1000 for waits in (alone, crowd)]
        name = f"{TOPIC}: wait of {VISITORS} visitors against 1, p95 ({p95[1]:.0f} ms, {p95[0]:.0f} ms)"
        yield name, float(np.median(ratios)), min(ratios), max(ratios), f"at most {VISITORS}"


def together(url: str, visitors: int, seed: int) -> list[float]:
    """Seconds of every wait when so many drag at once."""
    waits: list[float] = []
    threads = [threading.Thread(target=visit, args=(url, seed * VISITORS + k, waits)) for k in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def visit(url: str, seed: int, waits: list[float]) -> None:
    """One visitor, with a seed of its own so that no other has computed its runs."""
    with Visitor(url, TOPIC, f"mlp_network_seed={seed}") as visitor:
        for rate in RATES:
            time.sleep(PAUSE_SECONDS)
            waits.append(visitor.move(SLIDER, float(f"{rate:.3g}")))

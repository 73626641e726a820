"""A crowd that opens pages and moves sliders, against one visitor: waits for a first page and for a change.

Visitors come at once, each opens a topic (by turns) and moves a slider every two to five seconds, as a class does. No
two set the same values, so that nobody's answer is computed already. They share the machine with the server.
"""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.client import Visitor
from benchmarks.timing import Case
from tests.browser.chromium import ROOT, serve

CROWDS = {10: "at most 2", 30: "at most 2.5", 60: "at most 6", 100: "none lost"}
SECONDS = float(os.environ.get("CROWD_SECONDS", "50"))
PAUSES = (2.0, 5.0)  # seconds between two moves of a visitor
ALONE_PAUSES = (0.2, 0.5)  # one visitor alone, so that there are moves enough to tell the 95th percentile
MOVES: dict[str, tuple[str, float, float]] = {  # of a topic: a slider, and the range of its values
    "tensors": ("tensors_cell", 0, 23),
    "autograd": ("autograd_value_w", -2, 2),
    "mlp": ("mlp_learning_rate", 0.003, 0.1),
    "metrics": ("metrics_threshold", 0.05, 0.95),
}


@dataclass
class Waits:
    """Seconds that a crowd waited, and the answers that never came."""

    pages: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def cases() -> Iterator[Case]:
    """Crowds of several sizes against one visitor of the same run."""
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(ROOT / "streamlit_app.py", Path(logs, "app.log"), "uvicorn") as url,
    ):
        crowd(url, len(MOVES), 5, 0)  # pages are imported, the engine is compiled
        one = Waits()
        for topic in range(len(MOVES)):
            visit(url, topic, SECONDS / len(MOVES), ALONE_PAUSES, one)
        for visitors, target in CROWDS.items():
            many = crowd(url, visitors, SECONDS, visitors)
            for name, ours, alone in (("a change", many.changes, one.changes), ("a first page", many.pages, one.pages)):
                ratio, low, high = ratio_of_tails(ours, alone)
                p50, p95 = np.percentile(ours, [50, 95]) * 1000
                about = f"{len(ours)} answers, {len(many.lost)} lost, p50 {p50:.0f} ms, p95 {p95:.0f} ms"
                wanted = target if ours is many.changes else "none: all come at once"
                yield f"{visitors} visitors: {name} ({about})", ratio, low, high, wanted


def crowd(url: str, visitors: int, seconds: float, seed: int) -> Waits:
    """What so many visitors wait for who come at once."""
    waits = Waits()
    threads = [
        threading.Thread(target=visit, args=(url, seed * 1000 + number, seconds, PAUSES, waits))
        for number in range(visitors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def visit(url: str, seed: int, seconds: float, pauses: tuple[float, float], waits: Waits) -> None:
    """One visitor of one topic; `seed` chooses the topic and the moves."""
    draws = np.random.default_rng(seed)
    topic = list(MOVES)[seed % len(MOVES)]
    slider, low, high = MOVES[topic]
    try:
        begun = time.perf_counter()
        with Visitor(url, topic, "") as visitor:
            waits.pages.append(time.perf_counter() - begun)
            while time.perf_counter() - begun < seconds:
                time.sleep(draws.uniform(*pauses))
                waits.changes.append(visitor.move(slider, float(f"{draws.uniform(low, high):.4g}")))
    except (OSError, TimeoutError) as error:
        waits.lost.append(repr(error))


def ratio_of_tails(many: list[float], one: list[float]) -> tuple[float, float, float]:
    """The ratio of the 95th percentiles with its bootstrap interval of 90 %."""
    draws = np.random.default_rng(0)
    drawn = [
        np.percentile(draws.choice(many, len(many)), 95) / np.percentile(draws.choice(one, len(one)), 95)
        for _ in range(1000)
    ]
    return float(np.percentile(many, 95) / np.percentile(one, 95)), *map(float, np.percentile(drawn, [5, 95]))

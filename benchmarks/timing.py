"""What the modules of benchmarks share: a case, and the time of an action as one."""

import time
from collections.abc import Callable

import numpy as np

Case = tuple[str, float, float, float, str]  # name, middle, low, high, target


def said(key: str, **_: object) -> str:
    """The key in place of a sentence."""
    return key


def seconds(name: str, action: Callable[[], object], target: str, rounds: int = 5) -> Case:
    """Processor seconds of an action that has been done once: median, least and most."""
    action()
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        action()
        taken.append(time.process_time() - begun)
    return name, float(np.median(taken)), min(taken), max(taken), target


def milliseconds(name: str, action: Callable[[], object], target: str, runs: int = 15) -> Case:
    """Milliseconds that pass during an action that has been done once: median, 5 % and 95 %."""
    action()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
    middle, low, high = np.percentile(taken, [50, 5, 95])
    return name, float(middle), float(low), float(high), target

"""What the modules of benchmarks share: a case, and the time of an action as one."""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

Case = tuple[str, float, float, float, str]  # name, middle, low, high, target


def said(key: str, **_: object) -> str:
    """The key in place of a sentence."""
    return key


def times(action: Callable[[], object], rounds: int, clock: Callable[[], float] = time.process_time) -> list[float]:
    """Seconds that an action takes, one number a round."""
    taken = []
    for _ in range(rounds):
        begun = clock()
        action()
        taken.append(clock() - begun)
    return taken


def seconds(name: str, action: Callable[[], object], target: str, rounds: int = 5) -> Case:
    """Processor seconds of an action that has been done once: median, least and most."""
    action()
    return name, *spread(times(action, rounds)), target


def milliseconds(name: str, action: Callable[[], object], target: str, runs: int = 15) -> Case:
    """Milliseconds that pass during an action that has been done once: median, 5 % and 95 %."""
    action()
    taken = 1000 * np.array(times(action, runs, time.perf_counter))
    return name, *spread(taken, (5, 95)), target


def by_plain_loop(name: str, ours: Callable[[], object], plain: Callable[[], object], rounds: int) -> Case:
    """Processor time of a training with all its looks by that of its plain loop, in turn: median, least and most."""
    plain()  # the first step of an optimizer imports what it needs
    ratios = [times(ours, 1)[0] / times(plain, 1)[0] for _ in range(rounds)]
    return name, *spread(ratios), "at most 1.1"


def spread(values: ArrayLike, ends: tuple[float, float] = (0, 100)) -> tuple[float, float, float]:
    """The median, and the values at two percentiles."""
    low, middle, high = np.percentile(values, [ends[0], 50, ends[1]])
    return float(middle), float(low), float(high)

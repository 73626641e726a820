"""How a long computation is parted into stretches that take about equally long."""

import time
from collections.abc import Callable
from typing import Any

STRETCH_SECONDS = 0.25
GROWTH = 32  # from one stretch to the next: the first may have been measured too short


class Pace:
    """How many units of work (epochs, samples, …) the next stretch takes, as the clock has measured the last one.

    One at first, then as many as took about `seconds`. The parting changes when somebody can look, never the result.
    """

    def __init__(self, seconds: float = STRETCH_SECONDS, clock: Callable[[], float] = time.perf_counter) -> None:
        self.units = 1
        self._seconds, self._clock, self._begin = seconds, clock, 0.0

    def begin(self) -> int:
        """A stretch begins: how many units it may take."""
        self._begin = self._clock()
        return self.units

    def end(self, done: int) -> None:
        """The stretch has ended after so many units."""
        taken = max(self._clock() - self._begin, 1e-9)
        self.units = int(min(max(self._seconds * done / taken, 1), GROWTH * self.units))


def last_state(steps: Callable[..., Any], *arguments: Any) -> Any:
    """The last state of the generator `steps(*arguments)`, which is the result of the whole work."""
    state = None
    for state in steps(*arguments):  # noqa: B007
        pass
    return state

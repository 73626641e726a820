"""Who is computed for first, and whether a process has room for one more visitor.

A first page costs as much as five to ten small changes. Where many are drawn at once, every small change waits for all
of them; one after the other they take as long together, and a change waits for one of them at most.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from threading import Condition, local

LONGEST_TURN_SECONDS = 0.5  # who takes longer, such as a run that trains, no longer holds up the others
LONGEST_LINE_SECONDS = 8.0  # a first page that has to wait for so long is not begun
SLOWEST_ANSWER_SECONDS = 1.0  # the median of the last changes, above which nobody new is let in
REMEMBERED_SECONDS = 10.0
FEWEST_ANSWERS = 10  # a few slow ones say nothing of the load
TYPICAL_PAGE_SECONDS = 0.2  # until one has been measured
PAUSE_SECONDS = 0.05  # for which a first page makes way at a time
LONGEST_PAUSE_SECONDS = 2.0  # of one first page, all together


class Turns:
    """First pages one at a time, in the order in which they came."""

    def __init__(self, longest_seconds: float = LONGEST_TURN_SECONDS) -> None:
        self.longest_seconds = longest_seconds
        self._changed = Condition()
        self._line: deque[object] = deque()
        self._holder: object | None = None
        self._begun = 0.0
        self._typical = TYPICAL_PAGE_SECONDS

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn, and give it up at the end."""
        me = object()
        with self._changed:
            self._line.append(me)
            while self._line[0] is not me or self._left() > 0:
                self._changed.wait(self._left() if self._line[0] is me else None)
            self._line.popleft()
            self._holder, self._begun = me, time.monotonic()
            self._changed.notify_all()
        begun = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                taken = min(time.monotonic() - begun, self.longest_seconds)
                self._typical += (taken - self._typical) / 8
                if self._holder is me:
                    self._holder = None
                self._changed.notify_all()

    def waiting_seconds(self) -> float:
        """How long who comes now would wait, as the last turns went."""
        return len(self._line) * self._typical

    def _left(self) -> float:
        """Seconds for which the holder may keep the others waiting."""
        return 0 if self._holder is None else self._begun + self.longest_seconds - time.monotonic()


class Load:
    """What a process is busy with."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.turns = Turns()
        self._clock = clock
        self._here = local()  # of this thread: `spent`, for how long its page has made way; `small`, its change is
        self._answers: deque[tuple[float, float]] = deque(maxlen=1000)  # when, and after how many seconds
        self._changed = Condition()
        self._changes = 0  # that are being computed

    @contextmanager
    def small_change(self) -> Iterator[None]:
        """A change that a visitor waits for while moving something; first pages make way."""
        begun = self._clock()
        with self._changed:
            self._changes += 1
        self._here.small = True
        try:
            yield
        finally:
            if self._here.small:
                now = self._clock()
                self._answers.append((now, now - begun))
            self.take_long()

    def take_long(self) -> None:
        """The change that this thread computes is no small one: nobody makes way for it, and the load is not told.

        A run that trains for a minute, or waits for its place in line, is not slow because many are here.
        """
        if getattr(self._here, "small", False):
            self._here.small = False
            with self._changed:
                self._changes -= 1
                self._changed.notify_all()

    @contextmanager
    def whole_page(self) -> Iterator[None]:
        """A page that is drawn as a whole: one at a time, and small changes first."""
        with self.turns.turn():
            self._here.spent = 0.0
            try:
                yield
            finally:
                del self._here.spent

    def make_way(self) -> None:
        """Wait a moment while small changes are computed, if this thread draws a whole page."""
        spent = getattr(self._here, "spent", LONGEST_PAUSE_SECONDS)
        if not self._changes or spent >= LONGEST_PAUSE_SECONDS:
            return
        begun = self._clock()
        with self._changed:
            self._changed.wait_for(lambda: not self._changes, timeout=PAUSE_SECONDS)
        self._here.spent = spent + self._clock() - begun

    def is_full(self) -> bool:
        """Whether one more visitor would have all others wait, or wait too long."""
        since = self._clock() - REMEMBERED_SECONDS
        recent = [seconds for when, seconds in list(self._answers) if when > since]
        slow = len(recent) >= FEWEST_ANSWERS and median(recent) > SLOWEST_ANSWER_SECONDS
        return slow or self.turns.waiting_seconds() > LONGEST_LINE_SECONDS


LOAD = Load()

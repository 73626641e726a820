"""The line of long computations: so many go on at a time, the others wait in the order in which they came."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pages.shared.limits import LONG_RUNS


class Ticket:
    """A place in line."""


class Line:
    """First come, first served: the first `places` tickets go on, the others wait."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._tickets: list[Ticket] = []
        self._moved = threading.Condition()

    @contextmanager
    def ticket(self) -> Iterator[Ticket]:
        """A place at the end of the line, which is left in whatever way the block ends."""
        mine = Ticket()
        with self._moved:
            self._tickets.append(mine)
        try:
            yield mine
        finally:
            with self._moved:
                self._tickets.remove(mine)
                self._moved.notify_all()

    def ahead(self, ticket: Ticket) -> int:
        """How many must end before this one goes on; 0 where it may."""
        with self._moved:
            return max(self._tickets.index(ticket) + 1 - self.places, 0)

    def wait(self, ticket: Ticket, seconds: float) -> int:
        """The same, after waiting for so long at most."""
        with self._moved:
            self._moved.wait_for(lambda: self._tickets.index(ticket) < self.places, seconds)
        return self.ahead(ticket)

    def __len__(self) -> int:
        return len(self._tickets)


LINE = Line(LONG_RUNS)

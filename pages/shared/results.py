"""Results that are kept in memory: within one number of bytes and for some time, and none computed twice at once."""

import hashlib
import pickle
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cachetools import TTLCache

from pages.shared.limits import CACHE_BYTES, CACHE_SECONDS

ENTRY_BYTES = 1000  # of an entry beside its result: key, links, lengths
MISSING = object()


class Results:
    """Results by key, pickled, so that each reader gets a copy of its own.

    What was not read for longest goes first; what is larger than all of `most_bytes` is not kept.
    """

    def __init__(self, most_bytes: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept: TTLCache[bytes, bytes] = TTLCache(
            most_bytes, seconds, clock, getsizeof=lambda pickled: len(pickled) + ENTRY_BYTES
        )
        self._lock = threading.Lock()

    def get(self, key: str) -> Any:
        """A copy of the result, or `MISSING`."""
        with self._lock:
            pickled = self._kept.get(_digest(key))
        return MISSING if pickled is None else pickle.loads(pickled)  # of this process, never of a visitor

    def put(self, key: str, result: Any) -> None:
        """Keep a result, and let go of what was not read for longest."""
        pickled = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        if len(pickled) + ENTRY_BYTES <= self._kept.maxsize:
            with self._lock:
                self._kept[_digest(key)] = pickled

    def let_go(self) -> None:
        """Give back the memory of what has been kept long enough."""
        with self._lock:
            self._kept.expire()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return int(self._kept.currsize)


def duplicate(result: Any) -> Any:
    """A copy for another reader; `MISSING` stays what it is."""
    return result if result is MISSING else pickle.loads(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


@dataclass
class Flight:
    """A computation under way, for those who wait for its result: how far it is, and how it has ended."""

    share: float = 0.0
    ahead: int = 0  # long computations before it in line
    result: Any = MISSING  # still so where whoever computed it has left, or failed
    whole: bool = True  # whether the result is all of it
    ended: threading.Event = field(default_factory=threading.Event)


class Flights:
    """What is being computed now, by key."""

    def __init__(self) -> None:
        self._flights: dict[str, Flight] = {}
        self._lock = threading.Lock()

    @contextmanager
    def take(self, key: str) -> Iterator[tuple[Flight, bool]]:
        """The computation of a key, and whether the caller is the one who does it; the others wait for `ended`."""
        with self._lock:
            flight, mine = self._flights.get(key), False
            if flight is None:
                flight, mine = self._flights.setdefault(key, Flight()), True
        try:
            yield flight, mine
        finally:
            if mine:
                with self._lock:
                    del self._flights[key]
                flight.ended.set()


RESULTS = Results(CACHE_BYTES, CACHE_SECONDS)
FLIGHTS = Flights()

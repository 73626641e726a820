"""The workers of a Dask cluster, of which every thread has room for one run."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from core.jobs.children import GRACE_SECONDS
from core.jobs.run import JobRun, State
from core.jobs.scheduler import SchedulerAddress
from core.jobs.sitter import sit

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 5.0  # for which a scheduler is waited for
AWAY_SECONDS = 2.0  # between two tries to reach one that is away


class Task(Protocol):
    """What is used of a future of Dask."""

    def done(self) -> bool:
        """Whether the scheduler has said that it is over, or can no longer be asked."""


@dataclass(frozen=True)
class Sight:
    """What the scheduler says at one moment: the threads of each worker, and the keys of what it computes."""

    threads: dict[str, int]
    keys: dict[str, set[str]]


class RemoteChild:
    """One attempt in the hands of a worker, whose sitter watches its limits and has the last word about it."""

    verdict: State = "lost"  # where the worker is gone before that

    def __init__(self, run: JobRun, worker: str, sight: Callable[[], Sight | None], task: Task | None = None) -> None:
        self.run, self.worker = run, worker
        self._sight, self._task = sight, task
        self._is_known = task is None  # to the scheduler, which has been given the task on another line
        self._unheard_since: float | None = None

    @property
    def key(self) -> str:
        """The name of the task; the run's next attempt has another."""
        return key_of(self.run)

    def is_gone(self) -> bool:
        """Whether the scheduler has the task no longer; nobody knows while it is away."""
        sight = self._sight()
        if self._unheard_since and time.monotonic() - self._unheard_since > GRACE_SECONDS:
            return True
        if sight is None:
            return False
        if self.key in sight.keys.get(self.worker, ()):
            self._is_known = True
            return False
        return self._is_known or self.worker not in sight.threads or self._task is None or self._task.done()

    def watch(self, now: JobRun | None) -> None:
        """Note what has become of the run; let it go where it is cancelled before a worker has begun it."""
        if now is not None and now.attempt == self.run.attempt:
            self.run = now
            if now.wish == "cancel" and now.pid is None:
                self._unheard_since = self._unheard_since or time.monotonic()


class Cluster:
    """The scheduler as the dispatcher meets it: nothing waits there, for nothing is sent where no thread is free."""

    def __init__(self, address: SchedulerAddress) -> None:
        self._address = address
        self._client: Client | None = None
        self._sight: Sight | None = None
        self._try_at = 0.0

    def look(self, mine: list[RemoteChild]) -> bool:
        """See who is there and what is computed, `mine` included; False while the scheduler is away."""
        self._sight = None
        client = self._connected()
        if client is not None:
            try:
                scheduler: Any = client.scheduler
                threads: dict[str, int] = client.sync(scheduler.ncores, callback_timeout=CONNECT_SECONDS)
                computed: dict[str, Any] = client.sync(scheduler.processing, callback_timeout=CONNECT_SECONDS)
            except (OSError, ValueError, AttributeError) as error:  # Dask names a closed connection in many ways
                self._tell(error)
            else:
                self._sight = Sight(dict(threads), {name: set(map(str, keys)) for name, keys in computed.items()})
        self._free = self._free_threads(mine)
        return self._sight is not None

    def has_room(self) -> bool:
        """Whether a thread of any worker is free."""
        return any(free > 0 for free in self._free.values())

    def start(self, run: JobRun) -> RemoteChild:
        """Hand an attempt to the worker with most free threads; where the scheduler goes meanwhile, it is lost."""
        from distributed import fire_and_forget

        worker = max(self._free, key=self._free.__getitem__)
        self._free[worker] -= 1
        order = json.dumps({"run": run.id, "attempt": run.attempt})
        assert self._client is not None
        task = self._client.submit(sit, order, key=key_of(run), workers=[worker], retries=0, pure=False)
        fire_and_forget(task)  # it outlives this dispatcher
        return RemoteChild(run, worker, lambda: self._sight, task)

    def adopt(self, run: JobRun) -> RemoteChild | None:
        """An attempt that another dispatcher has handed to a worker; None where none computes it."""
        found = self._sight.keys.items() if self._sight else ()
        worker = next((name for name, keys in found if key_of(run) in keys), None)
        return RemoteChild(run, worker, lambda: self._sight) if worker else None

    def close(self) -> None:
        """Leave the scheduler; what is computed goes on."""
        if self._client is not None:
            self._client.close(timeout=CONNECT_SECONDS)

    def _free_threads(self, mine: list[RemoteChild]) -> dict[str, int]:
        if self._sight is None:
            return {}
        given = {worker: set(self._sight.keys.get(worker, ())) for worker in self._sight.threads}
        for child in mine:
            given.get(child.worker, set()).add(child.key)
        return {worker: threads - len(given[worker]) for worker, threads in self._sight.threads.items()}

    def _connected(self) -> "Client | None":
        from distributed import Client, Security

        if self._client is not None and self._client.status == "running":
            return self._client
        if time.monotonic() < self._try_at or (self._client is not None and self._client.status == "connecting"):
            return None
        self._try_at = time.monotonic() + AWAY_SECONDS
        authority, own, key = self._address.files or (None, None, None)
        names = {"tls_ca_file": authority, "tls_client_cert": own, "tls_client_key": key}
        security = Security(require_encryption=True, **names) if authority else None
        try:
            self._client = Client(
                self._address.url, security=security, timeout=CONNECT_SECONDS, set_as_default=False, name="gradus"
            )
        except OSError as error:
            self._tell(error)
            return None
        return self._client

    def _tell(self, error: Exception) -> None:
        print(f"{self._address.url} is away: {error}", file=sys.stderr, flush=True)


def key_of(run: JobRun) -> str:
    """The name by which a scheduler knows an attempt."""
    return f"{run.id}-{run.attempt}"

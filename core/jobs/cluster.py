"""The workers of a Dask cluster, of which every thread has room for one run."""

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from core.jobs.children import GRACE_SECONDS
from core.jobs.run import JobRun, State
from core.jobs.scheduler import SchedulerAddress
from core.jobs.sitter import sit

if TYPE_CHECKING:
    from distributed import Client

ANSWER_SECONDS = 5.0  # for which a scheduler is waited for
AWAY_SECONDS = 2.0  # between two tries to reach one that is away


class RemoteChild:
    """One attempt in the hands of a worker, whose sitter watches its limits and has the last word about it."""

    verdict: State = "lost"  # where the worker is gone before that

    def __init__(self, cluster: "Cluster", run: JobRun, worker: str, task: Any = None) -> None:
        self.run, self.worker, self.key = run, worker, key_of(run)
        self._cluster, self._task = cluster, task
        self._is_known = task is None  # to the scheduler, which hears of a new task on another line than it is asked
        self._unheard_since: float | None = None

    def is_gone(self) -> bool:
        """Whether the scheduler has it no longer; nobody knows while the scheduler is away."""
        if self._unheard_since and time.monotonic() - self._unheard_since > GRACE_SECONDS:
            return True
        keys = self._cluster.keys
        if keys is None:
            return False
        if self.key in keys.get(self.worker, ()):
            self._is_known = True
            return False
        return self._is_known or self.worker not in keys or bool(self._task.done())

    def watch(self, now: JobRun | None) -> None:
        """Note what has become of the run; let it go where it is cancelled before a worker has begun it."""
        if now is not None and now.attempt == self.run.attempt:
            self.run = now
            if now.wish == "cancel" and now.pid is None:
                self._unheard_since = self._unheard_since or time.monotonic()


class Cluster:
    """The scheduler as the dispatcher meets it: nothing waits there, for nothing is sent where no thread is free."""

    def __init__(self, address: SchedulerAddress) -> None:
        self.keys: dict[str, set[str]] | None = None  # of what each worker computes; None while nobody knows
        self._free: dict[str, int] = {}  # threads of each worker
        self._address, self._try_at = address, 0.0
        self._client: Client | None = None
        self._runner: Any = None  # of the thread that all clients share: each would leave one of its own behind

    def look(self, mine: list[RemoteChild]) -> bool:
        """See who is there and what is computed, `mine` included; False while the scheduler is away."""
        self.keys, self._free = None, {}
        try:
            client = self._connected()
            if client is None:
                return False
            scheduler: Any = client.scheduler
            threads = client.sync(scheduler.ncores, callback_timeout=ANSWER_SECONDS)
            keys = client.sync(scheduler.processing, callback_timeout=ANSWER_SECONDS)
        except (OSError, ValueError, AttributeError) as error:  # Dask names a closed connection in many ways
            print(f"{self._address.url} is away: {error!r}", file=sys.stderr, flush=True)
            return False
        self.keys = {worker: set(computed) for worker, computed in keys.items()}
        for worker, number in threads.items():
            given = {child.key for child in mine if child.worker == worker}
            self._free[worker] = number - len(given | self.keys.get(worker, set()))
        return True

    def has_room(self) -> bool:
        """Whether a thread of any worker is free."""
        return any(free > 0 for free in self._free.values())

    def start(self, run: JobRun) -> RemoteChild:
        """Hand an attempt to the worker with the most free threads."""
        from distributed import fire_and_forget

        client: Any = self._client
        worker = max(self._free, key=self._free.__getitem__)
        self._free[worker] -= 1
        order = json.dumps({"run": run.id, "attempt": run.attempt})
        task = client.submit(sit, order, key=key_of(run), workers=[worker], retries=0, pure=False)
        fire_and_forget(task)  # it outlives this dispatcher
        return RemoteChild(self, run, worker, task)

    def adopt(self, run: JobRun) -> RemoteChild | None:
        """An attempt that another dispatcher has handed to a worker; None where none computes it."""
        worker = next((name for name, keys in (self.keys or {}).items() if key_of(run) in keys), None)
        return RemoteChild(self, run, worker) if worker else None

    def close(self) -> None:
        """Leave the scheduler; what is computed goes on."""
        if self._client is not None:
            self._client.close(timeout=ANSWER_SECONDS)

    def _connected(self) -> "Client | None":
        """The line to the scheduler; None where it is cut, and a new one is not due yet. OSError where none comes."""
        from distributed import Client, Security
        from distributed.utils import LoopRunner

        status = self._client.status if self._client else "closed"
        if status != "closed" or time.monotonic() < self._try_at:
            return self._client if status == "running" else None
        self._try_at = time.monotonic() + AWAY_SECONDS
        names = ("tls_ca_file", "tls_client_cert", "tls_client_key")
        files: Any = dict(zip(names, self._address.files, strict=False))  # none for tcp://
        security = Security(require_encryption=bool(files), **files)
        if self._runner is None:
            self._runner = LoopRunner(asynchronous=False)
            self._runner.start()
        self._client = Client(
            self._address.url, security=security, timeout=ANSWER_SECONDS, set_as_default=False, loop=self._runner.loop
        )
        return self._client


def key_of(run: JobRun) -> str:
    """The name by which a scheduler knows an attempt."""
    return f"{run.id}-{run.attempt}"

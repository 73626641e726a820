"""The one process of a site that lets jobs run: whose turn it is, and what has become of whom."""

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout

from core.jobs import children
from core.jobs.children import Child, judge
from core.jobs.cluster import Cluster, RemoteChild
from core.jobs.database import SITE_LOCK, Database
from core.jobs.files import RunFiles, delete_orphans
from core.jobs.queue import Queue
from core.jobs.run import JobRun, State
from core.jobs.settings import JobSettings, job_settings

TICK_SECONDS = 0.1
TIDY_SECONDS = 60.0
LOCK = "dispatcher.lock"
PID = "dispatcher.pid"
LOCK_SECONDS = 3.0  # for which a new dispatcher waits for one that ends, or for a page that looks
AWAY_SECONDS = 1.0  # between two looks for a database that is away
CODE_SECONDS = 3.0  # between two looks at the program's files
DAY_SECONDS = 86_400.0
MB = 2**20
CORE = Path(__file__).parents[1]


class Dispatcher:
    """Starts runs on this machine or a cluster, watches them, and judges those that die."""

    def __init__(self, settings: JobSettings, database: Database) -> None:
        self._settings, self._database = settings, database
        self.queue = Queue(database)
        self._cluster = Cluster(settings.scheduler) if settings.scheduler else None
        self._children: list[Child | RemoteChild] = []
        self._to_load = list(settings.preload) if settings.start == "fork" and not self._cluster else []
        self._tidied_at = -TIDY_SECONDS
        self._busy_at = time.monotonic()

    def take_over(self) -> bool:
        """Go on with what an earlier dispatcher has started: watch what lives, give up what does not.

        False where nobody can say what lives, for the scheduler of the cluster is away.
        """
        if not self._look():
            return False
        for run in self.queue.running():
            if self._cluster or run.node == self.queue.node:
                child = self._cluster.adopt(run) if self._cluster else children.adopt(run)
                if child:
                    self._children.append(child)
                else:
                    self._judge(run, "lost")
        delete_orphans(self._settings.runs, self.queue.ids())
        return True

    def step(self) -> None:
        """One look at everything."""
        self._look()
        current = {run.id: run for run in self.queue.running()}
        for child in list(self._children):
            if child.is_gone():
                self._children.remove(child)
                self._judge(child.run, child.verdict)
            else:
                child.watch(current.get(child.run.id))
        while self._has_room() and (run := self.queue.claim(self._settings.running)):
            self._children.append(self._start(run))
        if self._children:
            self._busy_at = time.monotonic()
        elif self._to_load:
            self._load_one()
        if time.monotonic() - self._tidied_at > TIDY_SECONDS:
            self._tidied_at = time.monotonic()
            self._tidy()

    def idle_seconds(self) -> float:
        """For how long nothing has been computed."""
        return 0.0 if self._children else time.monotonic() - self._busy_at

    def close(self) -> None:
        """Leave the cluster; what is computed goes on."""
        if self._cluster:
            self._cluster.close()

    def _look(self) -> bool:
        return not self._cluster or self._cluster.look([one for one in self._children if isinstance(one, RemoteChild)])

    def _has_room(self) -> bool:
        return len(self._children) < self._settings.slots and (not self._cluster or self._cluster.has_room())

    def _load_one(self) -> None:
        """Load a package while nothing runs; what is loaded is shared with the processes forked from this one."""
        name = self._to_load.pop(0)
        try:
            import_module(name)
        except ImportError as error:
            print(f"{name} cannot be loaded: {error}", file=sys.stderr, flush=True)
        gc.collect()
        gc.freeze()

    def _start(self, run: JobRun) -> Child | RemoteChild:
        if self._cluster:
            return self._cluster.start(run)
        if self._settings.start == "spawn":
            return children.spawn(run)
        self._database.close()  # what SQLite has open must not be forked
        return children.fork(self._settings, run)

    def _judge(self, run: JobRun, verdict: State) -> None:
        """What is said of an attempt whose process is gone, and what is kept of it."""
        if judge(self.queue, self._settings, run, verdict):
            self._make_room()

    def _tidy(self) -> None:
        watched = {child.run.id for child in self._children if isinstance(child, Child)}
        for run in self.queue.silent():
            if run.id not in watched:
                self._judge(run, "lost")
        self._make_room()

    def _make_room(self) -> None:
        limits = self._settings
        for run_id in self.queue.superfluous(limits.quota_mb * MB, limits.keep_days * DAY_SECONDS):
            RunFiles(limits.runs, run_id).delete()


class Code:
    """The files of the program, as they were when this process began: it runs no others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._first = self._now()
        self._same, self._looked_at = True, time.monotonic()

    def is_the_same(self) -> bool:
        """Whether no file has changed, come or gone; looked at every few seconds."""
        if self._same and time.monotonic() - self._looked_at > CODE_SECONDS:
            self._same, self._looked_at = self._now() == self._first, time.monotonic()
        return self._same

    def _now(self) -> dict[str, int]:
        found = {}
        for file in self._folder.rglob("*.py"):
            with suppress(FileNotFoundError):
                found[str(file)] = file.stat().st_mtime_ns
        return found


def serve(settings: JobSettings) -> None:
    """Dispatch until asked to end, idle for long, or of an older program; at once where another process does so."""
    code = Code(CORE)
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: asked.append(number))
    settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(settings.folder / LOCK)
    database = Database(settings.database)
    while True:
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout:
            return
        try:
            (settings.folder / PID).write_text(f"{os.getpid()}\n", "ascii")
            with _only_one(database) as is_mine:
                if not is_mine():
                    return
                _dispatch(settings, database, lambda: not asked and code.is_the_same() and is_mine())
        except sa.exc.OperationalError as error:
            _tell_away(error)
        finally:
            lock.release()
        # Whoever submits after this look finds the lock free, and starts another dispatcher.
        if asked or not code.is_the_same() or _is_idle(database):
            return


def _dispatch(settings: JobSettings, database: Database, is_wanted: Callable[[], bool]) -> None:
    dispatcher = Dispatcher(settings, database)
    taken_over = False
    with closing(dispatcher):
        while is_wanted():
            try:
                taken_over = taken_over or dispatcher.take_over()
                if taken_over:
                    dispatcher.step()
            except sa.exc.OperationalError as error:
                _tell_away(error)
            if dispatcher.idle_seconds() > settings.idle_seconds:
                return
            time.sleep(TICK_SECONDS)


def _is_idle(database: Database) -> bool:
    try:
        return Queue(database).is_idle()
    except sa.exc.OperationalError as error:
        _tell_away(error)
        return False


def _tell_away(error: sa.exc.OperationalError) -> None:
    """Note that the database is away, and wait a moment."""
    print(f"{type(error).__name__}: {error.orig}", file=sys.stderr, flush=True)
    time.sleep(AWAY_SECONDS)


@contextmanager
def _only_one(database: Database) -> Iterator[Callable[[], bool]]:
    """A function that says whether this is the only dispatcher of a site, whose machines share a PostgreSQL."""
    if database.is_sqlite:
        yield lambda: True
        return
    engine = sa.create_engine(database.url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        locked = bool(connection.execute(sa.select(sa.func.pg_try_advisory_lock(SITE_LOCK))).scalar())

        def is_mine() -> bool:
            try:
                return locked and connection.execute(sa.select(1)).scalar() == 1
            except sa.exc.DBAPIError:  # the database has let go of the lock with the connection
                return False

        yield is_mine


def main() -> None:
    """`python -m core.jobs`: the dispatcher of this site."""
    os.umask(0o077)
    serve(job_settings())

"""What a Dask worker does for one attempt: it starts a process, watches its limits, and judges its end."""

import json
import sys
import time
from dataclasses import replace

import sqlalchemy as sa

from core.jobs import children
from core.jobs.attempt import Attempt, Fenced
from core.jobs.children import Child, judge
from core.jobs.database import Database
from core.jobs.queue import Queue
from core.jobs.run import JobRun
from core.jobs.settings import JobSettings, job_settings

LOOK_SECONDS = 0.1  # between two looks at process and database
ALIVE_SECONDS = 5.0  # between two signs of life


def sit(order: str) -> None:
    """Compute the attempt that `order` names, JSON of a run's id and a number, in a process beside the worker.

    Everything else stands in the database and the folder that the environment of the worker names.
    """
    asked = json.loads(order)
    settings = job_settings()
    database = Database(settings.database)
    try:
        _sit(settings, database, str(asked["run"]), int(asked["attempt"]))
    finally:
        database.close()


def _sit(settings: JobSettings, database: Database, run_id: str, number: int) -> None:
    queue = Queue(database)
    run = _current(queue, run_id, number)
    if run is None:
        print(f"Nobody waits for {run_id} in the database of this worker.", file=sys.stderr, flush=True)
    elif run.pid is not None:  # the worker that has begun it is gone, and Dask has sent it here
        judge(queue, settings, run, "lost")
    else:
        run = replace(run, started_at=time.time())  # by the clock of this machine
        child = children.spawn(run)
        _watch(child, queue, Attempt(database, run_id, number))
        now = _current(queue, run_id, number)
        if now is not None and (now.pid is None or (now.node, now.pid) == (queue.node, child.pid)):
            judge(queue, settings, now, child.verdict)


def _watch(child: Child, queue: Queue, attempt: Attempt) -> None:
    """Watch a process until it is gone; its limits hold also while the database is away."""
    wanted: JobRun | None = child.run
    due = 0.0
    while not child.is_gone():
        try:
            wanted = _current(queue, attempt.run_id, attempt.number)
            if wanted and time.monotonic() > due:
                attempt.begin(child.pid)
                due = time.monotonic() + ALIVE_SECONDS
        except Fenced:
            wanted = None
        except sa.exc.OperationalError as error:
            print(f"{type(error).__name__}: {error.orig}", file=sys.stderr, flush=True)
        child.watch(wanted)
        time.sleep(LOOK_SECONDS)


def _current(queue: Queue, run_id: str, number: int) -> JobRun | None:
    """The run, while this attempt is the one waited for."""
    return next((run for run in queue.running() if (run.id, run.attempt) == (run_id, number)), None)

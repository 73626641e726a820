"""What happens in a job process: one attempt at one run, from its arguments to its last word."""

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from core.jobs.attempt import Attempt, Fenced, Point
from core.jobs.database import Database
from core.jobs.files import RunFiles
from core.jobs.packing import pack, unpack
from core.jobs.registry import RegisteredJob, job_named
from core.jobs.run import JobRun
from core.jobs.settings import JobSettings, job_settings
from core.jobs.visitor import arguments_of, package_of
from core.refusal import Refusal

TELL_SECONDS = 0.25  # between two words about progress
SNAPSHOT_SECONDS = 0.5  # between two snapshots at least
SAVING_SHARE = 0.1  # of the time goes into snapshots at most
NICE = 10  # a page comes before a job
HEADROOM_MB = 1024  # between the limit that the dispatcher watches and the one at which memory is refused
FENCED = 3  # exit code of an attempt that no longer counts


class Teller:
    """The progress of an attempt, written by a thread four times a second, which hears what the owner wishes."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._share, self._points = 0.0, list[Point]()
        self._lock, self._writing, self._ended = threading.Lock(), threading.Lock(), threading.Event()
        self.wish = ""
        self._thread = threading.Thread(target=self._tell_regularly, daemon=True)
        self._thread.start()

    def note(self, share: float, point: Point | None) -> None:
        """Progress that the next word will tell."""
        with self._lock:
            self._share = min(max(share, 0.0), 1.0)
            if point:
                self._points.append(point)

    def tell(self) -> None:
        """Write it now; Fenced where this attempt no longer counts."""
        with self._writing:
            with self._lock:
                points, self._points = self._points, []
            try:
                self.wish = self._attempt.tell(self._share, points)
            except sa.exc.DBAPIError:
                with self._lock:
                    self._points = points + self._points
                raise

    def close(self) -> None:
        """Write what is left, and no more."""
        self._ended.set()
        self._thread.join()
        self.tell()

    def _tell_regularly(self) -> None:
        while not self._ended.wait(TELL_SECONDS):
            try:
                self.tell()
            except Fenced:
                os._exit(FENCED)
            except sa.exc.DBAPIError as error:  # away for longer than one waits; the next look may find it
                print(f"{type(error).__name__}: {error.orig}", file=sys.stderr, flush=True)


class Clock:
    """For how long a run has been computed, earlier attempts included; nobody knows where they have not told it."""

    def __init__(self, earlier: float | None) -> None:
        self._earlier, self._begun = earlier, time.monotonic()

    def seconds(self) -> float | None:
        """The seconds until now."""
        return None if self._earlier is None else self._earlier + time.monotonic() - self._begun


class Snapshots:
    """The snapshots of an attempt as files, of which the newest is kept."""

    def __init__(self, attempt: Attempt, files: RunFiles, teller: Teller) -> None:
        self._attempt, self._files, self._teller = attempt, files, teller
        self._count, self._newest, self._due = 0, "", 0.0
        self._kept: Any = None

    def keep_if_due(self, state: Any) -> None:
        """Keep a snapshot, unless the last one is so new that saving would hold up the work."""
        if time.monotonic() >= self._due:
            self.keep(state)

    def keep(self, state: Any) -> None:
        """Keep a snapshot: first the points before it, for whoever goes on from it does not make them again."""
        if state is self._kept:
            return
        begun = time.monotonic()
        self._teller.tell()
        self._kept = state
        self._count += 1
        name, content = f"{self._attempt.number}-{self._count}.safetensors", pack(state)
        self._files.write(name, content)
        self._attempt.keep(name, len(content))
        if self._newest:
            self._files.remove(self._newest)
        self._newest, ended = name, time.monotonic()
        self._due = ended + max(SNAPSHOT_SECONDS, (ended - begun) / SAVING_SHARE)


def run_attempt(settings: JobSettings, run_id: str, number: int) -> int:
    """Compute an attempt in this process; its exit code."""
    attempt = Attempt(Database(settings.database), run_id, number)
    try:
        run = attempt.begin(os.getpid())
        limit_process(run)
        try:
            _compute(attempt, run, RunFiles(settings.runs, run_id))
        except Refusal as refused:
            attempt.end("failed", {"rule": refused.rule, "values": refused.values})
        except MemoryError:
            attempt.end("oom")
        except Fenced:
            raise
        except Exception as error:
            told = traceback.format_exc()
            print(told, file=sys.stderr, flush=True)
            out_of_memory = "can't allocate memory" in str(error)  # torch says it so
            attempt.end("oom" if out_of_memory else "failed", {"said": told[-4000:]})
    except Fenced:
        return FENCED
    return 0


def _compute(attempt: Attempt, run: JobRun, files: RunFiles) -> None:
    """The generator from its beginning or its last snapshot on, until it ends or its owner wishes otherwise."""
    job = job_named(run.function)
    clock = Clock(attempt.earlier_seconds() if job.resumes and run.file else 0.0)
    teller = Teller(attempt)
    snapshots = Snapshots(attempt, files, teller)
    state = None
    with closing(_steps(job, run, files)) as steps:  # type: ignore[type-var]
        for found in steps:
            if found is not None:  # else a sign of life, before there is something to see
                state = found
                teller.note(job.share(state), _point(job, state, clock))
                snapshots.keep_if_due(state)
            if teller.wish == "cancel" or (teller.wish == "pause" and state is not None):
                if state is not None:
                    snapshots.keep(state)
                teller.close()
                attempt.end("cancelled" if teller.wish == "cancel" else "paused")
                return
    if state is None:
        raise RuntimeError(f"{job.name} has given no snapshot.")
    snapshots.keep(state)
    teller.close()
    attempt.end("done")


def _point(job: RegisteredJob, state: Any, clock: Clock) -> Point | None:
    if job.points is None:
        return None
    step, values = job.points(state)
    return Point(step, values, job.epochs(state) if job.epochs else None, clock.seconds())


def _steps(job: RegisteredJob, run: JobRun, files: RunFiles) -> Iterator[Any]:
    arguments = arguments_of(run, files.read)
    if not job.resumes:
        return job.function(*arguments)
    start = unpack(files.read(run.file), package_of(run)) if run.file else None
    return job.function(*arguments, start=start)


def limit_process(run: JobRun) -> None:
    """One thread, behind the pages, and with what the kernel can hold; the dispatcher watches the rest."""
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
    if os.name != "posix":
        return
    import resource

    os.nice(NICE)
    with contextlib.suppress(OSError, ValueError):  # a lower limit is set already
        most = int((run.memory_mb + HEADROOM_MB) * 2**20)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(run_id: str, number: str) -> None:
    """A process of its own from the start: `python -m core.jobs.process <run> <attempt>`."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    code = run_attempt(job_settings(), run_id, int(number))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a thread may still wait for a database


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The job processes of one machine: started, watched, and ended."""

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from core.jobs.files import RunFiles
from core.jobs.process import run_attempt
from core.jobs.queue import Queue
from core.jobs.run import JobRun, State
from core.jobs.settings import JobSettings

ROOT = Path(__file__).parents[2]
GRACE_SECONDS = 0.5  # after which a job that does not hear that it is cancelled is killed
BORN_SECONDS = 1.0  # by which two readings of the birth of one process may differ
MOST_FILES = 256  # open in a dispatcher
MB = 2**20


class Child:
    """A process that computes one attempt; `verdict` is what to say where it goes without a last word of its own."""

    def __init__(self, run: JobRun, process: psutil.Process, is_gone: Callable[[], bool]) -> None:
        self.run, self.is_gone = run, is_gone
        self.verdict: State = "killed"
        self._process = process
        self._unheard_since: float | None = None
        self._killed = False

    @property
    def pid(self) -> int:
        """The id of the process."""
        return int(self._process.pid)

    def watch(self, now: JobRun | None) -> None:
        """Kill the process where it breaks a limit, is no longer wanted, or does not hear; `now` is its run."""
        run = self.run
        if self._killed:
            return
        if now is None or now.attempt != run.attempt:
            self._kill_after_grace("lost")  # it has had its last word, or another attempt is waited for
        elif now.wish == "cancel":
            self._kill_after_grace("cancelled")
        elif time.time() - (run.started_at or 0) > run.seconds:
            self._kill("timeout")
        elif self._resident_mb() > run.memory_mb:
            self._kill("oom")

    def _resident_mb(self) -> float:
        with suppress(psutil.NoSuchProcess):
            return float(self._process.memory_info().rss) / MB
        return 0.0

    def _kill_after_grace(self, verdict: State) -> None:
        self._unheard_since = self._unheard_since or time.monotonic()
        if time.monotonic() - self._unheard_since > GRACE_SECONDS:
            self._kill(verdict)

    def _kill(self, verdict: State) -> None:
        self._killed, self.verdict = True, verdict
        with suppress(psutil.NoSuchProcess):
            self._process.kill()


def fork(settings: JobSettings, run: JobRun) -> Child:
    """A process forked from this one, which has one thread, no connection to a database, and torch loaded."""
    process_id = os.fork()
    if process_id == 0:
        code = 1
        try:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os.closerange(3, MOST_FILES)  # the lock of the dispatcher, above all: it must not outlive it in here
            code = run_attempt(settings, run.id, run.attempt)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def is_gone() -> bool:
        return os.waitpid(process_id, os.WNOHANG)[0] != 0

    return Child(run, psutil.Process(process_id), is_gone)


def spawn(run: JobRun) -> Child:
    """A process with a Python of its own, which has everything to load."""
    call = [sys.executable, "-m", "core.jobs.process", run.id, str(run.attempt)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    started = subprocess.Popen(
        call, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=os.name == "posix"
    )
    return Child(run, psutil.Process(started.pid), lambda: started.poll() is not None)


def adopt(run: JobRun) -> Child | None:
    """The process of an attempt that another dispatcher has started on this machine; None where it is gone."""

    def is_gone() -> bool:
        try:
            return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    if run.pid is None or run.pid_born is None:
        return None
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(run.pid)
        if abs(process.create_time() - run.pid_born) < BORN_SECONDS and not is_gone():
            return Child(run, process, is_gone)
    return None


def judge(queue: Queue, settings: JobSettings, run: JobRun, verdict: State) -> bool:
    """Say of an attempt whose process is gone what has become of it, and keep its snapshot; whether the run is over."""
    ended = queue.end(run, verdict)
    if ended is None or ended.is_live:
        return False
    queue.measure(run.id, RunFiles(settings.runs, run.id).keep_only(ended.file))
    return True

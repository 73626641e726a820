"""A dispatcher is there whenever it is needed."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from filelock import FileLock, Timeout

from core.jobs.dispatcher import LOCK
from core.jobs.settings import JobSettings

ROOT = Path(__file__).parents[2]
_started: list[subprocess.Popen[bytes]] = []  # by this process; asked for their end, so that none stays a zombie
_one_at_a_time = threading.Lock()


def is_dispatched(settings: JobSettings) -> bool:
    """Whether a process on this machine dispatches."""
    settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(settings.folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True


def ensure_dispatcher(settings: JobSettings) -> None:
    """Start a dispatcher where there is none. It outlives this process, and ends when it has been idle for long."""
    with _one_at_a_time:
        _started[:] = [one for one in _started if one.poll() is None]
        if _started or is_dispatched(settings):
            return
        call = [sys.executable, "-m", "core.jobs"]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        with (settings.folder / "dispatcher.log").open("ab") as log:
            _started.append(
                subprocess.Popen(
                    call, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    start_new_session=os.name == "posix",
                )
            )  # fmt: skip

"""A site of its own for every test: a folder, a database, and dispatchers that end with the test."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from core.jobs.database import Database
from core.jobs.queue import Queue
from core.jobs.run import JobRun
from core.jobs.settings import JobSettings, job_settings
from core.jobs.visitor import Visitor

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120.0  # for a state to come


@dataclass
class Site:
    """Long work in one folder."""

    environment: dict[str, str]
    dispatchers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.settings: JobSettings = job_settings(self.environment)
        self.database = Database(self.settings.database)
        self.queue = Queue(self.database)

    def visitor(self, owner: str = "ann") -> Visitor:
        return Visitor(self.database, self.settings, owner)

    def dispatch(self, root: Path = ROOT) -> subprocess.Popen[bytes]:
        """A dispatcher, started from the program in a folder."""
        environment = os.environ | self.environment | {"PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
        with (self.settings.folder / "dispatcher.log").open("ab") as log:
            command = [sys.executable, "-m", "core.jobs"]
            started = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
        self.dispatchers.append(started)
        return started

    def processes(self) -> list[psutil.Process]:
        """The job processes that the database knows, as far as they live."""
        found = []
        for run in self.queue.running():
            if run.pid:
                with suppress(psutil.NoSuchProcess):
                    process = psutil.Process(run.pid)
                    if abs(process.create_time() - (run.pid_born or 0)) < 1:
                        found.append(process)
        return found

    def close(self) -> None:
        for one in self.dispatchers:
            if one.poll() is None:
                one.send_signal(signal.SIGTERM)
            one.wait(60)
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.database.close()


def wait_for(condition: Callable[[], Any], about: Callable[[], object] = lambda: "") -> Any:
    """What a condition says as soon as it holds; a machine may be as busy as it likes."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := condition()):
        assert time.monotonic() < end, f"The state does not come: {about()}"
        time.sleep(0.02)
    return found


def ended(visitor: Visitor, run_id: str) -> JobRun:
    """The run, once it has ended."""

    def over() -> JobRun | None:
        run = visitor.run(run_id)
        assert run is not None
        return None if run.is_live else run

    return wait_for(over, lambda: visitor.run(run_id))


def kill_and_wait(process: psutil.Process) -> None:
    """SIGKILL to a process, of which nothing runs then."""
    process.kill()
    wait_for(lambda: is_over(process))


def is_over(process: psutil.Process) -> bool:
    """Whether nothing runs of a process any more, be it waited for or not."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """`new_site(GRADUS_JOB_SLOTS="2")` is a site with these variables, until the tests of the module are over."""
    usual = {"GRADUS_JOB_SLOTS": "1", "GRADUS_JOB_PRELOAD": ""}
    sites: list[Site] = []

    def make(**variables: str) -> Site:
        sites.append(Site({"GRADUS_DATA": str(tmp_path_factory.mktemp("data")), **usual, **variables}))
        return sites[-1]

    yield make
    for one in sites:
        one.close()


@pytest.fixture
def site(new_site: Callable[..., Site]) -> Site:
    return new_site()


@pytest.fixture(scope="module")
def served_site(new_site: Callable[..., Site]) -> Site:
    """One site with a dispatcher for all tests of the module; each is a visitor of its own there."""
    served = new_site(GRADUS_JOB_MB="700")
    served.dispatch()
    return served


@pytest.fixture
def ann(served_site: Site) -> Visitor:
    return served_site.visitor(secrets.token_hex(8))

"""What whoever hosts the app sets by environment variables for long work: where it is kept, and what it may spend."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.jobs.scheduler import SchedulerAddress, scheduler_address

PRELOAD = "core.params torch torch._dynamo torch.optim"  # the first step of an optimizer imports _dynamo: seconds


def setting(name: str, default: float, least: float, environment: Mapping[str, str] = os.environ) -> float:
    """A number of the environment; ValueError where it is none, or smaller than `least`."""
    text = environment.get(name, "").strip()
    try:
        value = float(text) if text else default
    except ValueError:
        raise ValueError(f"{name}={text!r} is no number.") from None
    if not least <= value < float("inf"):
        raise ValueError(f"{name}={text!r} must be a number from {least:g} on.")
    return value


@dataclass(frozen=True)
class JobSettings:
    """Places and limits of long work on one site."""

    folder: Path  # of the database, the files of the runs, the lock and the log of the dispatcher
    database: str  # URL of SQLAlchemy
    slots: int  # job processes at a time
    seconds: float  # of one attempt
    memory_mb: float  # resident, of one job process
    running: int  # of one visitor at a time
    waiting: int  # of one visitor
    queue: int  # waiting in all
    quota_mb: float  # files of one visitor
    keep_days: float
    idle_seconds: float  # after which the dispatcher ends
    start: str  # "fork" from the dispatcher, which has torch loaded, or "spawn"
    preload: tuple[
        str, ...
    ]  # packages that a dispatcher loads while it has nothing to do, and processes are forked with
    scheduler: SchedulerAddress | None  # of the Dask workers that compute in place of this machine

    @property
    def runs(self) -> Path:
        """The folder with one folder a run."""
        return self.folder / "runs"


def job_settings(environment: Mapping[str, str] = os.environ) -> JobSettings:
    """The settings as the environment has them; ValueError for what cannot be one."""
    folder = Path(environment.get("GRADUS_DATA", "").strip() or Path.home() / ".gradus").absolute()

    def number(name: str, default: float, least: float) -> float:
        return setting(name, default, least, environment)

    start = environment.get("GRADUS_JOB_START", "").strip() or ("fork" if platform.system() == "Linux" else "spawn")
    if start not in ("fork", "spawn"):
        raise ValueError(f"GRADUS_JOB_START={start!r} must be fork or spawn.")
    database = environment.get("GRADUS_DATABASE", "").strip() or f"sqlite:///{folder / 'gradus.sqlite'}"
    return JobSettings(
        folder=folder,
        database=database,
        slots=int(number("GRADUS_JOB_SLOTS", max((os.cpu_count() or 2) - 1, 1), 1)),
        seconds=number("GRADUS_JOB_SECONDS", 900, 1),
        memory_mb=number("GRADUS_JOB_MB", 1500, 1),
        running=int(number("GRADUS_JOBS_RUNNING", 1, 1)),
        waiting=int(number("GRADUS_JOBS_WAITING", 3, 1)),
        queue=int(number("GRADUS_JOBS_QUEUE", 100, 1)),
        quota_mb=number("GRADUS_QUOTA_MB", 200, 1),
        keep_days=number("GRADUS_KEEP_DAYS", 30, 0),
        idle_seconds=number("GRADUS_JOB_IDLE_SECONDS", 600, 0),
        start=start,
        preload=tuple(environment.get("GRADUS_JOB_PRELOAD", PRELOAD).split()),
        scheduler=scheduler_address(environment, database),
    )

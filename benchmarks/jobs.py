"""Long work: how soon it begins and shows something, what it costs, and what pages feel of it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil

from benchmarks.client import Visitor as Browser
from benchmarks.crowd import SECONDS, crowd, ratio_of_tails
from benchmarks.timing import Case
from core.jobs.database import Database
from core.jobs.dispatcher import PID
from core.jobs.queue import Queue
from core.jobs.registry import RegisteredJob
from core.jobs.settings import JobSettings, job_settings
from core.jobs.start import ensure_dispatcher
from core.jobs.visitor import Visitor
from tests.browser.chromium import ROOT, serve
from tests.jobs.work import COUNT, FAULT, LEARN, CountConfig, FaultConfig, LearnConfig

RUNNING_SECONDS, SNAPSHOT_SECONDS = 0.3, 1.5  # from the button, wanted at most
REPEATS = 15
NO_OPS = 30
MOVES = 60
CROWD, LEARNERS, LEARNED_STEPS = 30, 10, 1000  # visitors, those who have jobs, and the length of each job
LOAD_SECONDS = 60.0  # for which a dispatcher that loads its packages is waited for


def cases() -> Iterator[Case]:
    """Every case on a site of its own."""
    with site() as (settings, database):
        visitor = Visitor(database, settings, "bench")
        begins = [until(visitor, COUNT, CountConfig(seed=k), "running") for k in range(REPEATS)]
        yield told("submit to running", begins, RUNNING_SECONDS)
        shows = [until(visitor, LEARN, LearnConfig(seed=k), "snapshot") for k in range(REPEATS)]
        yield told("submit to the first snapshot of a network that learns", shows, SNAPSHOT_SECONDS)
        yield no_ops(visitor)
        yield from slider(settings, database)


@contextmanager
def site() -> Iterator[tuple[JobSettings, Database]]:
    """A folder with a database and a dispatcher that has loaded what it loads."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GRADUS_DATA": folder, "GRADUS_JOBS_WAITING": "1000", "GRADUS_JOBS_QUEUE": "1000"}
        settings = job_settings()
        database = Database(settings.database)
        ensure_dispatcher(settings)
        wait_until_loaded(Path(folder, PID))
        try:
            yield settings, database
        finally:
            os.kill(int(Path(folder, PID).read_text("ascii")), signal.SIGTERM)
            for run in Queue(database).running():
                os.kill(run.pid or 0, signal.SIGKILL)
            time.sleep(1)
            database.close()


def wait_until_loaded(pid: Path) -> None:
    """Wait until the dispatcher has torch and rests."""
    end, before = time.monotonic() + LOAD_SECONDS, -1.0
    while time.monotonic() < end:
        time.sleep(2)
        if pid.exists():
            times = psutil.Process(int(pid.read_text("ascii"))).cpu_times()
            if before >= 0 and times.user + times.system - before < 0.2:
                return
            before = times.user + times.system


def until(visitor: Visitor, job: RegisteredJob, config: object, what: str) -> float:
    """Seconds from the submission of a run until it is computed, or has a snapshot; it is waited for."""
    begun = time.perf_counter()
    run_id = visitor.submit(job, *(config if isinstance(config, tuple) else (config,)))
    taken = 0.0
    while (run := visitor.run(run_id)) and run.is_live:
        if not taken and (run.pid if what == "running" else run.file):
            taken = time.perf_counter() - begun
        time.sleep(0.002)
    return taken or time.perf_counter() - begun


def told(name: str, seconds: list[float], wanted: float) -> Case:
    """Seconds against those wanted."""
    p50, p95 = np.percentile(seconds, [50, 95])
    low, high = np.percentile(seconds, [5, 95]) / wanted
    return f"{name} (p50 {p50:.2f} s, p95 {p95:.2f} s) against {wanted} s", p50 / wanted, low, high, "at most 1"


def no_ops(visitor: Visitor) -> Case:
    """Runs that do nothing, one slot, against new Python processes that import NumPy alone."""
    begun = time.perf_counter()
    for seed in range(NO_OPS):
        visitor.submit(COUNT, CountConfig(total=1, seed=seed))
    while visitor.live():
        time.sleep(0.01)
    ours = (time.perf_counter() - begun) / NO_OPS
    plain = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import numpy"], check=True)
        plain.append(time.perf_counter() - begun)
    low, high = ours / np.percentile(plain, [95, 5])
    return f"a run that does nothing ({1 / ours:.1f} a second)", ours / float(np.median(plain)), low, high, "at most 2"


def slider(settings: JobSettings, database: Database) -> Iterator[Case]:
    """A visitor who moves a slider while all slots compute, against the same while none does."""
    with (
        tempfile.TemporaryDirectory() as logs,
        serve(ROOT / "streamlit_app.py", Path(logs, "app.log"), "uvicorn", dict(os.environ)) as url,
    ):
        moves(url, 7)  # imported and compiled
        idle = moves(url, 0)
        busy_visitors = [Visitor(database, settings, f"busy{k}") for k in range(settings.slots)]
        runs = [(one, one.submit(FAULT, FaultConfig(fault="deaf"))) for one in busy_visitors]
        while len(Queue(database).running()) < settings.slots:
            time.sleep(0.05)
        busy = moves(url, 1)
        for one, run_id in runs:
            one.cancel(run_id)
        yield crowd_with_jobs(settings, database, url, idle)
    ratio, low, high = ratio_of_tails(busy, idle)
    (p50, p95), (calm50, calm95) = (np.percentile(one, [50, 95]) * 1000 for one in (busy, idle))
    about = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms; idle {calm50:.0f} and {calm95:.0f} ms"
    yield (
        f"p95 of a change while {settings.slots} of {settings.slots} slots compute ({about})",
        ratio,
        low,
        high,
        "at most 2",
    )


def crowd_with_jobs(settings: JobSettings, database: Database, url: str, alone: list[float]) -> Case:
    """A crowd of whom some have jobs: what a change waits for against one visitor, and what was lost."""
    learners = [Visitor(database, settings, f"learner{k}") for k in range(LEARNERS)]
    runs = [(one, one.submit(LEARN, LearnConfig(steps=LEARNED_STEPS, seed=k))) for k, one in enumerate(learners)]
    many = crowd(url, CROWD, SECONDS, CROWD)
    meanwhile = LEARNERS - sum(bool(one.live()) for one in learners)
    while any(one.live() for one in learners):
        time.sleep(0.1)
    ended = [one.run(run_id) for one, run_id in runs]
    done = sum(run is not None and run.state == "done" for run in ended)
    ratio, low, high = ratio_of_tails(many.changes, alone)
    p50, p95 = np.percentile(many.changes, [50, 95]) * 1000
    about = f"{len(many.changes)} answers, {len(many.lost)} lost, p50 {p50:.0f} ms, p95 {p95:.0f} ms"
    jobs = f"{done} of {LEARNERS} jobs done, {meanwhile} of them meanwhile"
    return f"{CROWD} visitors of whom {LEARNERS} have jobs: a change ({about}; {jobs})", ratio, low, high, "none lost"


def moves(url: str, seed: int) -> list[float]:
    """Seconds of every move of a slider by one visitor."""
    draws = np.random.default_rng(seed)
    with Browser(url, "metrics", "") as browser:
        taken = []
        for _ in range(MOVES):
            time.sleep(draws.uniform(0.1, 0.3))
            taken.append(browser.move("metrics_threshold", float(f"{draws.uniform(0.05, 0.95):.4g}")))
    return taken

"""Long work on a Dask cluster on the loopback: how soon a cancel is obeyed, beside the same without a cluster."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil

from benchmarks.jobs import told
from benchmarks.timing import Case
from core.jobs.registry import RegisteredJob
from core.jobs.visitor import Visitor
from tests.browser.chromium import free_port
from tests.jobs.cluster_site import Dask, tls
from tests.jobs.conftest import Site, is_over, wait_for
from tests.jobs.work import COUNT, FAULT, CountConfig, FaultConfig

CANCEL_SECONDS = 1.0  # wanted at most
REPEATS = 10
HEARS, DEAF = "a run that hears it", "a run that does not"
LONG = CountConfig(total=100_000, pause=0.01)


def cases() -> Iterator[Case]:
    """The time from a cancel until the run is told as cancelled and its process is gone."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        limits = {"GRADUS_JOB_SLOTS": "1", "GRADUS_JOB_PRELOAD": ""}
        here = Site({"GRADUS_DATA": f"{folder}/here", **limits})
        files = tls(Path(folder))
        far = Site(
            {"GRADUS_DATA": f"{folder}/far", "GRADUS_SCHEDULER": f"tls://127.0.0.1:{free_port()}", **files, **limits}
        )
        stack.callback(here.close)
        stack.callback(far.close)
        dask = Dask(far, Path(folder), far.settings.scheduler.url, far.settings.scheduler.files)  # type: ignore[union-attr]
        stack.callback(dask.close)
        dask.work()
        for name, site in (("this machine", here), ("a cluster", far)):
            site.dispatch()
            visitor = site.visitor("bench")
            for kind, job, config in ((HEARS, COUNT, LONG), (DEAF, FAULT, FaultConfig(fault="deaf"))):
                yield told(f"cancel on {name}, {kind}", measured(visitor, job, config), CANCEL_SECONDS)


def measured(visitor: Visitor, job: RegisteredJob, config: object) -> list[float]:
    """Seconds from each of some cancels until all is over."""
    return [cancelled(visitor, visitor.submit(job, config)) for _ in range(REPEATS)]


def cancelled(visitor: Visitor, run_id: str) -> float:
    """Seconds from the cancel of a run that is computed until it is told, and nothing of it runs."""
    wait_for(lambda: visitor.state(run_id))
    process = psutil.Process(visitor.run(run_id).pid)  # type: ignore[union-attr]
    begun = time.perf_counter()
    visitor.cancel(run_id)
    wait_for(lambda: visitor.run(run_id).state == "cancelled" and is_over(process))  # type: ignore[union-attr]
    return time.perf_counter() - begun

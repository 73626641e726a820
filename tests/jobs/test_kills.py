"""`kill -9` at random moments, of jobs, dispatchers and pages: nothing that was acknowledged is lost."""

import os
import random
import subprocess
import sys
import time
from contextlib import suppress

import numpy as np
import psutil
import pytest

from tests.jobs.conftest import ROOT, wait_for
from tests.jobs.work import COUNT, CountConfig, count

KILLS = {"job": 30, "dispatcher": 6, "page": 6}
VISITORS = 4
RUNS = 2  # of each visitor at the beginning
CONFIG = CountConfig(total=400, pause=0.005)
PAGE = """
import sys
from core.jobs.database import Database
from core.jobs.settings import job_settings
from core.jobs.visitor import Visitor
from tests.jobs.work import COUNT, CountConfig

settings = job_settings()
visitor = Visitor(Database(settings.database), settings, "page")
for seed in range(100_000):
    print(visitor.submit(COUNT, CountConfig(total=1, seed=seed % 1000)), flush=True)
"""


@pytest.fixture
def pages():
    """All pages of the test; the last one ends with it."""
    pages = []
    yield pages
    for one in pages:
        one.kill()


class Page:
    """A process that submits runs as fast as it can; what it has printed is acknowledged."""

    def __init__(self, site):
        command = [sys.executable, "-c", PAGE]
        environment = os.environ | site.environment | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        self.log = site.settings.folder / f"page{time.monotonic_ns()}.log"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def acknowledged(self):
        return [line for line in self.log.read_text("ascii").splitlines() if len(line) == 32]


class Seen:
    """What was read from the database at any time, and must be there ever after."""

    def __init__(self):
        self.points, self.shares = {}, {}

    def look(self, visitor, run_id):
        state = visitor.state(run_id)
        steps, values = visitor.points(run_id).get("sum", (np.zeros(0, int), np.zeros(0)))
        before = self.points.get(run_id, {})
        now = dict(zip(steps.tolist(), values.tolist(), strict=True))
        assert before.items() <= now.items(), "points that were there are missing"
        done = 0 if state is None else len(state.draws)
        assert done >= self.shares.get(run_id, 0), "a snapshot is older than one that was shown"
        assert set(range(1, done + 1)) <= now.keys(), "points before a snapshot are missing"
        self.points[run_id], self.shares[run_id] = now, done


def test_nothing_acknowledged_is_lost_in_forty_kills_and_every_run_ends_as_if_there_had_been_none(new_site, pages):
    site = new_site(GRADUS_JOB_SLOTS="2", GRADUS_JOBS_WAITING="100000", GRADUS_JOBS_QUEUE="100000")
    chance = random.Random(7)
    to_kill = [what for what, number in KILLS.items() for _ in range(number)]
    chance.shuffle(to_kill)
    visitors = {f"v{k}": site.visitor(f"v{k}") for k in range(VISITORS)}
    runs = {v.submit(COUNT, CONFIG): v for v in visitors.values() for _ in range(RUNS)}
    dispatcher, seen, told = site.dispatch(), Seen(), 0
    pages.append(Page(site))

    def go_on():
        """What visitors do: look, and run again what they are told has been killed."""
        nonlocal told
        for run_id, visitor in list(runs.items()):
            run = visitor.run(run_id)
            if run.state != "done" and chance.random() < 0.3:
                seen.look(visitor, run_id)
            if run.state in ("killed", "lost"):
                told += 1
                visitor.again(run_id)
            assert run.state in ("queued", "running", "killed", "lost", "done"), run
            if run.state == "done" and to_kill and not any(v.run(i).is_live for i, v in runs.items()):
                runs[visitor.submit(COUNT, CONFIG)] = visitor

    def victims():
        """What can be killed now of the kind whose turn it is."""
        go_on()
        if to_kill[-1] == "job":
            return site.processes()
        return pages[-1].acknowledged() if to_kill[-1] == "page" else site.queue.running()

    while to_kill:
        wait_for(victims, lambda: (to_kill, [visitor.run(i) for i, visitor in runs.items()]))
        what = to_kill.pop()
        time.sleep(chance.uniform(0, 0.3))  # any moment is as good as another
        if what == "page":
            pages[-1].kill()
            pages.append(Page(site))
        elif what == "dispatcher":
            dispatcher.kill()
            dispatcher.wait()
            dispatcher = site.dispatch()
        else:
            with suppress(psutil.NoSuchProcess, IndexError):
                chance.choice(site.processes()).kill()
    pages[-1].kill()
    for one in site.visitor("page").runs():
        if one.state == "queued":
            site.visitor("page").cancel(one.id)

    wait_for(lambda: go_on() or all(v.run(i).state == "done" for i, v in runs.items()), lambda: len(runs))
    *_, whole = count(CONFIG)
    for run_id, visitor in runs.items():
        np.testing.assert_array_equal(visitor.state(run_id).draws, whole.draws)
        steps, values = visitor.points(run_id)["sum"]
        np.testing.assert_array_equal(steps, np.arange(1, CONFIG.total + 1))
        np.testing.assert_allclose(values, np.cumsum(whole.draws))
    acknowledged = {run_id for one in pages for run_id in one.acknowledged()}
    assert acknowledged and acknowledged <= site.queue.ids()
    assert told > 0, "nobody was told of a killed process"
    assert not site.processes()
    with site.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"

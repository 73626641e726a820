"""What the database holds about runs: owners, fences, the fair queue, quotas."""

import os
import secrets
import subprocess
import sys
import time

import numpy as np
import pytest

from core.jobs.attempt import Attempt, Fenced
from core.jobs.database import ABOUT, RUNS, SCHEMA, Database, SchemaMismatch
from core.jobs.queue import Waiting, fair_order
from core.jobs.registry import job_named
from core.jobs.settings import job_settings, setting
from core.refusal import Refusal
from tests.jobs.conftest import ROOT
from tests.jobs.work import COUNT, FAULT, CountConfig, FaultConfig


def begun(site, run_id):
    """The attempt that a job process would be, without the process."""
    run = site.queue.claim(site.settings.running)
    assert run is not None and run.id == run_id
    return Attempt(site.database, run.id, run.attempt)


def test_nobody_reaches_the_run_of_another(site):
    ann, eve = site.visitor("ann"), site.visitor("eve")
    run_id = ann.submit(COUNT, CountConfig())
    attempt = begun(site, run_id)
    attempt.tell(0.5, [(1, {"draw": 2.0})])
    assert eve.run(run_id) is None and eve.state(run_id) is None and eve.points(run_id) == {}
    assert eve.runs() == [] and eve.latest(COUNT, CountConfig()) is None
    for act in (eve.cancel, eve.pause, eve.again, eve.delete):
        act(run_id)
    assert attempt.tell(0.6) == ""
    assert ann.points(run_id)["draw"][1].tolist() == [2.0]


@pytest.mark.parametrize("run_id", ["", "../../etc/passwd", "' OR 1=1 --", "0" * 32, "%", None])
def test_an_id_that_is_none_reaches_nothing(site, run_id):
    ann = site.visitor()
    mine = ann.submit(COUNT, CountConfig())
    for act in (ann.cancel, ann.pause, ann.again, ann.delete):
        act(run_id)
    assert ann.run(run_id) is None and ann.state(run_id) is None
    assert ann.run(mine).state == "queued"


def test_ids_are_of_128_bits(site):
    assert len(bytes.fromhex(site.visitor().submit(COUNT, CountConfig()))) == 16


def test_an_attempt_that_no_longer_counts_writes_nothing(site):
    ann = site.visitor()
    run_id = ann.submit(COUNT, CountConfig())
    old = begun(site, run_id)
    old.tell(0.25, [(1, {"draw": 1.0})])
    site.queue.end(site.queue.running()[0], "killed")
    ann.again(run_id)
    new = begun(site, run_id)
    assert new.number == old.number + 1
    for write in (
        lambda: old.tell(0.9, [(1, {"draw": 666.0})]), lambda: old.keep("x", 1), lambda: old.end("done"),
        lambda: old.begin(1),
    ):  # fmt: skip
        with pytest.raises(Fenced):
            write()
    new.tell(0.5, [(1, {"draw": 1.0}), (2, {"draw": float("nan")})])
    steps, values = ann.points(run_id)["draw"]
    assert steps.tolist() == [1, 2]
    np.testing.assert_array_equal(values, [1.0, np.nan])
    new.end("done")
    with pytest.raises(Fenced):
        new.tell(0.1)
    run = ann.run(run_id)
    assert (run.state, run.share, run.attempt, run.file) == ("done", 1.0, 2, None)


def test_a_visitor_has_one_run_going_and_a_few_waiting(new_site):
    site = new_site(GRADUS_JOBS_WAITING="3", GRADUS_JOBS_QUEUE="4")
    ann, ben = site.visitor("ann"), site.visitor("ben")
    first = ann.submit(COUNT, CountConfig(seed=0))
    begun(site, first)
    waiting = [ann.submit(COUNT, CountConfig(seed=seed)) for seed in (1, 2, 3)]
    assert site.queue.claim(1) is None
    with pytest.raises(Refusal, match="jobs_waiting"):
        ann.submit(COUNT, CountConfig(seed=4))
    bens = ben.submit(COUNT, CountConfig())
    with pytest.raises(Refusal, match="jobs_queue"):
        ben.submit(COUNT, CountConfig(seed=1))
    assert site.queue.place(bens, 1).ahead == 0
    assert [site.queue.place(run_id, 1).ahead for run_id in waiting] == [1, 2, 3]
    assert site.queue.place(first, 1) is None
    ann.cancel(waiting[0])
    assert ann.run(waiting[0]).state == "cancelled"
    assert [site.queue.place(run_id, 1).ahead for run_id in waiting[1:]] == [1, 2]


def test_the_wait_is_guessed_from_what_such_runs_took(site):
    ann, ben, cat = (site.visitor(name) for name in ("ann", "ben", "cat"))
    done = ann.submit(COUNT, CountConfig())
    begun(site, done).end("done")
    with site.database.write() as connection:
        connection.execute(RUNS.update().values(started_at=1000.0, finished_at=1060.0))
    begun(site, ben.submit(COUNT, CountConfig()))
    waits = cat.submit(COUNT, CountConfig())
    last = ben.submit(COUNT, CountConfig(seed=1))
    assert site.queue.place(waits, 1).seconds == pytest.approx(60, abs=30)
    assert site.queue.place(last, 1).seconds == pytest.approx(120, abs=30)
    assert site.queue.place(last, 2).seconds == pytest.approx(60, abs=15)
    other = cat.submit(FAULT, FaultConfig())
    ann.submit(FAULT, FaultConfig())
    assert site.queue.place(other, 1).seconds is None or site.queue.place(other, 1).ahead < 2


def served(order):
    """When each run of a minute begins on one slot, `order` saying who is next."""
    runs = [Waiting(f"h{owner}{k:02}", f"heavy{owner}", "f", 0.0) for owner in range(3) for k in range(20)]
    runs += [Waiting(f"l{owner:02}", f"light{owner}", "f", 1.0) for owner in range(27)]
    last_start, begins = {}, {}
    for minute in range(len(runs)):
        chosen = order(runs, {}, last_start)[0]
        runs.remove(chosen)
        last_start[chosen.owner] = begins[chosen.id] = float(minute + 1)
    return begins


def test_who_has_one_run_does_not_wait_for_those_who_have_many():
    def in_line(runs, _running, _last_start):
        return sorted(runs, key=lambda one: (one.submitted_at, one.id))

    light = {name: [at for run, at in served(order).items() if run[0] == "l"] for name, order in
             (("fair", fair_order), ("line", in_line))}  # fmt: skip
    assert np.median(light["fair"]) <= 0.4 * np.median(light["line"])
    assert max(light["fair"]) <= 0.6 * max(light["line"])


def test_whoever_has_runs_going_comes_after_those_who_have_none():
    runs = [Waiting("a", "ann", "f", 0.0), Waiting("b", "ben", "f", 1.0), Waiting("c", "ann", "f", 0.5)]
    assert [one.id for one in fair_order(runs, {"ann": 1}, {})] == ["b", "a", "c"]
    assert [one.id for one in fair_order(runs, {}, {"ann": 5.0})] == ["b", "a", "c"]
    assert [one.id for one in fair_order(runs, {}, {})] == ["a", "b", "c"]


def test_the_oldest_runs_make_room_for_the_newest(site):
    ann, ben = site.visitor("ann"), site.visitor("ben")
    ids = []
    for seed, size in enumerate((50, 60, 60)):
        ids.append(ann.submit(COUNT, CountConfig(seed=seed)))
        attempt = begun(site, ids[-1])
        attempt.keep("x", size)
        attempt.end("done")
    bens = ben.submit(COUNT, CountConfig())
    attempt = begun(site, bens)
    attempt.keep("x", 1000)
    attempt.end("done")
    assert ann.stored_bytes() == 170
    assert site.queue.superfluous(quota_bytes=130, keep_seconds=1000) == [ids[0]]
    assert [run.id for run in ann.runs()] == [ids[2], ids[1]]
    assert ben.run(bens) is not None  # the newest stays, however large
    with site.database.write() as connection:
        connection.execute(RUNS.update().where(RUNS.c.id == ids[1]).values(submitted_at=time.time() - 2000))
    assert site.queue.superfluous(quota_bytes=130, keep_seconds=1000) == [ids[1]]


def test_many_processes_may_open_a_new_database_at_once(new_site):
    program = (
        "import sys; from core.jobs.settings import job_settings; from core.jobs.database import Database; "
        "from core.jobs.visitor import Visitor; from tests.jobs.work import COUNT, CountConfig; s = job_settings(); "
        "Visitor(Database(s.database), s, sys.argv[1]).submit(COUNT, CountConfig())"
    )
    site = new_site()
    site.database.close()
    for file in site.settings.folder.glob("gradus.sqlite*"):
        file.unlink()
    environment = os.environ | site.environment | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    openers = [
        subprocess.Popen([sys.executable, "-c", program, f"owner{k}"], cwd=ROOT, env=environment) for k in range(4)
    ]
    assert [one.wait() for one in openers] == [0] * 4
    assert len(site.queue.ids()) == 4


def test_a_database_of_a_newer_version_is_left_alone(site):
    with site.database.write() as connection:
        connection.execute(ABOUT.update().values(schema=SCHEMA + 1))
    with pytest.raises(SchemaMismatch, match=f"schema {SCHEMA + 1}"):
        Database(site.settings.database)


@pytest.mark.parametrize("name", ["os:system", "core.jobs.registry:register", "no.such.module:f", "", ":", "..:x"])
def test_only_registered_functions_are_jobs(name):
    with pytest.raises(LookupError):
        job_named(name)


def test_settings_that_cannot_be_are_told():
    for variables in ({"GRADUS_JOB_SLOTS": "0"}, {"GRADUS_JOB_START": "thread"}, {"GRADUS_QUOTA_MB": "many"}):
        with pytest.raises(ValueError, match=next(iter(variables))):
            job_settings(variables)
    assert setting("X", 3, 1, {}) == 3


def test_files_of_a_run_lie_in_its_folder_alone(site):
    from core.jobs.files import RunFiles

    for name in ("", "..", "../x", secrets.token_hex(15), "g" * 32):
        with pytest.raises(ValueError, match="no id"):
            RunFiles(site.settings.runs, name)

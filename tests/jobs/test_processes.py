"""Job processes as a visitor meets them: snapshots, pause, cancel, limits, faults, killed and run again."""

import json
import shutil

import numpy as np
import psutil
import pytest

from core.jobs.start import is_dispatched
from tests.jobs.conftest import PATIENCE_SECONDS, ROOT, ended, kill_and_wait, wait_for
from tests.jobs.work import COUNT, FAULT, GIVEN, CountConfig, FaultConfig, count

LONG = CountConfig(total=100_000, pause=0.01)


def whole(config):
    *_, last = count(config)
    return last


def test_a_run_shows_snapshots_is_paused_goes_on_and_gives_what_it_would_have_given(ann, served_site):
    config = CountConfig(total=150, pause=0.01, seed=3)
    run_id = ann.submit(COUNT, config)
    first = wait_for(lambda: ann.state(run_id))
    assert 0 < len(first.draws) <= 150
    ann.pause(run_id)
    rests = ended(ann, run_id)
    assert rests.state == "paused"
    snapshot = ann.state(run_id)
    assert len(first.draws) <= len(snapshot.draws) < 150
    other = ann.submit(COUNT, CountConfig(total=2))  # its place is free
    assert ended(ann, other).state == "done"
    ann.again(run_id)
    run = ended(ann, run_id)
    assert (run.state, run.share, run.attempt) == ("done", 1.0, 2)
    np.testing.assert_array_equal(ann.state(run_id).draws, whole(config).draws)
    steps, sums = ann.points(run_id)["sum"]
    np.testing.assert_array_equal(steps, np.arange(1, 151))
    np.testing.assert_allclose(sums, np.cumsum(whole(config).draws))
    epochs, seconds = ann.places(run_id)["sum"]
    assert np.isnan(epochs).all() and seconds[0] > 0 and seconds[-1] >= 150 * 0.01  # the pause is left out, no work is
    assert (np.diff(seconds) > 0).all()
    wait_for(lambda: len(list((served_site.settings.runs / run_id).iterdir())) == 1)  # what was made on the way is gone


@pytest.mark.parametrize("job, config", [(COUNT, LONG), (FAULT, FaultConfig(fault="deaf"))])
def test_a_run_that_is_cancelled_ends_whether_it_hears_or_not(ann, served_site, job, config):
    run_id = ann.submit(job, config)
    wait_for(lambda: ann.state(run_id))
    [process] = served_site.processes()
    ann.cancel(run_id)
    assert ended(ann, run_id).state == "cancelled"
    wait_for(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
    assert ann.state(run_id) is not None  # what it had come to is kept
    ann.again(run_id)
    ann.cancel(run_id)
    assert ended(ann, run_id).state == "cancelled"


@pytest.mark.parametrize("fault, said", [("bug", "bad <b>shape</b>"), ("nothing", "no snapshot")])
def test_a_fault_of_the_program_is_told(ann, fault, said):
    run = ended(ann, ann.submit(FAULT, FaultConfig(fault=fault)))
    assert run.state == "failed" and run.refusal is None
    assert said in json.loads(run.error)["said"]


def test_a_refusal_keeps_its_rule_and_numbers(ann):
    run = ended(ann, ann.submit(FAULT, FaultConfig(fault="refusal")))
    assert (run.state, run.refusal) == ("failed", ("too_dear", {"limit": 7}))


def test_what_a_visitor_has_brought_along_reaches_the_job(ann):
    run = ended(ann, run_id := ann.submit(GIVEN, np.arange(6.0).reshape(2, 3)))
    assert run.state == "done" and ann.state(run_id).number == 15


def test_too_much_memory_ends_a_run(ann):
    run = ended(ann, ann.submit(FAULT, FaultConfig(fault="memory")))
    assert run.state == "oom" and ann.state(run.id) is not None


def test_a_killed_process_is_told_and_runs_again_from_where_it_was(ann, served_site):
    config = CountConfig(total=300, pause=0.01)
    run_id = ann.submit(COUNT, config)
    wait_for(lambda: (ann.run(run_id).file or "").startswith("1-2"))
    kept = len(ann.state(run_id).draws)
    [process] = served_site.processes()
    process.kill()
    assert ended(ann, run_id).state == "killed"
    ann.again(run_id)
    wait_for(lambda: (ann.run(run_id).file or "").startswith("2-"))
    assert len(ann.state(run_id).draws) > kept
    assert ended(ann, run_id).state == "done"
    np.testing.assert_array_equal(ann.state(run_id).draws, whole(config).draws)


def test_a_job_outlives_its_dispatcher_and_goes_on_where_its_own_end_is_not_seen(site):
    ann = site.visitor()
    run_id = ann.submit(COUNT, CountConfig(total=100_000, pause=0.01))
    dispatcher = site.dispatch()
    wait_for(lambda: ann.state(run_id))
    dispatcher.kill()
    dispatcher.wait()
    at = len(ann.state(run_id).draws)
    wait_for(lambda: len(ann.state(run_id).draws) > at)  # nobody watches, and it goes on
    dispatcher = site.dispatch()
    ann.cancel(run_id)
    assert (ended(ann, run_id).state, ann.run(run_id).attempt) == ("cancelled", 1)

    ann.again(run_id)
    wait_for(lambda: (ann.run(run_id).file or "").startswith("2-"))
    dispatcher.kill()
    dispatcher.wait()
    kill_and_wait(*site.processes())
    at = len(ann.state(run_id).draws)
    dispatcher = site.dispatch()
    wait_for(lambda: (ann.run(run_id).file or "").startswith("3-"))
    assert len(ann.state(run_id).draws) > at
    ann.cancel(run_id)
    ended(ann, run_id)

    other = ann.submit(FAULT, FaultConfig(fault="endless"))  # which cannot go on from a snapshot
    wait_for(lambda: ann.state(other))
    dispatcher.kill()
    dispatcher.wait()
    kill_and_wait(*site.processes())
    site.dispatch()
    assert ended(ann, other).state == "lost"


def test_one_dispatcher_serves_limits_the_time_and_ends_when_idle(new_site):
    site = new_site(GRADUS_JOB_IDLE_SECONDS="0", GRADUS_JOB_START="spawn", GRADUS_JOB_SECONDS="1")
    ann = site.visitor()
    run_id = ann.submit(FAULT, FaultConfig(fault="endless"))
    first, second = site.dispatch(), site.dispatch()
    assert ended(ann, run_id).state == "timeout"
    assert (first.wait(60), second.wait(60)) == (0, 0)
    assert ann.run(run_id).attempt == 1


def test_a_dispatcher_of_an_older_program_makes_way_for_one_of_the_newer(new_site, tmp_path):
    site = new_site()
    shutil.copytree(ROOT / "core", tmp_path / "core", ignore=shutil.ignore_patterns("files", "__pycache__"))
    old = site.dispatch(tmp_path)
    wait_for(lambda: is_dispatched(site.settings))
    with (tmp_path / "core" / "refusal.py").open("a") as file:
        file.write("# newer\n")
    assert old.wait(PATIENCE_SECONDS) == 0
    assert not is_dispatched(site.settings)

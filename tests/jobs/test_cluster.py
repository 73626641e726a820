"""The same jobs on a Dask scheduler and two workers on the loopback, which know each other by their certificates."""

import os
from dataclasses import replace

import numpy as np
import psutil
import pytest

from core.jobs.cluster import Cluster
from core.jobs.scheduler import SchedulerAddress
from core.jobs.settings import job_settings
from core.jobs.visitor import Visitor
from tests.browser.chromium import free_port
from tests.jobs.cluster_site import OPENSSL, Dask, tls
from tests.jobs.conftest import ended, is_over, kill_and_wait, wait_for
from tests.jobs.work import COUNT, FAULT, LEARN, CountConfig, FaultConfig, LearnConfig

needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="no openssl on this machine")
LONG = CountConfig(total=100_000, pause=0.01)


@pytest.fixture(scope="module")
def dask(new_site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dask")
    limits = {"GRADUS_JOB_SLOTS": "9", "GRADUS_JOB_MB": "700", "GRADUS_JOBS_RUNNING": "4"}
    site = new_site(GRADUS_SCHEDULER=f"tls://127.0.0.1:{free_port()}", **tls(folder), **limits)
    started = Dask(site, folder, site.settings.scheduler.url, site.settings.scheduler.files)
    started.work()
    started.work()
    started.dispatcher = started.site.dispatch()
    yield started
    started.close()


@pytest.fixture
def bob(dask):
    return dask.site.visitor(os.urandom(8).hex())


def process_of(visitor, run_id):
    """The job process of a run of which a snapshot is seen."""

    def computed():
        run = visitor.run(run_id)
        return run if run.state == "running" and (run.file or "").startswith(f"{run.attempt}-") else None

    return psutil.Process(wait_for(computed, lambda: visitor.run(run_id)).pid)


@needs_openssl
def test_a_cluster_gives_what_this_machine_gives_bit_for_bit(dask, bob, site):
    site.dispatch()
    for job, config in ((COUNT, CountConfig(total=60, seed=3)), (LEARN, LearnConfig(steps=20))):
        results = []
        for place, visitor in ((dask.site, bob), (site, site.visitor())):
            run = ended(visitor, visitor.submit(job, config))
            assert run.state == "done"
            results.append(((place.settings.runs / run.id / run.file).read_bytes(), visitor.points(run.id)))
        (far, far_points), (near, near_points) = results
        assert far == near
        np.testing.assert_equal(far_points, near_points)


@needs_openssl
def test_each_worker_has_room_for_one_run_and_the_next_one_waits(dask, bob):
    ids = [bob.submit(COUNT, LONG) for _ in range(3)]
    processes = [process_of(bob, run_id) for run_id in ids[:2]]
    assert {process.ppid() for process in processes} == {one.pid for one in dask.workers}
    assert bob.run(ids[2]).state == "queued"
    bob.cancel(ids[0])
    assert ended(bob, ids[0]).state == "cancelled"
    process_of(bob, ids[2])
    bob.pause(ids[2])
    assert ended(bob, ids[2]).state == "paused"
    kept = len(bob.state(ids[2]).draws)
    bob.again(ids[2])
    process_of(bob, ids[2])
    assert len(bob.state(ids[2]).draws) > kept
    for run_id in ids[1:]:
        bob.cancel(run_id)
        assert ended(bob, run_id).state == "cancelled"


@needs_openssl
def test_a_worker_holds_its_process_to_the_limits_and_tells_its_end(dask, bob):
    hurried = Visitor(dask.site.database, replace(dask.site.settings, seconds=1), bob.owner)
    slow, large = hurried.submit(FAULT, FaultConfig(fault="endless")), bob.submit(FAULT, FaultConfig(fault="memory"))
    assert (ended(bob, slow).state, ended(bob, large).state) == ("timeout", "oom")
    deaf, killed = bob.submit(FAULT, FaultConfig(fault="deaf")), bob.submit(FAULT, FaultConfig(fault="endless"))
    process_of(bob, deaf)
    bob.cancel(deaf)
    process_of(bob, killed).kill()
    assert (ended(bob, deaf).state, ended(bob, killed).state) == ("cancelled", "killed")


@needs_openssl
def test_a_killed_worker_is_told_and_what_can_go_on_does_so_by_itself(dask, bob):
    counted, other = bob.submit(COUNT, LONG), bob.submit(FAULT, FaultConfig(fault="endless"))
    processes = [process_of(bob, counted), process_of(bob, other)]
    kept = len(bob.state(counted).draws)
    for process in processes:
        kill_and_wait(dask.worker_of(process))
    assert ended(bob, other).state == "lost"
    for process in processes:  # nobody watches it any more, and it is told that it no longer counts
        wait_for(lambda process=process: is_over(process))
    dask.work()
    process_of(bob, counted)
    assert len(bob.state(counted).draws) > kept
    dask.work()
    bob.again(other)
    process_of(bob, other)
    assert bob.run(other).attempt == 2

    dask.dispatcher.kill()
    dask.dispatcher.wait()
    dask.dispatcher = dask.site.dispatch()
    short = bob.submit(COUNT, CountConfig(total=2))
    bob.cancel(other)
    assert (ended(bob, other).state, ended(bob, short).state) == ("cancelled", "done")
    assert (bob.run(counted).state, bob.run(counted).attempt) == ("running", 2)  # it goes on as if nothing had been

    dask.scheduler.kill()
    dask.scheduler.wait()
    dask.start()
    dask.work()
    wait_for(lambda: bob.run(counted).file.startswith("3-"))
    bob.cancel(counted)
    assert ended(bob, counted).state == "cancelled"


def workers_seen(url, files):
    """The workers that the scheduler at a URL names to whoever shows these certificates; None where it names none."""
    cluster = Cluster(SchedulerAddress(url, files))
    try:
        return set(cluster.keys or ()) if cluster.look([]) else None
    finally:
        cluster.close()


@needs_openssl
def test_a_certificate_of_another_authority_opens_nothing(dask, tmp_path):
    """A forger knows the certificate of the authority, which is public, and signs with a key of his own."""
    forged = (dask.files[0], *[*tls(tmp_path).values()][1:])
    known = wait_for(lambda: workers_seen(dask.url, dask.files))
    assert workers_seen(dask.url, forged) is None
    worker = dask.work("--death-timeout", "5", files=forged)
    assert worker.wait() != 0  # it has not been let in, and gives up
    assert workers_seen(dask.url, dask.files) == known


@needs_openssl
def test_a_scheduler_of_another_authority_is_given_nothing(dask, tmp_path):
    files = tuple(tls(tmp_path).values())
    trap = Dask(dask.site, tmp_path, f"tls://127.0.0.1:{free_port()}", files)
    try:
        wait_for(lambda: workers_seen(trap.url, files) is not None)  # it is there, for whoever trusts its authority
        assert workers_seen(trap.url, dask.files) is None
    finally:
        trap.close()


UNSAFE = {
    "tcp://10.0.0.7:8786": "must begin with tls://",
    "tcp://localhost.example.org:8786": "must begin with tls://",
    "gradus.example.org:8786": "must be an address",
    "tls://a/b": "must be an address",
    "tls://gradus.example.org": "PostgreSQL",
    "tls://[::1]:8786": "GRADUS_TLS_CERT must name a file",
}


@pytest.mark.parametrize("url", UNSAFE)
def test_an_address_that_is_none_or_not_safe_is_told(url):
    with pytest.raises(ValueError, match=UNSAFE[url]):
        job_settings({"GRADUS_SCHEDULER": url, "GRADUS_TLS_CA": __file__})


def test_this_machine_needs_no_certificates():
    for url in ("tcp://localhost:8786", "tcp://127.0.0.1", "tcp://[::1]:8786"):
        assert job_settings({"GRADUS_SCHEDULER": url}).scheduler.url == url

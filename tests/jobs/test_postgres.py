"""The same on PostgreSQL, where one is installed: fences, fair queue, quotas, and a run that outlives its restart."""

import os
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from pathlib import Path

import pytest

from core.refusal import Refusal
from tests.browser.chromium import free_port
from tests.jobs import test_archive, test_runs
from tests.jobs.cluster_site import OPENSSL, Dask, tls
from tests.jobs.conftest import ended, wait_for
from tests.jobs.work import COUNT, CountConfig, count

PROGRAMS = {name: shutil.which(name) for name in ("initdb", "pg_ctl", "psql")}
pytestmark = pytest.mark.skipif(None in PROGRAMS.values(), reason="no PostgreSQL on this machine")
CONTRACT = (
    test_runs.test_nobody_reaches_the_run_of_another,
    test_runs.test_an_attempt_that_no_longer_counts_writes_nothing,
    test_runs.test_the_wait_is_guessed_from_what_such_runs_took,
    test_runs.test_the_oldest_runs_make_room_for_the_newest,
    test_archive.test_all_runs_are_listed_with_cards_and_summaries_the_newest_first,
    test_archive.test_a_link_shows_one_run_to_anybody_until_it_is_taken_back,
    partial(test_archive.test_a_database_of_an_earlier_version_is_added_to_and_keeps_its_runs, schema=1),
    partial(test_archive.test_a_database_of_an_earlier_version_is_added_to_and_keeps_its_runs, schema=2),
    test_archive.test_the_time_of_a_run_that_goes_on_is_added_unless_a_point_of_it_is_mute,
)


class Postgres:
    """A server of its own on the loopback; it refuses to run as root."""

    def __init__(self, folder):
        self.folder, self.port, self.count = folder, free_port(), 0
        self.user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(folder, **self.user)
        self.call("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "gradus", "--no-sync")
        self.start()

    def call(self, program, *arguments):
        command = [PROGRAMS[program], *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, extra_groups=[], **self.user)

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self.call("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o", options, "start")

    def stop(self):
        self.call("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def new_database(self):
        """The URL of an empty database."""
        self.count += 1
        url = f"postgresql://gradus@127.0.0.1:{self.port}"
        self.call("psql", f"{url}/postgres", "-c", f"CREATE DATABASE site{self.count}")
        return f"{url.replace('://', '+psycopg://')}/site{self.count}"


@pytest.fixture(scope="module")
def postgres():
    folder = Path(tempfile.mkdtemp(prefix="gradus-pg"))
    server = Postgres(folder)
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def site(postgres, new_site):
    return new_site(GRADUS_DATABASE=postgres.new_database())


@pytest.mark.parametrize("test", CONTRACT, ids=lambda test: getattr(test, "func", test).__name__)
def test_the_same_holds(site, test):
    test(site)


def test_two_tabs_get_no_more_than_the_quota(postgres, new_site):
    site = new_site(GRADUS_DATABASE=postgres.new_database(), GRADUS_JOBS_WAITING="3")
    refused = []

    def submit(seed):
        try:
            site.visitor().submit(COUNT, CountConfig(seed=seed))
        except Refusal as error:
            refused.append(error.rule)

    threads = [threading.Thread(target=submit, args=(seed,)) for seed in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(site.visitor().live()) == 3 and refused == ["jobs_waiting"] * 5


def test_a_run_outlives_a_database_that_stops_hard(site, postgres):
    first, second = site.dispatch(), site.dispatch()
    ann, config = site.visitor(), CountConfig(total=300, pause=0.01)
    run_id = ann.submit(COUNT, config)
    wait_for(lambda: ann.state(run_id))
    postgres.stop()
    postgres.start()
    run = ended(ann, run_id)
    *_, whole = count(config)
    assert (run.state, run.attempt) == ("done", 1)
    assert ann.state(run_id).draws.tolist() == whole.draws.tolist()
    assert len(ann.points(run_id)["sum"][0]) == 300
    assert [one.poll() for one in (first, second)].count(0) <= 1  # the one that dispatches goes on


@pytest.mark.skipif(OPENSSL is None, reason="no openssl on this machine")
def test_a_cluster_works_with_a_database_that_it_reaches_over_the_network_and_that_stops_hard(
    postgres, new_site, tmp_path
):
    url = f"tls://127.0.0.1:{free_port()}"
    site = new_site(GRADUS_DATABASE=postgres.new_database(), GRADUS_SCHEDULER=url, **tls(tmp_path))
    dask = Dask(site, tmp_path, url, site.settings.scheduler.files)
    try:
        dask.work()
        site.dispatch()
        ann, config = site.visitor(), CountConfig(total=300, pause=0.01, seed=3)
        long = ann.submit(COUNT, CountConfig(total=100_000, pause=0.01))
        wait_for(lambda: ann.state(long), lambda: ann.run(long))
        ann.cancel(long)
        assert ended(ann, long).state == "cancelled"
        run_id = ann.submit(COUNT, config)
        wait_for(lambda: ann.state(run_id), lambda: ann.run(run_id))
        postgres.stop()
        postgres.start()
        run = ended(ann, run_id)
        *_, whole = count(config)
        assert (run.state, run.attempt) == ("done", 1)
        assert ann.state(run_id).draws.tolist() == whole.draws.tolist()
        seconds = ann.places(run_id)["sum"][1]
        assert len(seconds) == 300 and (seconds > 0).all()
    finally:
        dask.close()

"""What an owner sees and writes of all runs, what a shared link shows to anybody, and that it shows no more."""

import json

import numpy as np
import pytest
import sqlalchemy as sa

from core.jobs.archive import Archive, shared_run
from core.jobs.attempt import Point
from core.jobs.cards import Origin
from core.jobs.database import ABOUT, CARDS, RUNS, SCHEMA, Database
from core.jobs.queue import POINT_BYTES, Queue
from tests.jobs.test_runs import begun
from tests.jobs.work import COUNT, CountConfig

ORIGIN = Origin(topic="runs", address={"runs_tab": "start"})


def archive(site, owner="ann"):
    return Archive(site.database, site.settings, owner)


def finished(site):
    """A run of Ann's with two curves, one of which ends in NaN."""
    run_id = site.visitor("ann").submit(COUNT, CountConfig(), origin=ORIGIN)
    attempt = begun(site, run_id)
    attempt.tell(1.0, [(1, {"draw": 2.0, "sum": 2.0}), (2, {"draw": -1.0, "sum": float("nan")})])
    attempt.end("done")
    return run_id


def test_all_runs_are_listed_with_cards_and_summaries_the_newest_first(site):
    done = finished(site)
    child = site.visitor("ann").submit(COUNT, CountConfig(seed=1), origin=Origin(parent=done))
    newest, oldest = archive(site).runs()
    assert (newest.run.id, newest.card.parent, newest.curves) == (child, done, {})
    assert newest.card.parent_arguments == oldest.run.arguments and newest.card.address == {}
    assert (oldest.card.topic, oldest.card.address) == ("runs", {"runs_tab": "start"})
    draw, total = oldest.curves["draw"], oldest.curves["sum"]
    assert (draw.last, draw.low, draw.high, draw.count) == (-1.0, -1.0, 2.0, 2)
    assert np.isnan(total.last) and (total.low, total.high) == (2.0, 2.0)
    site.visitor("ann").delete(done)
    (orphan,) = archive(site).runs()
    assert json.loads(orphan.card.parent_arguments)["tuple"][0]["fields"]["seed"] == 0


def test_a_run_hangs_on_no_run_of_another(site):
    done = finished(site)
    site.visitor("eve").submit(COUNT, CountConfig(), origin=Origin(parent=done))
    (run,) = archive(site, "eve").runs()
    assert (run.card.parent, run.card.parent_arguments) == ("", "")


def test_names_and_notes_are_the_owners_alone(site):
    done = finished(site)
    archive(site, "eve").describe(done, "stolen", "")
    archive(site).describe(done, " <b>best</b> " + "x" * 100, "why\n" * 1000)
    (run,) = archive(site).runs()
    assert run.card.name.startswith("<b>best</b> x") and len(run.card.name) == 80 and len(run.card.note) == 2000


def test_a_link_shows_one_run_to_anybody_until_it_is_taken_back(site):
    done = finished(site)
    site.visitor("ann").submit(COUNT, CountConfig(seed=5))
    token = archive(site).share(done)
    assert archive(site).share(done) == token and len(token) >= 32
    seen = shared_run(site.database, site.settings, token)
    assert seen.curves["draw"][1].tolist() == [2.0, -1.0]
    assert done not in repr(seen) and "'ann'" not in repr(seen) and seen.archived.run.file is None
    archive(site).unshare(done)
    assert shared_run(site.database, site.settings, token) is None
    assert archive(site).share(done) != token


def test_curves_are_those_of_the_newest_end_also_after_a_run_was_done_again(site):
    run_id = site.visitor("ann").submit(COUNT, CountConfig())
    for value, end in ((1.0, "failed"), (9.0, "done")):
        attempt = begun(site, run_id)
        attempt.tell(0.5, [(1, {"draw": value})])
        assert archive(site).runs()[0].curves["draw"].last == value
        attempt.end(end)
        assert archive(site).runs()[0].curves["draw"].last == value
        site.visitor("ann").again(run_id)


def test_the_points_of_a_run_that_has_ended_count_as_stored(site):
    done = finished(site)
    Queue(site.database).measure(done, 1000)
    assert site.visitor("ann").stored_bytes() == 1000 + 4 * POINT_BYTES


def test_a_link_tells_nothing_of_the_run_that_the_shared_one_was_branched_from(site):
    parent = site.visitor("ann").submit(COUNT, CountConfig(total=77))
    child = site.visitor("ann").submit(COUNT, CountConfig(total=5), origin=Origin(parent=parent))
    seen = shared_run(site.database, site.settings, archive(site).share(child))
    assert "77" in archive(site).runs()[0].card.parent_arguments
    assert parent not in repr(seen) and "77" not in repr(seen.archived.card)


def test_a_link_to_a_run_of_a_function_that_is_gone_still_shows_it(site):
    done = finished(site)
    token = archive(site).share(done)
    with site.database.write() as connection:
        connection.execute(RUNS.update().values(function="core.gone:train"))
    assert shared_run(site.database, site.settings, token).curves["draw"][1].tolist() == [2.0, -1.0]


@pytest.mark.parametrize("token", ["", "None", "%", "' OR 1=1 --", "0" * 32])
def test_what_is_no_token_opens_nothing(site, token):
    done = finished(site)
    site.visitor("ann").submit(COUNT, CountConfig(seed=5), origin=ORIGIN)
    assert shared_run(site.database, site.settings, token) is None
    assert shared_run(site.database, site.settings, done) is None


def test_nobody_shares_the_run_of_another(site):
    done = finished(site)
    eve = archive(site, "eve")
    assert eve.share(done) == "" and eve.runs() == []
    token = archive(site).share(done)
    eve.unshare(done)
    assert shared_run(site.database, site.settings, token) is not None
    with pytest.raises(LookupError):
        eve.arguments(done)
    assert archive(site).arguments(done) == (CountConfig(),)


@pytest.mark.parametrize("schema", [1, 2])
def test_a_database_of_an_earlier_version_is_added_to_and_keeps_its_runs(site, schema):
    done = finished(site)
    with site.database.write() as connection:
        if schema == 1:
            CARDS.drop(connection)
        for name in ("epoch", "seconds"):
            connection.execute(sa.text(f"ALTER TABLE points DROP COLUMN {name}"))
        connection.execute(ABOUT.update().values(schema=schema))
    found = Database(site.settings.database)
    assert [one.run.id for one in Archive(found, site.settings, "ann").runs()] == [done]
    with found.read() as connection:
        assert connection.execute(sa.select(ABOUT.c.schema)).scalar() == SCHEMA
    Database(site.settings.database).close()  # and is opened as it is
    ann = Archive(found, site.settings, "ann").visitor
    assert ann.points(done)["draw"][1].tolist() == [2.0, -1.0]
    assert np.isnan(ann.places(done)["draw"]).all()
    site.visitor("ann").submit(COUNT, CountConfig(seed=9))
    begun(site, next(one.id for one in ann.live())).tell(0.5, [Point(3, {"draw": 1.0}, 0.5, 2.5)])
    assert [one.tolist() for one in ann.places(ann.live()[0].id)["draw"]] == [[0.5], [2.5]]
    found.close()


def test_the_time_of_a_run_that_goes_on_is_added_unless_a_point_of_it_is_mute(site):
    attempt = begun(site, site.visitor("ann").submit(COUNT, CountConfig()))
    assert attempt.earlier_seconds() == 0
    attempt.tell(0.2, [Point(1, {"draw": 2.0, "sum": 2.0}, None, 3.0), Point(2, {"draw": 1.0}, None, 4.5)])
    assert attempt.earlier_seconds() == 4.5
    attempt.tell(0.3, [Point(3, {"draw": 2.0})])
    assert attempt.earlier_seconds() is None

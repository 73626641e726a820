"""Trainings of tables as runs: kept, found again on the page beside the others, and known to the topic of runs."""

import numpy as np
import pytest

from core.data.tables import load_table
from core.jobs.archive import Archive
from core.jobs.attempt import Attempt, Point
from core.jobs.cards import Origin
from core.jobs.database import RUNS
from core.jobs.files import RunFiles
from core.jobs.packing import pack
from core.jobs.registry import job_named, name_of
from core.practice.runs.branch import branch_query, home_of
from core.practice.runs.records import metrics_of, record_of
from core.practice.runs.tree import family_tree
from core.practice.workbench.table import TableModelConfig, TableSplitConfig, class_table
from core.practice.workbench.table_models import table_epochs, table_points, train_table
from pages.shared import jobs
from tests.pages.cases import PAGES

JOB = job_named(name_of(train_table))
SPLIT = TableSplitConfig(table="iris")
QUICK = TableModelConfig(table_model="MLP", table_rounds=10)
ORIGIN = Origin(topic="workbench", address={"workbench_tab": "table", "workbench_table": "iris"})
LINK = {"workbench_tab": "table", "workbench_table": "iris", "workbench_table_rounds": "10"}


@pytest.fixture
def site(new_site, monkeypatch):
    """A site where nothing is computed but by the test."""
    found = new_site()
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(jobs, "INLINE", False)
    monkeypatch.setattr(jobs, "ensure_dispatcher", lambda settings: None)
    monkeypatch.setattr(jobs, "owner", lambda: "ann")
    yield found
    jobs.open_database(found.settings.database).close()
    jobs.open_database.cache_clear()


def trained(site, split, model, own=None, parent=""):
    """The id of a run that was computed as a job process does it."""
    visitor = site.visitor()
    origin = Origin(topic=ORIGIN.topic, address=ORIGIN.address, parent=parent)
    run_id = visitor.submit(JOB, split, model, own, origin=origin)
    with site.database.write() as connection:
        connection.execute(RUNS.update().where(RUNS.c.id == run_id).values(state="running", attempt=1, started_at=1.0))
    attempt, states = Attempt(site.database, run_id, 1), [one for one in train_table(split, model, own) if one]
    attempt.tell(1.0, [Point(*table_points(one), table_epochs(one), 0.1 * k) for k, one in enumerate(states)])
    RunFiles(site.settings.runs, run_id).write("1-1", pack(states[-1]))
    attempt.keep("1-1", len(pack(states[-1])))
    attempt.end("done")
    return run_id


def page(query):
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(PAGES / "practice/workbench/page.py"), default_timeout=60)
    app.query_params.update({**query, "lang": "en"})
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def test_the_baseline_stands_until_a_model_is_trained_which_then_stands_beside_the_others(site):
    before = page({**LINK, "workbench_table_model": "MLP"})
    assert any("The baseline, until then" in one.value for one in before.info)
    assert any("95 % interval" in one.value for one in before.markdown)
    before.button(key="job_train_table_start").click().run()
    [run] = Archive(site.database, site.settings, "ann").runs()
    assert (run.card.topic, run.run.state) == ("workbench", "queued") and "MLP" in run.run.arguments
    site.visitor().cancel(run.run.id)
    for model in (QUICK, TableModelConfig(table_model="Random forest", table_rounds=10)):
        trained(site, SPLIT, model)
    after = page({**LINK, "workbench_table_model": "MLP"})
    assert not after.info and any("**MLP** gets" in one.value for one in after.markdown)
    assert after.button(key="workbench_table_others").label == "Train the other 1, too"  # boosting alone is missing
    after.button(key="workbench_table_others").click().run()
    [waits] = site.visitor().live()
    assert "Gradient boosting" in waits.arguments


def test_the_topic_of_runs_knows_a_training_of_a_table_compares_branches_and_opens_it_again(site):
    parent = trained(site, SPLIT, QUICK)
    trained(site, TableSplitConfig(table="iris", table_seed=1), QUICK)
    trained(site, SPLIT, TableModelConfig(table_model="Random forest", table_rounds=10), parent=parent)
    records = tuple(record_of(one) for one in Archive(site.database, site.settings, "ann").runs())
    assert metrics_of(records)[:2] == ("test_loss", "test_accuracy")
    root, child = family_tree(records, "test_accuracy", "last").nodes
    assert len(root.records) == 2 and child.parent == root.key and list(child.changed) == ["table_model"]
    home = home_of(records[0])
    assert home.slug == "workbench" and home.query["workbench_tab"] == "table"
    assert home.query["workbench_table_model"] == "Random forest"
    assert branch_query(home, "table_model", "MLP")["workbench_table_model"] == "MLP"
    forest, mlp = (site.visitor().places(one.id)["train_loss"] for one in (records[0], records[-1]))
    assert np.isnan(forest[0]).all() and mlp[0].tolist() == [10.0, 10.0][: len(mlp[0])]


def test_the_seeds_of_a_table_of_ones_own_are_one_setting(site):
    rows = class_table(load_table("wine"), 0).rows
    for seed in (0, 1):
        trained(site, TableSplitConfig(table="own", table_seed=seed), QUICK, rows)
    archive = Archive(site.database, site.settings, "ann")
    records = tuple(record_of(one) for one in archive.runs())
    [node] = family_tree(records, "test_accuracy", "last").nodes
    assert len(node.records) == 2 and len(node.settings["data"]) == 8
    split, model, own = archive.arguments(records[0].id)
    assert (split.table_seed, model) == (1, QUICK)
    np.testing.assert_array_equal(own.numbers, rows.numbers)

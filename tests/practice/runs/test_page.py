"""A visitor's own runs on the page: shown, named, filtered, shared, branched, deleted; hostile names stay text."""

import pytest

from core.jobs.archive import Archive
from core.jobs.attempt import Attempt
from core.jobs.cards import Origin
from core.jobs.database import RUNS
from core.jobs.files import RunFiles
from core.jobs.packing import pack
from core.jobs.registry import job_named
from core.pace import last_state
from core.practice.runs.training import MoonsConfig, last_point, train_moons
from pages.shared import jobs
from tests.pages.cases import PAGES, texts

JOB = "core.practice.runs.training:train_moons"
NAME = "<img src=x> ![a](//h.example) $x$ `b` «m»"
ORIGIN = Origin(topic="runs", address={"runs_tab": "run", "runs_part": "start"})


@pytest.fixture
def ann(new_site, monkeypatch):
    """A visitor of a site where nothing is computed but by the test, with three runs of two settings."""
    site = new_site()
    for name, value in site.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(jobs, "INLINE", False)
    monkeypatch.setattr(jobs, "ensure_dispatcher", lambda settings: None)
    monkeypatch.setattr(jobs, "owner", lambda: "ann")
    own = Archive(site.database, site.settings, "ann")
    parent = ""
    for config in (MoonsConfig(epochs=3), MoonsConfig(epochs=3, seed=1), MoonsConfig(epochs=3, units=4)):
        origin = Origin(topic="runs", address=ORIGIN.address, parent=parent)
        parent = finished(site, own.visitor.submit(job_named(JOB), config, origin=origin), config)
    own.describe(parent, NAME, "**note**")
    yield own
    jobs.open_database(site.settings.database).close()
    jobs.open_database.cache_clear()


def finished(site, run_id, config):
    with site.database.write() as connection:
        connection.execute(RUNS.update().where(RUNS.c.id == run_id).values(state="running", attempt=1, started_at=1.0))
    attempt, steps = Attempt(site.database, run_id, 1), list(train_moons(config))
    attempt.tell(1.0, [last_point(step) for step in steps])
    RunFiles(site.settings.runs, run_id).write("1-1", pack(steps[-1]))
    attempt.keep("1-1", len(pack(steps[-1])))
    attempt.end("done")
    return run_id


def page(query, language="en"):
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(PAGES / "practice/runs/page.py"), default_timeout=60)
    app.query_params.update({**query, "lang": language})
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def test_own_runs_are_shown_in_every_tab_and_no_name_becomes_markup(ann):
    for tab in ("tree", "table", "compare", "seeds", "run"):
        app = page({"runs_tab": tab}, "zh" if tab == "seeds" else "en")
        assert "51" not in "".join(str(one.value) for one in app.caption)
        assert not any("<img src=x>" in text and "`" not in text for text in texts(app))
    options = page({"runs_tab": "run"}).selectbox(key="runs_run").options
    assert len(options) == 3 and options[0].startswith(NAME)


def test_a_run_is_shared_looked_at_and_no_more_and_deleted_only_after_a_question(ann, monkeypatch):
    run = ann.runs()[0].run
    app = page({"runs_tab": "run"})
    app.button(key=f"runs_share_{run.id[:8]}").click().run()
    token = ann.runs()[0].card.token
    assert any(token in str(code.value) for code in app.code)
    app.button(key=f"runs_delete_{run.id[:8]}").click().run()
    assert len(ann.runs()) == 2 and not app.exception
    other = ann.runs()[0].run
    token = ann.share(other.id)
    monkeypatch.setattr(jobs, "owner", lambda: "eve")
    seen = page({"runs_tab": "run", "runs_shared": token})
    assert any("shares with you" in info.value for info in seen.info)
    keys = {button.key for button in seen.button}
    assert "runs_leave" in keys and not any("delete" in key or "share_" in key for key in keys if key)
    ann.unshare(other.id)
    assert any("no run" in one.value for one in page({"runs_tab": "run", "runs_shared": token}).warning)
    by_id = page({"runs_tab": "run", "runs_run": other.id[:8]})
    assert len(by_id.selectbox(key="runs_run").options) == 51  # the examples: Eve has none, whatever id she names


def test_the_next_seeds_are_started_once_each(ann):
    jobs.archive().visitor.submit(job_named(JOB), MoonsConfig(epochs=3, seed=3))
    app = page({"runs_tab": "run", "runs_part": "start", "runs_epochs": "3"})
    app.button(key="runs_more_seeds").click().run()
    seeds = [one.run.arguments.partition('"seed": ')[2][0] for one in ann.runs() if one.run.is_live]
    assert sorted(seeds) == ["2", "3"]
    assert last_state(train_moons, MoonsConfig(epochs=3)).share == 1

"""What a page says and offers in every state of a run, in both languages, and the result in the end."""

import pytest
from streamlit.testing.v1 import AppTest

from core.code_export import Made, script
from core.jobs.attempt import Attempt
from core.jobs.database import RUNS
from core.jobs.files import RunFiles
from core.jobs.packing import pack
from core.pace import last_state
from core.practice.metrics.folds import classifier_in_steps
from core.practice.metrics.settings import ClassifierConfig, CrossValidationConfig
from pages.shared import jobs
from pages.shared.cached import key_of
from pages.shared.words import LANGUAGES, read_words
from tests.jobs.conftest import ROOT
from tests.jobs.work import COUNT, CountConfig, count

CONFIG = CountConfig(total=5)
OFFERED = {
    "queued": {"cancel", "pause"}, "running": {"cancel", "pause"}, "paused": {"resume", "start_over"},
    "failed": {"resume", "start_over"}, "cancelled": {"resume", "start_over"}, "timeout": {"resume", "start_over"},
    "oom": {"resume", "start_over"}, "killed": {"resume", "start_over"}, "lost": {"resume", "start_over"},
}  # fmt: skip


def job_page(language):
    from pathlib import Path

    import streamlit as st

    from pages.shared import job
    from pages.shared.state import enter_page
    from pages.shared.words import Words
    from tests.jobs.work import CountConfig, count

    st.session_state.update({"topic": "x", "language": language, "owner": "ann"})
    enter_page()
    t = Words(Path("pages/home").absolute(), language)
    st.session_state["found"] = job(
        t, count, CountConfig(total=5), show=lambda state: st.write(f"{len(state.draws)} drawn"),
        before=lambda: st.write("nothing drawn yet"),
    )  # fmt: skip


@pytest.fixture
def ann(new_site, monkeypatch):
    """A visitor of a site where nothing is computed but by the test."""
    site = new_site()
    for name, value in site.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(jobs, "INLINE", False)
    monkeypatch.setattr(jobs, "ensure_dispatcher", lambda settings: None)
    yield site.visitor("ann")
    jobs.open_database(site.settings.database).close()
    jobs.open_database.cache_clear()


def bring_to(site_visitor, state, done=3):
    """A run in this state, with a snapshot of so many draws."""
    visitor, database = site_visitor, site_visitor._database
    run_id = visitor.submit(COUNT, CONFIG)
    with database.write() as connection:
        connection.execute(RUNS.update().values(state="running", attempt=1, started_at=1.0))
    snapshot = list(count(CONFIG))[done - 1]
    RunFiles(visitor._settings.runs, run_id).write("1-1", pack(snapshot))
    Attempt(database, run_id, 1).keep("1-1", 10)
    with database.write() as connection:
        connection.execute(RUNS.update().values(state=state, share=done / 5))
    return run_id


def opened(language="en"):
    app = AppTest.from_function(job_page, args=(language,), default_timeout=60).run()
    assert not app.exception
    return app


def said(app):
    return " ".join(one.value for kind in (app.info, app.warning, app.error) for one in kind)


def offered(app):
    return {button.key.removeprefix("job_count_") for button in app.button}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", OFFERED)
def test_every_state_is_told_with_what_can_be_done(ann, state, language):
    bring_to(ann, state)
    app = opened(language)
    assert offered(app) == OFFERED[state]
    assert app.markdown[0].value == "3 drawn" and app.session_state["found"] is None
    if state not in ("queued", "running"):
        words = read_words(ROOT / "pages" / "shared" / "jobs", language)
        assert words[f"state.{state}"].split("«")[0] in said(app) and words["kept"].split("»")[1] in said(app)


def test_a_visitor_starts_and_sees_the_place_in_line_and_is_refused_too_many(ann):
    app = opened()
    assert offered(app) == {"start"}
    for seed in (1, 2, 3):
        ann.submit(COUNT, CountConfig(seed=seed))
    app.button(key="job_count_start").click().run()
    assert "You have 3 runs in line already" in said(app) and ann.latest(COUNT, CONFIG) is None
    ann.cancel(ann.live()[0].id)
    app.button(key="job_count_start").click().run()
    assert ann.latest(COUNT, CONFIG).state == "queued" and said(app) == ""
    other = ann.live()[0]
    app.button(key=f"job_count_cancel_{other.id}").click().run()
    assert ann.run(other.id).state == "cancelled"
    app.button(key="job_count_cancel").click().run()
    assert ann.latest(COUNT, CONFIG).state == "cancelled"


def test_the_result_is_given_and_what_began_anew_is_another_run(ann):
    done = bring_to(ann, "done", done=5)
    app = opened()
    assert len(app.session_state["found"].draws) == 5 and offered(app) == set()
    RunFiles(ann._settings.runs, done).delete()
    app = opened()
    assert app.session_state["found"] is None and offered(app) == {"start_over"}
    app.button(key="job_count_start_over").click().run()
    assert ann.run(done) is None and ann.latest(COUNT, CONFIG).state == "queued"


def test_a_refusal_of_the_function_is_said(ann):
    bring_to(ann, "failed")
    with ann._database.write() as connection:
        connection.execute(RUNS.update().values(error='{"rule": "bracket_open", "values": {"bracket": "<b>("}}'))
    assert "is opened and never closed" in said(opened())


def test_until_there_is_a_snapshot_something_stands_in_its_place(ann):
    assert "nothing drawn yet" in shown(opened())
    waiting = ann.submit(COUNT, CONFIG)
    assert "nothing drawn yet" in shown(opened())
    ann.delete(waiting)
    bring_to(ann, "paused")
    assert "nothing drawn yet" not in shown(opened()) and "3 drawn" in shown(opened())


def shown(app):
    return [element.value for element in app.markdown]


def test_a_site_whose_folder_cannot_be_made_says_so(ann, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GRADUS_DATA", str(tmp_path / "file" / "below"))
    app = opened()
    assert "not available here" in said(app) and app.session_state["found"] is None


def test_where_no_browser_looks_the_work_is_done_at_once(monkeypatch):
    assert jobs.INLINE
    assert len(opened().session_state["found"].draws) == 5


def test_the_script_runs_the_same_generator(capsys):
    made = Made(last_state, classifier_in_steps, ClassifierConfig(), CrossValidationConfig(folds=3))
    assert "classifier_in_steps" in key_of(made)
    exec(compile(script(made), "script", "exec"), {"__name__": "__main__"})
    told = capsys.readouterr().out
    assert all(f"{name} =" in told for name in vars(made.value()) if name != "made")


def test_a_server_that_starts_sees_to_runs_that_wait(ann, monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(jobs, "ensure_dispatcher", started.append)
    jobs.go_on_with_jobs()
    assert started == []
    ann.submit(COUNT, CONFIG)
    jobs.go_on_with_jobs()
    assert [one.folder for one in started] == [ann._settings.folder]
    monkeypatch.setenv("GRADUS_DATA", str(tmp_path / "never"))
    jobs.go_on_with_jobs()
    assert len(started) == 1 and not (tmp_path / "never").exists()  # nothing is written before it is needed

"""Whose runs are shown: the visitor's own, or the examples."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.code_export import Made
from core.jobs.archive import Archive, Curves
from core.jobs.packing import pack
from core.jobs.registry import job_named
from core.pace import last_state
from core.practice.runs.examples import ExampleRuns, example_runs
from core.practice.runs.export import run_script
from core.practice.runs.filter import filtered
from core.practice.runs.records import RunRecord, metrics_of, record_of
from core.practice.runs.settings import RunsState, ScoreConfig
from core.refusal import Refusal
from pages.shared import Words, ask, code_panel, current_config, refusal, with_progress
from pages.shared import choose as choose_option
from pages.shared.jobs import archive, jobs_told
from pages.shared.live.fragments import fragment

LOOK_SECONDS = 2.0  # between two looks at runs that go on


@dataclass(frozen=True)
class Shelf:
    """The runs on the page, and where their curves, arguments and results are."""

    records: tuple[RunRecord, ...]
    examples: ExampleRuns | None
    archive: Archive | None

    def curves(self, record: RunRecord) -> Curves:
        """Of each curve of a run the steps and the values, both (n,)."""
        if self.archive is not None:
            return self.archive.visitor.points(record.id)
        assert self.examples is not None
        return self.examples.curves(record.key)

    def places(self, record: RunRecord) -> Curves:
        """Of each curve of a run the epochs and the seconds of its points, both (n,); NaN where nobody knows them."""
        if self.archive is not None:
            return self.archive.visitor.places(record.id)
        assert self.examples is not None
        return self.examples.places(record.key)

    def arguments(self, record: RunRecord) -> tuple[Any, ...] | None:
        """What the function of a run is given; None where this version does not know it any more."""
        if self.examples is not None:
            return (self.examples.configs[record.key],)
        assert self.archive is not None
        try:
            return self.archive.arguments(record.id)
        except (LookupError, ValueError, OSError):
            return None

    def result(self, record: RunRecord) -> Callable[[], bytes] | None:
        """What makes the file of a run's newest snapshot; None where there is none."""
        if self.examples is not None:
            return lambda: pack(self.examples.results[record.key])  # type: ignore[union-attr]
        own = self.archive
        run = own.visitor.run(record.id) if own else None
        if own is None or run is None or run.file is None:
            return None
        return lambda: own.result(record.id)


def choose(t: Words) -> Shelf | None:
    """The runs of the visitor, where there are any and the examples are not asked for."""
    own, records = None, tuple[RunRecord, ...]()
    with jobs_told():
        own = archive()
        records = tuple(record_of(one) for one in own.runs()) if own else ()
    if not records:
        st.caption(t("examples.none"))
    else:
        state = ask(RunsState, t, only=("source",))
        if state.source == "own":
            _watch(own, records)
            return Shelf(records=records, examples=None, archive=own)
        st.caption(t("examples.beside"))
    examples = with_progress(example_runs, share=lambda found: found.share, said=t("examples.training"))
    return Shelf(records=examples.records, examples=examples, archive=None)


def _watch(own: Archive | None, records: tuple[RunRecord, ...]) -> None:
    """Draw the page anew as soon as a run has begun, ended or come."""

    def look() -> None:
        seen = [(run.id, run.state) for run in own.visitor.runs()] if own else []
        if seen != [(record.id, record.state) for record in records]:
            st.rerun()

    fragment("watch", look, every=LOOK_SECONDS if any(record.is_live for record in records) else None)


def ask_score(t: Words, shelf: Shelf) -> tuple[ScoreConfig, tuple[RunRecord, ...]]:
    """By which number runs are judged, and the runs that the filter leaves."""
    metrics = metrics_of(shelf.records)
    metric = choose_option(t, "metric", {name: name for name in metrics}, "", 2) if metrics else ""
    config = ask(ScoreConfig, t, only=("at", "filter"))
    try:
        records = filtered(shelf.records, config.filter)
    except Refusal as error:
        refusal(t, error)
        records = shelf.records
    if not records:
        st.info(t("filter.empty"), icon=":material/filter_alt_off:")
        records = shelf.records
    return ScoreConfig(metric=metric[:64], at=config.at, filter=config.filter), records


def chosen_run(t: Words, records: tuple[RunRecord, ...]) -> RunRecord | None:
    """The run that the link or a click has chosen."""
    key = current_config(RunsState, t).run
    return next((record for record in records if record.key == key), None)


def run_code(t: Words, shelf: Shelf, record: RunRecord) -> None:
    """The program that computes a run again."""
    arguments = shelf.arguments(record)
    if arguments is None:
        return
    if shelf.examples is not None:
        run = shelf.examples.results[record.key]
        shown = {"test_loss": run.test_loss, "test_accuracy": run.test_accuracy, "parameters": run.parameters}
        code_panel(t, {"NumPy": Made(last_state, job_named(record.function).function, *arguments)}, shown=shown)
    elif (source := run_script(record, arguments)) is not None:
        code_panel(t, {"Python": lambda: source})

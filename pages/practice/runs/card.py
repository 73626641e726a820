"""One run: its curves and settings, and the ways on."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.jobs.archive import Curves, SharedRun
from core.practice.runs.branch import RunHome, allowed, branch_query, home_of
from core.practice.runs.card_figure import card_figure
from core.practice.runs.choice import titles
from core.practice.runs.records import RunRecord, changes, record_of, shown
from core.practice.runs.settings import BranchState, RunsState
from core.refusal import Refusal
from pages.practice.runs import source
from pages.practice.runs.card_owner import export, owner_buttons, repeat, storage
from pages.practice.runs.source import Shelf
from pages.shared import (
    Words,
    ask,
    code_span,
    current_config,
    figure,
    put,
    quotable,
    refusal,
)
from pages.shared import (
    choose as choose_option,
)
from pages.shared.frame import open_link, topic_title
from pages.shared.jobs import branch_from, jobs_told, shared


def choose(t: Words) -> Shelf | SharedRun | None:
    """The run that a link shares, else the runs of the visitor or the examples."""
    token, found = current_config(RunsState, t).shared, None
    if token:
        with jobs_told():
            found = shared(token)
        if found is None:
            st.warning(t("shared.gone"), icon=":material/link_off:")
    return found or source.choose(t)


def show(t: Words, found: Shelf | SharedRun) -> None:
    """The run that was chosen, or the one that a link shares."""
    controls, stage = st.columns([1, 2.6], gap="medium")
    if isinstance(found, SharedRun):
        _shared(t, found, controls, stage)
        return
    with controls:
        names = titles(found.records)
        names = names if found.archive else dict(reversed(names.items()))
        key = choose_option(t, "run", names, "", 0)
        record = next(one for one in found.records if one.key == key)
        _about(t, record)
        _ways(t, record, is_own=found.archive is not None)
        with st.container(horizontal=True):
            export(t, found, record)
            if found.archive is not None:
                owner_buttons(t, found.archive, record)
        repeat(t, found, record)
        if found.archive is not None:
            storage(t, found.archive)
    with stage:
        _curves_and_settings(t, record, found.curves(record))
    source.run_code(t, found, record)


def _shared(t: Words, found: SharedRun, controls: DeltaGenerator, stage: DeltaGenerator) -> None:
    """Another's run: to look at, and to open as a copy."""
    record = record_of(found.archived)
    with controls:
        st.info(t("shared.seen", name=quotable(record.name or record.kind)), icon=":material/link:")
        st.button(t("shared.leave"), key="runs_leave", on_click=partial(put, {"shared": ""}))
        _about(t, record)
        _ways(t, record, is_own=False)
    with stage:
        _curves_and_settings(t, record, found.curves)


def _curves_and_settings(t: Words, record: RunRecord, curves: Curves) -> None:
    figure(card_figure(curves, t), key="runs_card", alt=t("alt.card", count=len(curves)))
    _settings(t, record)


def _about(t: Words, record: RunRecord) -> None:
    took = "" if record.seconds is None else t("card.took", seconds=record.seconds)
    st.markdown(t("card.about", kind=quotable(record.kind), state=t(f"state.{record.state}"), took=took))
    if record.note:
        st.text(record.note)


def _settings(t: Words, record: RunRecord) -> None:
    """All settings, and against the run that this one was branched from what was changed."""
    if record.parent_settings is not None:
        rows = changes(record.parent_settings, record.settings)
        said = ", ".join(
            f"{code_span(name)}: {code_span(shown(a))} → {code_span(shown(b))}" for name, (a, b) in rows.items()
        )
        st.markdown(t("card.changed", changes=said or t("tree.same")))
    st.markdown(
        t("card.settings", settings=", ".join(code_span(f"{k} = {shown(v)}") for k, v in record.settings.items()))
    )


def _ways(t: Words, record: RunRecord, is_own: bool) -> None:
    """Open the run's page as it was, or with one setting changed."""
    home = home_of(record)
    if home is None:
        st.caption(t("card.no_home"))
        return
    with st.container(horizontal=True):
        if st.button(
            t("to.open", topic=topic_title(home.slug, t.language)), icon=":material/open_in_new:", key="runs_open"
        ):
            open_link(home.slug, home.query)
        if home.fields:
            with st.popover(t("to.branch"), icon=":material/call_split:"):
                _branch(t, record, home, is_own)


def _branch(t: Words, record: RunRecord, home: RunHome, is_own: bool) -> None:
    """One setting and its new value; the topic then opens with it, and the next run there hangs on this one."""
    field = choose_option(t, "changed", {name: name for name in home.fields}, next(iter(home.fields)))
    st.caption(
        t("branch.now", value=quotable(shown(home.values[field])), allowed=quotable(allowed(home.fields[field]), 200))
    )
    text = ask(BranchState, t, only=("value",)).value.strip()
    if st.button(t("branch.go"), type="primary", key="runs_branch", disabled=not text):
        try:
            query = branch_query(home, field, text)
        except Refusal as error:
            refusal(t, error)
            return
        if is_own:
            branch_from(record.function, record.id)
        open_link(home.slug, query)

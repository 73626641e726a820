"""One run: its curves and settings, and the ways on."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.jobs.archive import SharedRun
from core.practice.runs.choice import titles
from core.practice.runs.records import record_of
from core.practice.runs.settings import RunsState
from pages.practice.runs import source
from pages.practice.runs.card_home import export, repeat
from pages.practice.runs.card_owner import owner_buttons, storage
from pages.practice.runs.card_seen import about_run, curves_and_settings
from pages.practice.runs.card_ways import ways_on
from pages.practice.runs.source import Shelf
from pages.shared import Words, current_config, put, quotable
from pages.shared import choose as choose_option
from pages.shared.jobs import jobs_told, shared


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
        about_run(t, record)
        ways_on(t, record, is_own=found.archive is not None)
        with st.container(horizontal=True):
            export(t, found, record)
            if found.archive is not None:
                owner_buttons(t, found.archive, record)
        repeat(t, found, record)
        if found.archive is not None:
            storage(t, found.archive)
    with stage:
        curves_and_settings(t, record, found.curves(record))
    source.run_code(t, found, record)


def _shared(t: Words, found: SharedRun, controls: DeltaGenerator, stage: DeltaGenerator) -> None:
    """Another's run: to look at, and to open as a copy."""
    record = record_of(found.archived)
    with controls:
        st.info(t("shared.seen", name=quotable(record.name or record.kind)), icon=":material/link:")
        st.button(t("shared.leave"), key="runs_leave", on_click=partial(put, {"shared": ""}))
        about_run(t, record)
        ways_on(t, record, is_own=False)
    with stage:
        curves_and_settings(t, record, found.curves)

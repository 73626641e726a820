"""One run: its curves and settings, its name, and the ways on."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

import streamlit as st

from core.jobs.archive import Archive
from core.jobs.cards import NAME_LENGTH, NOTE_LENGTH
from core.practice.runs.branch import RunHome, allowed, branch_query, home_of
from core.practice.runs.card_figure import card_figure
from core.practice.runs.choice import titles
from core.practice.runs.export import run_zip
from core.practice.runs.records import RunRecord, changes, record_of, shown
from core.practice.runs.settings import BranchState, RunsState
from core.refusal import Refusal
from pages.practice.runs import source
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
from pages.shared.jobs import branch_from, shared

MB = 2**20

choose = source.choose


def show(t: Words, shelf: Shelf) -> None:
    """The run that was chosen, or the one that a link shares."""
    token = current_config(RunsState, t).shared
    found = shared(token) if token else None
    if token and found is None:
        st.warning(t("shared.gone"), icon=":material/link_off:")
    controls, stage = st.columns([1, 2.6], gap="medium")
    if found is not None:
        record, curves, one = record_of(found.archived), found.curves, None
        with controls:
            st.info(t("shared.seen", name=quotable(record.name or t(f"state.{record.state}"))), icon=":material/link:")
            st.button(t("shared.leave"), key="runs_leave", on_click=partial(put, {"shared": ""}))
    else:
        with controls:
            names = titles(shelf.records)
            key = choose_option(t, "run", dict(reversed(names.items())) if shelf.archive is None else names, "", 0)
        record = next(one for one in shelf.records if one.key == key)
        curves, one = shelf.curves(record), shelf
    with controls:
        _about(t, record)
        _ways(t, record, is_own=bool(one and one.archive))
        if one is not None:
            _export(t, one, record)
            if one.archive is not None:
                _own(t, one.archive, record)
    with stage:
        figure(card_figure(curves, t), key="runs_card", alt=t("alt.card", count=len(curves)))
        _settings(t, record)
    if one is not None:
        source.run_code(t, one, record)


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


def _export(t: Words, shelf: Shelf, record: RunRecord) -> None:
    def packed() -> bytes:
        return run_zip(record, shelf.arguments(record), shelf.curves(record), shelf.result(record))

    st.download_button(
        t("to.zip"), packed, f"run-{record.key}.zip", "application/zip", key=f"runs_zip_{record.key}",
        on_click="ignore", icon=":material/download:", help=t("to.zip_help"),
    )  # fmt: skip


def _own(t: Words, archive: Archive, record: RunRecord) -> None:
    """What only the owner can do: name, share, delete; and the room that is left."""
    with st.popover(t("to.name"), icon=":material/edit:"):
        name = st.text_input(t("card.name"), record.name, max_chars=NAME_LENGTH, key=f"runs_name_{record.key}")
        note = st.text_area(t("card.note"), record.note, max_chars=NOTE_LENGTH, key=f"runs_note_{record.key}")
        if st.button(t("card.keep"), key=f"runs_keep_{record.key}"):
            archive.describe(record.id, name, note)
            st.rerun()
    with st.popover(t("to.share"), icon=":material/share:"):
        if record.token is None:
            st.markdown(t("share.what"))
            st.button(t("share.make"), key=f"runs_share_{record.key}", on_click=partial(_do, archive.share, record.id))
        else:
            st.markdown(t("share.link"))
            st.code(_link(record.token), language=None)
            end = partial(_do, archive.unshare, record.id)
            st.button(t("share.end"), key=f"runs_unshare_{record.key}", on_click=end)
    with st.popover(t("to.delete"), icon=":material/delete:", disabled=record.is_live):
        st.markdown(t("delete.sure", name=quotable(record.label)))
        st.button(t("delete.yes"), type="primary", key=f"runs_delete_{record.key}",
                  on_click=partial(_do, archive.visitor.delete, record.id))  # fmt: skip
    used, limit = archive.visitor.stored_bytes() / MB, archive.quota_mb
    st.progress(min(used / limit, 1.0), t("storage", used=used, limit=limit))


def _do(act: Callable[[str], object], run_id: str) -> None:
    """Change a run, and draw the whole page anew: its list of runs is another one."""
    act(run_id)
    st.session_state["run_everything"] = True


def _link(token: str) -> str:
    """The address of a shared run, for whoever is given it."""
    here = str(st.context.url or "").partition("?")[0].rstrip("/")
    base = here if PurePosixPath(here).name == "runs" else f"{here}/runs"
    return f"{base}?runs_tab=run&runs_shared={token}"

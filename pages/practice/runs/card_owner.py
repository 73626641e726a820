"""What can be done with a run: take it home; and, where it is one's own, name, share and delete it."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

import streamlit as st

from core.jobs.archive import Archive
from core.jobs.cards import NAME_LENGTH, NOTE_LENGTH
from core.practice.runs.again import agreement, agreement_line, can_be_repeated, run_again
from core.practice.runs.card_report import card_report
from core.practice.runs.export import run_zip
from core.practice.runs.records import RunRecord
from pages.practice.runs.source import Shelf
from pages.shared import Words, quotable, sentences, with_progress
from pages.shared.words import LANGUAGES

MB = 2**20


def export(t: Words, shelf: Shelf, record: RunRecord) -> None:
    """The button that packs a run and hands it out, with a report in each language."""
    said = [Words(t.paths[0], language, *t.paths[1:]) for language in LANGUAGES]
    reports = {one.language: card_report(record, shelf.curves(record), one) for one in said}

    def packed() -> bytes:
        return run_zip(record, shelf.arguments(record), shelf.curves(record), shelf.result(record), reports)

    st.download_button(
        t("to.zip"), packed, f"run-{record.key}.zip", "application/zip", key=f"runs_zip_{record.key}",
        on_click="ignore", icon=":material/download:", help=t("to.zip_help"),
    )  # fmt: skip


def repeat(t: Words, shelf: Shelf, record: RunRecord) -> None:
    """The button that computes a short run again and compares what comes to what was kept, bit by bit."""
    arguments, result = shelf.arguments(record), shelf.result(record)
    if arguments is None or result is None or not can_be_repeated(record):
        return
    if not st.button(t("to.again"), key=f"runs_again_{record.key}", icon=":material/replay:", help=t("to.again_help")):
        return
    time = st.session_state["runs_times"] = st.session_state.get("runs_times", 0) + 1
    again = with_progress(
        run_again, record.function, time, *arguments, share=lambda one: one.share, said=t("again.computing"), own=True
    )
    if again is not None and again.share == 1:
        st.markdown(sentences(t, [agreement_line(agreement(result(), again.state))]))


def owner_buttons(t: Words, archive: Archive, record: RunRecord) -> None:
    """What only the owner can do: name, share, delete."""
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


def storage(t: Words, archive: Archive) -> None:
    """How much of the room of a visitor is taken."""
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

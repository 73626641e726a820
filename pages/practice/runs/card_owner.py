"""What the owner of a run can do: name, share and delete it."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

import streamlit as st

from core.jobs.archive import Archive
from core.jobs.cards import NAME_LENGTH, NOTE_LENGTH
from core.practice.runs.records import RunRecord
from pages.shared import Words, quotable

MB = 2**20


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

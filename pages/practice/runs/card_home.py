"""Taking a run home, and computing it again."""

import streamlit as st

from core.practice.runs.again import agreement, agreement_line, can_be_repeated, run_again
from core.practice.runs.card_report import card_report
from core.practice.runs.export import run_zip
from core.practice.runs.records import RunRecord
from pages.practice.runs.source import Shelf
from pages.shared import Words, sentences, with_progress
from pages.shared.words import LANGUAGES


def export(t: Words, shelf: Shelf, record: RunRecord) -> None:
    """The button that packs a run and hands it out, with a report in each language."""
    said = [Words(t.paths[0], language, *t.paths[1:]) for language in LANGUAGES]
    reports = {one.language: card_report(record, shelf.curves(record), one) for one in said}

    def packed() -> bytes:
        curves, places = shelf.curves(record), shelf.places(record)
        return run_zip(record, shelf.arguments(record), curves, places, shelf.result(record), reports)

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

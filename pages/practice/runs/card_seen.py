"""What anybody may see of a run: what has become of it, its curves, its settings."""

import streamlit as st

from core.jobs.archive import Curves
from core.practice.runs.card_figure import card_figure
from core.practice.runs.records import RunRecord, changes, shown
from pages.practice.runs.picked import said_changes
from pages.shared import Words, code_span, figure, quotable


def about_run(t: Words, record: RunRecord) -> None:
    """What it is, what has become of it, and its note."""
    took = "" if record.seconds is None else t("card.took", seconds=record.seconds)
    st.markdown(t("card.about", kind=quotable(record.kind), state=t(f"state.{record.state}"), took=took))
    if record.note:
        st.text(record.note)


def _settings(t: Words, record: RunRecord) -> None:
    """All settings, and against the run that this one was branched from what was changed."""
    if record.parent_settings is not None:
        rows = changes(record.parent_settings, record.settings)
        st.markdown(t("card.changed", changes=said_changes(rows) or t("tree.same")))
    st.markdown(
        t("card.settings", settings=", ".join(code_span(f"{k} = {shown(v)}") for k, v in record.settings.items()))
    )


def curves_and_settings(t: Words, record: RunRecord, curves: Curves) -> None:
    """All curves, (n,) each, and below them all settings."""
    figure(card_figure(curves, t), key="runs_card", alt=t("alt.card", count=len(curves)))
    _settings(t, record)

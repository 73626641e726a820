"""Predictions of a run of the network lab, and the way back to it."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from core.practice.metrics.from_lab import lab_query, run_predictions, run_quantities
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import RunConfig
from core.refusal import Refusal
from pages.shared.ask import current_config
from pages.shared.cached import cached
from pages.shared.refusals import refusal_sentence
from pages.shared.words import Words

Read = TypeVar("Read", Predictions, RegressionPredictions)


def predictions(t: Words) -> Predictions | None:
    """The run's classes for its test points; None where it has none."""
    return _read(t, run_predictions)


def quantities(t: Words) -> RegressionPredictions | None:
    """The run's values for its test points; None where it has none."""
    return _read(t, run_quantities)


def halfway(t: Words) -> tuple[Predictions | None, tuple[str, str]]:
    """The same run after half of its epochs, as a rival of what it became."""
    asked = current_config(RunConfig, t)
    try:
        return cached(run_predictions, asked, 0.5), (t("from_lab.whole"), t("from_lab.half"))
    except Refusal:
        return None, ("", "")


def _read(t: Words, read: Callable[[RunConfig], Read]) -> Read | None:
    asked = current_config(RunConfig, t)
    with st.container(horizontal=True, vertical_alignment="center"):
        try:
            found = cached(read, asked)
            for note in found.notes:
                st.caption(t(f"notes.{note.key}", **note.values), width="stretch")
        except Refusal as error:
            st.warning(refusal_sentence(t, error), icon=":material/front_hand:", width="stretch")
            found = None
        if st.button(t("from_lab.open"), icon=":material/hub:", type="tertiary", key="metrics__to_lab"):
            st.switch_page("networks/mlp/page.py", query_params=lab_query(asked))
    return found

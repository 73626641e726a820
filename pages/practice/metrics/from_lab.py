"""Predictions of a run of the network lab, and the way back to it."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from core.practice.metrics.from_lab import lab_settings, run_predictions, run_quantities
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import RunConfig
from core.refusal import Refusal
from pages.shared import Words, cached, current_config, link_to, refusal_sentence

Result = TypeVar("Result", Predictions, RegressionPredictions)


def predictions(t: Words) -> Predictions | None:
    """The run's classes for its test points; None where it has none."""
    return _shown(t, run_predictions)


def quantities(t: Words) -> RegressionPredictions | None:
    """The run's values for its test points; None where it has none."""
    return _shown(t, run_quantities)


def halfway(t: Words) -> tuple[Predictions | None, tuple[str, str]]:
    """The same run after half of its epochs, as a rival of the whole run."""
    run = current_config(RunConfig, t)
    try:
        return cached(run_predictions, run, 0.5), (t("from_lab.whole"), t("from_lab.half"))
    except Refusal:
        return None, ("", "")


def _shown(t: Words, compute: Callable[[RunConfig], Result]) -> Result | None:
    run = current_config(RunConfig, t)
    with st.container(horizontal=True, vertical_alignment="center"):
        try:
            found = cached(compute, run)
            for note in found.notes:
                st.caption(t(f"notes.{note.key}", **note.values), width="stretch")
        except Refusal as error:
            st.warning(refusal_sentence(t, error), icon=":material/front_hand:", width="stretch")
            found = None
        if st.button(t("from_lab.open"), icon=":material/hub:", type="tertiary", key="metrics__to_lab"):
            link_to("mlp", **lab_settings(run))
    return found

"""Predictions of a run of the network lab, and the way back to it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from core.networks.mlp.defaults import run_in_steps
from core.practice.metrics.from_lab import (
    TrainedRun,
    judged_run,
    lab_settings,
    predictions_of,
    quantities_of,
    run_predictions,
    run_quantities,
    run_settings,
)
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import RunConfig
from core.refusal import Refusal
from pages.shared import Made, Words, current_config, link_to, refusal_sentence, with_progress

Result = TypeVar("Result", Predictions, RegressionPredictions)


def predictions(t: Words) -> Predictions | None:
    """The run's classes for its test points; None where it has none."""
    return _shown(t, predictions_of, run_predictions)


def quantities(t: Words) -> RegressionPredictions | None:
    """The run's values for its test points; None where it has none."""
    return _shown(t, quantities_of, run_quantities)


def halfway(t: Words) -> tuple[Predictions | None, tuple[str, str]]:
    """The same run after half of its epochs, as a rival of the whole run."""
    asked = current_config(RunConfig, t)
    try:
        this = _trained(t, asked, tell_end=False)
        return _with_call(predictions_of(this, 0.5), this, Made(run_predictions, asked, 0.5)), (
            t("from_lab.whole"), t("from_lab.half"),
        )  # fmt: skip
    except Refusal:
        return None, ("", "")


def _trained(t: Words, asked: RunConfig, *, tell_end: bool = True) -> TrainedRun:
    """The run, trained once more unless it is known; as far as the time goes."""
    data, network, training, history, _ = run_settings(asked)
    try:
        run = with_progress(
            run_in_steps, data, network, training, history, share=lambda progress: progress.share,
            said=t("from_lab.training"),
            cut=lambda progress: t("from_lab.cut", epoch=progress.run.epochs) if tell_end and progress.run else "",
        ).run  # fmt: skip
    except Refusal as error:
        raise Refusal("run_untrainable") from error
    assert run is not None
    return judged_run(asked, run)


def _with_call(found: Result, this: TrainedRun, made: Made) -> Result:
    """A result with the call that gives it; without, like a file, where the clock has cut the run."""
    return replace(found, made=made if this.run.cut_epoch is None else None)


def _shown(t: Words, judge: Callable[[TrainedRun], Result], call: Callable[[RunConfig], Result]) -> Result | None:
    asked = current_config(RunConfig, t)
    place = st.container()  # of the bar, so that what follows stays where it is
    with st.container(horizontal=True, vertical_alignment="center"):
        try:
            with place:
                this = _trained(t, asked)
            found = _with_call(judge(this), this, Made(call, asked))
            for note in found.notes:
                st.caption(t(f"notes.{note.key}", **note.values), width="stretch")
        except Refusal as error:
            st.warning(refusal_sentence(t, error), icon=":material/front_hand:", width="stretch")
            found = None
        if st.button(t("from_lab.open"), icon=":material/hub:", type="tertiary", key="metrics__to_lab"):
            link_to("mlp", **lab_settings(asked))
    return found

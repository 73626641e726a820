"""What has come of the run: what happened in words, how the test points are answered, and the way to the metrics."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from core.data.playground import Dataset
from core.engine.run import Run
from core.networks.mlp.cures import cure_in_steps
from core.networks.mlp.sensitivity import sensitivity_in_steps
from core.networks.mlp.settings import StageState
from core.networks.mlp.test_answers import outcome, parameter_sum
from core.networks.mlp.test_answers_figure import outcome_alt, outcome_figure
from core.networks.mlp.trials import Trials
from pages.networks.mlp.state import Settings
from pages.shared import Words, current_config, figure, link_to, live_formula, put, with_progress
from pages.shared.state import address

FAR_UP = 1000  # times the loss at the start: the run is on its way beyond all numbers
FAR_OFF = -1000  # R² below this is said in words
FEW_DIGITS = 5
TRIAL_SECONDS = 3.0  # of computing for runs that are trained only to be compared
MOST_HISTORY = 1000  # characters; its learning rates are written in full to be compared
LONGEST_ADDRESS = 2000  # of a run in the link of another page


def early_end(t: Words, s: Settings, run: Run) -> None:
    """Message for a run that diverged, is growing without bound, or was stopped early."""
    divergence = run.divergence
    if divergence:
        output = divergence.layer == len(run.layout.sizes) - 2
        where = t("ended.output_layer") if output else t("ended.hidden_layer", layer=divergence.layer + 1)
        said = t(f"ended.{divergence.quantity}", epoch=divergence.epoch, where=where, last=run.epochs)
        st.error(said, icon=":material/trending_up:")
        _cure(t, s)
    elif run.train_losses[-1] > FAR_UP * run.train_losses[0]:
        st.warning(t("ended.growing", loss=float(run.train_losses[-1])), icon=":material/trending_up:")
        _cure(t, s)
    elif run.stopped_epoch is not None:
        stopping, best = run.segments[-1].training, int(run.test_losses.argmin())
        rule = {"patience": stopping.patience, "least": stopping.minimum_improvement}
        lowest = {"best": best, "loss": float(run.test_losses[best])}
        st.info(t("ended.stopped", epoch=run.stopped_epoch, **rule, **lowest), icon=":material/front_hand:")


def tried(said: str, steps: Callable[..., Iterator[Trials]], *settings: Any) -> Trials:
    """Runs beside the one on the screen, as far as their time goes."""
    return with_progress(
        steps, *settings, share=lambda trials: trials.share, said=said, seconds=TRIAL_SECONDS, cut=lambda trials: ""
    )


def _cure(t: Words, s: Settings) -> None:
    """What was tried and helps, and a button that sets it."""
    found = tried(t("cure.trying"), cure_in_steps, s.data, s.network, s.training, s.history).found
    rate, decay = s.now.learning_rate, max(s.now.weight_decay, s.now.l2)
    if found is None or not found.settings:
        st.markdown(t("cure.unknown" if found is None else "cure.none"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t(f"cure.{found.name}", rate=rate, decay=decay, product=rate * decay), width="stretch")
        changes = ", ".join(f"{t.field(name)} {t.option(name, value)}" for name, value in found.settings.items())
        st.button(
            t("cure.take", changes=changes), icon=":material/healing:", key="mlp__cure",
            on_click=partial(put, found.settings),
        )  # fmt: skip


def agreement(t: Words, s: Settings, run: Run) -> str:
    """To how many digits the scripts agree with the screen, as measured on this run."""
    if len(s.history.branches) > MOST_HISTORY or run.cut_epoch is not None:
        return t("agreement.not_measured")
    found = tried(t("agreement.measuring"), sensitivity_in_steps, s.data, s.network, s.training, s.history).found
    if found is None:
        return t("agreement.not_measured")
    key = "agreement.none" if found.digits < 1 else "agreement.few" if found.digits < FEW_DIGITS else "agreement.many"
    return t(key, digits=found.digits, change=found.change)


def show(t: Words, s: Settings, dataset: Dataset, run: Run) -> None:
    """Accuracy and confusion matrix of the frame under the playhead, the count of parameters, the metrics page."""
    screen = current_config(StageState, t)
    found = outcome(run, dataset, s.data.inputs, screen.playhead if screen.playhead >= 0 else run.epochs)
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        figure(outcome_figure(found, t), key="mlp_outcome", alt=outcome_alt(found, t))
    with right:
        if found.classes:
            at = found.epoch
            live_formula(
                t, "results.accuracy", right=int(found.matrix.trace()), n=int(found.matrix.sum()),
                accuracy=found.accuracy, train=float(run.train_accuracies[at]), epoch=at,
            )  # fmt: skip
        else:
            key = "results.explained" if found.explained > FAR_OFF else "results.far_off"
            live_formula(t, key, explained=found.explained, epoch=found.epoch)
        formula, count = parameter_sum(run.layout)
        live_formula(
            t, "results.parameters", formula=formula, count=count, sizes="-".join(map(str, run.layout.sizes)),
            train=len(dataset.train_labels), test=len(dataset.test_labels),
        )  # fmt: skip
        best = int(run.test_losses.argmin())
        st.markdown(t("results.best", best=best, loss=float(run.test_losses[best]), last=float(run.test_losses[-1])))
        query = urlencode(address("mlp"))
        if st.button(
            t("results.evaluate"), icon=":material/target:", key="mlp__evaluate", help=t("results.evaluate_help"),
            disabled=len(query) > LONGEST_ADDRESS,
        ):  # fmt: skip
            if found.classes:
                link_to("metrics", tab="classes" if found.classes > 2 else "threshold", source="run", run=query)
            link_to("metrics", tab="regression", quantities="run", run=query)

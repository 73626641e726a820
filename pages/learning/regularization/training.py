"""A network that overfits, and its cures: early stopping, L2, dropout, augmentation, more data."""

import streamlit as st

from core.engine.run import Run
from core.learning.regularization.challenges import cured, patient_enough
from core.learning.regularization.settings import CuresConfig, StoppingConfig
from core.learning.regularization.training import (
    Stop,
    cure_from_scratch,
    cure_in_torch,
    network_at,
    noisy_examples,
    stop_of,
    training_steps,
    width_steps,
)
from core.learning.regularization.training_figure import network_figure, run_figure, widths_figure
from core.learning.regularization.training_report import training_lines
from pages.learning.regularization.chosen import anew_button
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    paragraphs,
    put,
    with_progress,
)

PLAIN = {
    "tab": "training", "width": 32, "samples": 15, "noise_level": 0.3, "copies": 0, "decay": 0.0, "dropout_rate": 0.0,
    "stopping": False, "cure_seed": 1,
}  # fmt: skip
EXPERIMENTS = {
    "impatient": Experiment(PLAIN | {"cure_seed": 3, "stopping": True, "patience": 100, "least_gain": 0.0}, right=2),
    "copies": Experiment(PLAIN | {"copies": 4, "shift": 0.08}, right=1),
    "dropped": Experiment(PLAIN | {"dropout_rate": 0.3}, right=0),
}
CHALLENGES = {
    "cured": Challenge(cured, solution={"decay": 0.003}),
    "patient": Challenge(patient_enough, solution={"cure_seed": 3, "stopping": True, "patience": 500}),
}


def show(t: Words) -> None:
    """The cures beside the network's curve and its errors while it learns."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1, 1.15], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            rule = ask(StoppingConfig, t, only=("stopping",))
            rule = ask(StoppingConfig, t, only=("patience", "least_gain")) if rule.stopping else rule
            config = ask(CuresConfig, t, only=("decay", "dropout_rate", "copies"))
            config = ask(CuresConfig, t, only=("shift",)) if config.copies else config
            config = ask(CuresConfig, t, only=("samples", "width", "noise_level"))
            anew_button(t, "cure_seed", config.cure_seed)
            config = current_config(CuresConfig, t)
        with below:
            run = with_progress(training_steps, config, share=lambda step: step.share, said=t("trains")).run
        if run is None:
            return
        stop = stop_of(2 * run.test_losses, rule) if rule.stopping else None
        fit = cached(network_at, config, stop.best if stop else run.epochs)
        said = {"epoch": fit.epoch, "train": fit.train, "valid": fit.valid, "test": fit.test, "n": config.samples}
        with left:
            examples = noisy_examples(config)
            alt = t("alt.network", **said)
            figure(network_figure(fit, examples, config, t), key="regularization_network_figure", alt=alt)
        with right:
            curves = run_figure(run, stop, config.noise_level, t)
            figure(curves, key="regularization_run_figure", alt=t("alt.run", **said), handles=_wait(t, run, stop))
        with below:
            st.markdown(paragraphs(t, training_lines(run, fit, stop, config, rule)))
            _widths(t, config)
        challenges(t, CHALLENGES, cured=(config, fit), patient=(config, run, fit, stop))
        calls = {"NumPy": Made(cure_from_scratch, config, rule), "PyTorch": Made(cure_in_torch, config, rule)}
        code_panel(t, calls, shown={"epoch": fit.epoch, "valid": fit.valid})

    drawing(t, draw)


def _wait(t: Words, run: Run, stop: Stop | None) -> list[Handle]:
    """The end of the wait, which is dragged to be more or less patient."""
    if stop is None or stop.epoch is None:
        return []
    best = stop.best
    return [
        Handle(
            name="patience", x=stop.epoch, y=3.0, label=t("mark.stop"), along="x", x_low=best + 1, x_high=run.epochs,
            snap=1, on_drag=lambda x, _: put({"patience": max(1, min(round(x) - best, 3000))}),
        )
    ]  # fmt: skip


@folded("part.widths", icon="width", key="regularization_widths")
def _widths(t: Words, config: CuresConfig) -> None:
    found = with_progress(width_steps, config, share=lambda step: step.share, said=t("trains"))
    if len(found.widths):
        alt = t("alt.widths", narrow=float(found.valid[0]), wide=float(found.valid[-1]))
        figure(widths_figure(found, config.width, t), key="regularization_widths_figure", alt=alt)

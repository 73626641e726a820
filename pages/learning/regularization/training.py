"""A network that overfits, and its cures: early stopping, L2, dropout, augmentation, more data."""

import streamlit as st

from core.learning.regularization.challenges import cured, patient_enough
from core.learning.regularization.settings import CuresConfig, StoppingConfig
from core.learning.regularization.training import (
    cure_from_scratch,
    cure_in_torch,
    network_at,
    noisy_examples,
    stop_of,
    training_steps,
)
from core.learning.regularization.training_figure import network_figure, run_figure
from core.learning.regularization.training_report import training_lines
from pages.learning.regularization.chosen import anew_button
from pages.learning.regularization.training_panels import error_by_hand, wait_handles, widths_panel
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    paragraphs,
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
            figure(
                curves, key="regularization_run_figure", alt=t("alt.run", **said), handles=wait_handles(run, stop, t)
            )
        with below:
            st.markdown(paragraphs(t, training_lines(run, fit, stop, config, rule)))
            error_by_hand(t, fit)
            widths_panel(t, config)
        challenges(t, CHALLENGES, cured=(config, fit), patient=(config, run, fit, stop))
        calls = {"NumPy": Made(cure_from_scratch, config, rule), "PyTorch": Made(cure_in_torch, config, rule)}
        code_panel(t, calls, shown={"epoch": fit.epoch, "valid": fit.valid})

    drawing(t, draw)

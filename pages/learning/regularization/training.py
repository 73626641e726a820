"""A network that overfits, and its cures: early stopping, L2, dropout, augmentation, more data."""

import streamlit as st

from core.learning.regularization.challenges import cured, patient_enough
from core.learning.regularization.settings import CURE_FIELDS, CuresConfig, StoppingConfig
from core.learning.regularization.training import network_at, stop_of, training_steps, wait_of, width_steps
from core.learning.regularization.training_figure import network_figure, run_figure, widths_figure
from core.learning.regularization.training_library import cure_from_scratch, cure_in_torch
from core.learning.regularization.training_report import error_lines, training_lines, training_said
from pages.learning.regularization.chosen import anew_button
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    folded,
    paragraphs,
    put,
    with_progress,
)

PLAIN = {"tab": "training", "width": 32, "samples": 15, "noise_level": 0.3, "copies": 0, "decay": 0.0,
         "dropout_rate": 0.0, "stopping": False, "cure_seed": 1}  # fmt: skip
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
            waits = dict.fromkeys(("patience", "least_gain"), lambda now: now["stopping"])
            rule = ask(StoppingConfig, t, when=waits)
            config = ask(CuresConfig, t, only=CURE_FIELDS, when={"shift": lambda now: now["copies"] > 0})
            anew_button(t, "cure_seed", config.cure_seed)
        with below:
            run = with_progress(training_steps, config, share=lambda step: step.share, said=t("trains")).run
        if run is None:
            return
        stop = stop_of(2 * run.test_losses, rule) if rule.stopping else None
        fit = cached(network_at, config, stop.best if stop else run.epochs)
        said = training_said(fit, config)
        with left:
            figure(network_figure(fit, config, t), key="regularization_network_figure", alt=t("alt.network", **said))
        with right:
            end, first, last = wait_of(run, stop)
            handle = Handle(name="patience", x=end, y=3.0, label=t("mark.stop"), along="x", x_low=first, x_high=last,
                            snap=1, on_drag=lambda x, _: put({"patience": round(x - first) + 1}))  # fmt: skip
            curves = run_figure(run, stop, config.noise_level, t)
            figure(curves, key="regularization_run_figure", alt=t("alt.run", **said), handles=[handle])
        with below:
            st.markdown(paragraphs(t, training_lines(run, fit, stop, config, rule)))
            by_hand(t, "regularization_training_by_hand", error_lines(fit))
            _widths(t, config)
        challenges(t, CHALLENGES, cured=(config, fit), patient=(config, run, fit, stop))
        calls = {"NumPy": Made(cure_from_scratch, config, rule), "PyTorch": Made(cure_in_torch, config, rule)}
        code_panel(t, calls, shown={"epoch": fit.epoch, "valid": fit.valid})

    drawing(t, draw)


@folded("part.widths", icon="width", key="regularization_widths")
def _widths(t: Words, config: CuresConfig) -> None:
    found = with_progress(width_steps, config, share=lambda step: step.share, said=t("trains"))
    if len(found.widths):
        alt = t("alt.widths", narrow=float(found.valid[0]), wide=float(found.valid[-1]))
        figure(widths_figure(found, config.width, t), key="regularization_widths_figure", alt=alt)

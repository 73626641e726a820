"""Batch normalization: a batch before and after, and the running statistics."""

import streamlit as st

from core.learning.regularization.challenges import far_out, nearly_agreed
from core.learning.regularization.normalization import (
    normalization_in_torch,
    normalization_numbers,
    normalized_batch,
)
from core.learning.regularization.normalization_figure import batch_figure, running_figure
from core.learning.regularization.normalization_report import mode_lines, normalization_tex
from core.learning.regularization.settings import NormalizationConfig
from pages.learning.regularization.chosen import anew_button
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    field_handle,
    figure,
    last_valid,
    live_formula,
    paragraphs,
)

TAB = {"tab": "layers", "layer": "normalization", "batch": 8, "gamma": 1.0, "beta": 0.0, "momentum": 0.1, "seen": 30}
EXPERIMENTS = {
    "mates": Experiment(TAB | {"mode": "train", "batch_seed": 2, "sample": 5.0}, right=1),
    "pair": Experiment(TAB | {"mode": "train", "batch": 2, "sample": 12.0}, right=2),
    "unseen": Experiment(TAB | {"mode": "eval", "seen": 0}, right=0),
}
CHALLENGES = {
    "agreed": Challenge(nearly_agreed, solution={"batch": 3, "momentum": 0.02, "seen": 200}),
    "far": Challenge(far_out, solution={"batch": 64, "sample": 12.0}),
}


def show(t: Words) -> None:
    """The batch beside its unit's running statistics."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.35, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(NormalizationConfig, t, only=("mode", "batch", "seen", "momentum", "gamma", "beta"))
            anew_button(t, "batch_seed", config.batch_seed)
            found, (config,) = last_valid(t, normalized_batch, current_config(NormalizationConfig, t))
        low, high = float(found.elsewhere.min()), float(found.elsewhere.max())
        said = {"n": len(found.inputs), "mean": found.mean, "variance": found.variance, "x": config.sample,
                "out": float(found.outputs[0]), "low": low, "high": high, "seen": config.seen,
                "running": float(found.running_means[config.seen]),
                "running_variance": float(found.running_variances[config.seen])}  # fmt: skip
        with left:
            handle = field_handle(NormalizationConfig, "sample", 2.0, label="x")
            alt = t("alt.batch", **said)
            figure(batch_figure(found, config, t), key="regularization_batch_figure", alt=alt, handles=[handle])
        with right:
            handle = field_handle(NormalizationConfig, "seen", said["running"], label="t")
            alt = t("alt.running", **said)
            figure(running_figure(found, config, t), key="regularization_running_figure", alt=alt, handles=[handle])
        with below:
            live_formula(t, "formula", **normalization_tex(found, config))
            st.markdown(paragraphs(t, mode_lines(found, config)))
        challenges(t, CHALLENGES, agreed=(found, config), far=(found, config))
        calls = {"NumPy": Made(normalization_numbers, config), "PyTorch": Made(normalization_in_torch, config)}
        running = {"running_mean": said["running"], "running_variance": said["running_variance"]}
        shown = {"outputs": found.outputs, "mean": found.mean, "variance": found.variance, **running}
        code_panel(t, calls, shown=shown)

    drawing(t, draw)

"""The settings of a trained network, and its run, which two tabs share."""

import streamlit as st

from core.engine.run import Run
from core.networks.approximation.learning import learning_steps
from core.networks.approximation.settings import LearningConfig
from core.networks.approximation.target import Target
from pages.shared import Words, ask, current_config, put, with_progress

SEEDS = 10_000
FIELDS = ("activation", "width", "depth", "learning_rate", "steps", "points", "noise", "start")


def ask_learning(t: Words, only: tuple[str, ...] = FIELDS) -> LearningConfig:
    """The settings, after drawing their widgets and the button that draws points and parameters anew."""
    config = ask(LearningConfig, t, only=only, segments=3)
    st.button(
        t("draw_anew"), key="approximation_seed_anew", icon=":material/casino:", width="stretch",
        on_click=lambda: put({"seed": (config.seed + 1) % SEEDS}), help=t("draw_anew_help", seed=config.seed),
    )  # fmt: skip
    return current_config(LearningConfig, t)


def learned_run(t: Words, config: LearningConfig, target: Target) -> Run | None:
    """The run of these settings; None where there is nothing to show yet."""
    return with_progress(learning_steps, config, target, share=lambda step: step.share, said=t("trains")).run

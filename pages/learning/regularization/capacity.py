"""Capacity: one slider from one parameter to a thousand, and the peak where there are as many as points."""

import streamlit as st

from core.learning.regularization.capacity import (
    capacity_curve,
    capacity_fit,
    capacity_in_sklearn,
    capacity_numbers,
)
from core.learning.regularization.capacity_figure import errors_figure, fit_figure, shown_error
from core.learning.regularization.capacity_report import capacity_lines, capacity_said
from core.learning.regularization.challenges import calm_beyond, tamed
from core.learning.regularization.settings import CapacityConfig, NoisyPointsConfig
from pages.learning.regularization.chosen import anew_button
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
    field_handle,
    figure,
    paragraphs,
)

TAB = {"tab": "capacity", "features": "Legendre", "points": 20, "noise": 0.2, "sample_seed": 2, "ridge": False}
EXPERIMENTS = {
    "three_hundred": Experiment(TAB | {"parameters": 300}, right=2),
    "ridge": Experiment(TAB | {"parameters": 20, "ridge": True, "penalty": 0.01}, right=2),
    "fewer": Experiment(TAB | {"parameters": 20, "points": 10}, right=0),
}
CHALLENGES = {
    "tamed": Challenge(tamed, solution={"parameters": 20, "ridge": True, "penalty": 0.1}),
    "beyond": Challenge(calm_beyond, solution={"parameters": 300}),
}


def show(t: Words) -> None:
    """The controls beside the fit and the errors by capacity."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1, 1.25], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(CapacityConfig, t, only=("parameters", "features", "ridge"))
            config = ask(CapacityConfig, t, only=("penalty",)) if config.ridge else config
            sample = ask(NoisyPointsConfig, t, only=("points", "noise"))
            anew_button(t, "sample_seed", sample.sample_seed)
        of_curve = CapacityConfig(features=config.features, ridge=config.ridge, penalty=config.penalty)
        curve, fit = cached(capacity_curve, of_curve, sample), capacity_fit(config, sample)
        said = capacity_said(fit, curve)
        with left:
            figure(fit_figure(fit, t), key="regularization_fit_figure", alt=t("alt.fit", **said))
        with right:
            handle = field_handle(CapacityConfig, "parameters", shown_error(fit.test), label="p")
            errors = errors_figure(curve, fit, sample.noise, t)
            figure(errors, key="regularization_errors_figure", alt=t("alt.errors", **said), handles=[handle])
        with below:
            st.markdown(paragraphs(t, capacity_lines(fit, curve, config)))
        challenges(t, CHALLENGES, tamed=(config, sample, fit), beyond=(config, sample, fit))
        calls = {
            "NumPy": Made(capacity_numbers, config, sample),
            "scikit-learn": Made(capacity_in_sklearn, config, sample),
        }
        code_panel(t, calls, shown={"train": fit.train, "test": fit.test, "length": fit.length})

    drawing(t, draw)

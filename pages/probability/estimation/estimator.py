"""Estimators over many samples: bias and variance."""

import streamlit as st

from core.probability.estimation.challenges import precise_mean, worth_its_bias
from core.probability.estimation.estimator import (
    REPEATS,
    EstimatorConfig,
    errors_by_size,
    estimate_numbers,
    estimates,
)
from core.probability.estimation.estimator_figure import beyond, errors_figure, estimates_figure
from core.probability.estimation.estimator_report import hand_lines, verdict
from core.probability.estimation.library import estimate_in_torch
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    live_formula,
)

START = {"tab": "estimator", "estimator_seed": 0}
EXPERIMENTS = {
    "half": Experiment({**START, "estimator": "variance_n", "parent": "normal", "draws": 2}, right=0),
    "robust": Experiment({**START, "estimator": "median", "parent": "normal", "draws": 101}, right=2),
    "largest": Experiment({**START, "estimator": "maximum", "draws": 9}, right=1),
}
CHALLENGES = {
    "precise_mean": Challenge(precise_mean, solution={"estimator": "mean", "draws": 400}),
    "worth_its_bias": Challenge(worth_its_bias, solution={"estimator": "variance_n", "draws": 5}),
}


def show(t: Words) -> None:
    """The controls, the estimates of 2000 samples, and the errors over the sample size."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            config = ask(EstimatorConfig, t, segments=2, when={"parent": lambda now: now["estimator"] != "maximum"})
        found, curves = cached(estimates, config), cached(errors_by_size, config)
        said = {"n": config.draws, "truth": found.truth, "mean": found.mean, "bias": found.bias, "spread": found.spread}
        key = verdict(found, config)
        with left:
            alt = t("alt.nothing") if key == "nothing" else t("alt.estimates", **said)
            figure(estimates_figure(found, config, t), key="estimation_estimates", alt=alt)
        with right:
            alt = t("alt.nothing") if key == "nothing" else t("alt.errors", error=found.error, **said)
            figure(errors_figure(curves, found, config, t), key="estimation_errors", alt=alt)
        with stage:
            if key == "nothing":
                st.warning(t("nothing"), icon=":material/block:")
            else:
                live_formula(t, "simulated", repeats=REPEATS, **said)
                live_formula(t, f"exact.{key}", mean=found.exact_mean, bias=found.exact_mean - found.truth)
            if out := beyond(found, config):
                live_formula(t, "beyond", beyond=out)
            if config.estimator == "maximum":
                live_formula(t, "uniform_only")
        by_hand(t, "estimation_estimator_by_hand", hand_lines(found, config))
        challenges(t, CHALLENGES, precise_mean=(found, config), worth_its_bias=(found, config))
        code_panel(
            t, {"NumPy": Made(estimate_numbers, config), "PyTorch": Made(estimate_in_torch, config)},
            shown={"first": float(found.values[0]), "bias": found.bias, "spread": found.spread, "error": found.error},
        )  # fmt: skip

    drawing(t, draw)

"""Bias and variance: many samples, many fits, and the error as a sum of three."""

import streamlit as st

from core.learning.regularization.challenges import calm_and_bent, even_trade
from core.learning.regularization.settings import VarianceConfig
from core.learning.regularization.variance import error_parts, refit, variance_in_sklearn, variance_numbers
from core.learning.regularization.variance_figure import parts_figure, refits_figure, shown_part
from core.learning.regularization.variance_report import variance_lines, variance_tex
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
    live_formula,
    paragraphs,
)

TAB = {"tab": "variance", "size": 25, "spread": 0.3, "weight_penalty": 0.0, "refits": 100, "variance_seed": 1}
EXPERIMENTS = {
    "more_fits": Experiment(TAB | {"degree": 1, "refits": 200}, right=0),
    "more_data": Experiment(TAB | {"degree": 1, "size": 100}, right=1),
    "penalty": Experiment(TAB | {"degree": 12, "weight_penalty": 0.1}, right=2),
}
CHALLENGES = {
    "calm": Challenge(calm_and_bent, solution={"degree": 10, "weight_penalty": 0.1}),
    "even": Challenge(even_trade, solution={"degree": 10, "weight_penalty": 0.65}),
}


def show(t: Words) -> None:
    """The controls beside the fits and the parts of their error."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1, 1.1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(VarianceConfig, t, only=("degree", "weight_penalty", "size", "spread", "refits"))
            anew_button(t, "variance_seed", config.variance_seed)
        of_parts = VarianceConfig(
            weight_penalty=config.weight_penalty, refits=config.refits, size=config.size, spread=config.spread,
            variance_seed=config.variance_seed,
        )  # fmt: skip
        parts, found = cached(error_parts, of_parts), refit(config)
        said = {"degree": config.degree, "refits": config.refits, "x": config.place}
        with left:
            place = field_handle(VarianceConfig, "place", -4.4, label="x")
            alt = t("alt.refits", bias=found.bias, sd=found.variance**0.5, **said)
            figure(refits_figure(found, config, t), key="regularization_refits_figure", alt=alt, handles=[place])
        with right:
            error = float(parts.error[config.degree])
            handle = field_handle(VarianceConfig, "degree", shown_part(error), label="d")
            alt = t("alt.parts", bias=parts.bias[config.degree], variance=parts.variance[config.degree], **said)
            figure(parts_figure(parts, config, t), key="regularization_parts_figure", alt=alt, handles=[handle])
        with below:
            live_formula(t, "sum", **variance_tex(found, config))
            st.markdown(paragraphs(t, variance_lines(parts, config)))
        challenges(t, CHALLENGES, calm=(parts, config), even=(parts, config))
        calls = {"NumPy": Made(variance_numbers, config), "scikit-learn": Made(variance_in_sklearn, config)}
        shown = {name: getattr(found, name) for name in ("bias", "variance", "noise", "error")}
        code_panel(t, calls, shown=shown)

    drawing(t, draw)

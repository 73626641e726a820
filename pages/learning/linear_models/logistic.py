"""Logistic regression on one column: cases dragged between 0 and 1, the risk, and the penalty that makes it exist."""

import streamlit as st

from core.learning.linear_models.challenges import half_risk, made_apart
from core.learning.linear_models.logistic import cases_of, logistic_fit
from core.learning.linear_models.logistic_figure import cases_figure, slopes_figure
from core.learning.linear_models.logistic_report import logistic_lines, logistic_table, risk_tex
from core.learning.linear_models.logistic_routes import CASE_WAYS
from core.learning.linear_models.routes import route_calls
from core.learning.linear_models.settings import CasesConfig, ClassStepsConfig, LogisticFitConfig
from pages.learning.linear_models.hands import case_points, keep_cases, place_handle
from pages.learning.linear_models.routes import routes
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    current_config,
    drawing,
    figure,
    live_formula,
    paragraphs,
)

APART = ((1.0, 0.0), (2.0, 0.0), (2.5, 0.0), (4.0, 1.0), (5.0, 1.0), (5.5, 1.0))
EXPERIMENTS = {
    "cold": Experiment({"tab": "logistic", "cases": "O-rings", "penalized": False, "place": 0.018}, right=2),
    "separable": Experiment({"tab": "logistic", "cases": "separable", "penalized": False}, right=1),
    "default": Experiment({"tab": "logistic", "cases": "hours", "penalized": True, "c": 1.0}, right=2),
}
CHALLENGES = {
    "half": Challenge(half_risk, solution={"cases": "O-rings", "place": 0.633}),
    "apart": Challenge(made_apart, solution={"cases": "points", "case_rows": APART}),
}


def show(t: Words) -> None:
    """The cases and their curve beside the slope for every penalty."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.35, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(LogisticFitConfig, t, only=("cases", "penalized", "c", "threshold"), segments=3,
                         when={"c": lambda now: now["penalized"]})  # fmt: skip
            settings = ask(ClassStepsConfig, t)
        own = current_config(CasesConfig, t)
        found, free = cached(logistic_fit, config, settings, own), config.cases != "O-rings"
        name = t("axis.fahrenheit") if not free else t("axis.hours") if config.cases == "hours" else t("axis.x")
        with left:
            figure(cases_figure(found, config, not free, name, t), key=f"linear_models_cases_{free}",
                   alt=t("alt.cases", n=len(found.y), place=found.place, p=found.p), handles=[place_handle(t, found)],
                   points=case_points(t, found) if free else None,
                   on_points=lambda moved: keep_cases(moved, found))  # fmt: skip
        with right:
            alt = t("alt.slopes", low=float(found.slopes[0]), high=float(found.slopes[-1]))
            figure(slopes_figure(found, config, t), key="linear_models_slopes", alt=alt)
        with below:
            st.markdown(paragraphs(t, logistic_lines(found, config, settings)))
            live_formula(t, "table", **logistic_table(found))
            by_hand(t, "linear_models_logistic_by_hand", [("by_hand", risk_tex(found))])
        challenges(t, CHALLENGES, half=(found, config), apart=(found, config))
        calls = route_calls(CASE_WAYS, (Made(cases_of, config, own),), config, settings, found.solvable)
        routes(t, calls, {name: t(f"number.{name}") for name in ("intercept", "slope", "log_likelihood")})

    drawing(t, draw)

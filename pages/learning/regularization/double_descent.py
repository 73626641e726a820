"""Double descent: an exact formula with two valleys, and simulated fits upon it."""

import streamlit as st

from core.learning.regularization.challenges import even_valleys, more_and_worse, second_valley
from core.learning.regularization.double_descent import (
    risk_by_simulation,
    risk_curve,
    risk_numbers,
    risk_parts,
)
from core.learning.regularization.double_descent_figure import risk_figure, shown_risk, signal_figure
from core.learning.regularization.double_descent_report import risk_tex, valley_line
from core.learning.regularization.settings import GaussianConfig
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
)

TAB = {"tab": "double_descent", "rows": 40, "deviation": 0.5}
EXPERIMENTS = {
    "all": Experiment(TAB | {"signal": "even", "used": 200}, right=0),
    "first": Experiment(TAB | {"signal": "first", "used": 200}, right=1),
    "silent": Experiment(TAB | {"signal": "even", "used": 40, "deviation": 0.0}, right=2),
}
CHALLENGES = {
    "second": Challenge(second_valley, solution={"used": 200, "rows": 80, "deviation": 0.3}),
    "valleys": Challenge(even_valleys, solution={"deviation": 1.0}),
    "more": Challenge(more_and_worse, solution={"used": 60, "rows": 54}),
}


def show(t: Words) -> None:
    """The controls beside the risk and the signal."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.7, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(GaussianConfig, t, only=("used", "signal", "rows", "deviation"))
            anew_button(t, "gaussian_seed", config.gaussian_seed)
        of_curve = GaussianConfig(
            rows=config.rows, deviation=config.deviation, signal=config.signal, gaussian_seed=config.gaussian_seed
        )
        curve, parts = cached(risk_curve, of_curve), risk_parts(config, config.used)
        said = {"p": parts.used, "n": config.rows, "risk": parts.risk, "inside": parts.inside}
        with left:
            handle = field_handle(GaussianConfig, "used", shown_risk(parts.risk), label="p")
            alt = t("alt.risk", last=curve.exact[-1], **said)
            figure(risk_figure(curve, config, t), key="regularization_risk_figure", alt=alt, handles=[handle])
        with right:
            alt = t("alt.signal", **said)
            figure(signal_figure(curve, config, t), key="regularization_signal_figure", alt=alt)
        with below:
            key, values = risk_tex(parts, config)
            live_formula(t, key, **values)
            key, values = valley_line(curve, config.rows)
            st.markdown(t(key, **values))
        challenges(t, CHALLENGES, second=(curve, config), valleys=(curve, config), more=(curve, config))
        calls = {"NumPy": Made(risk_numbers, config), "simulation": Made(risk_by_simulation, config)}
        shown = {name: getattr(parts, name) for name in ("missed", "shrunk", "noise", "risk")}
        code_panel(t, calls, shown=shown)

    drawing(t, draw)

"""Several columns of a real table: their coefficients, what collinearity does to them, and penalties."""

import streamlit as st

from core.learning.linear_models.challenges import calm_economy, sign_against_pool
from core.learning.linear_models.columns import fit_of_rows, table_fit
from core.learning.linear_models.columns_figure import coefficients_figure, column_figure
from core.learning.linear_models.columns_report import columns_lines, columns_table, hand_lines
from core.learning.linear_models.columns_routes import COLUMN_WAYS
from core.learning.linear_models.routes import route_calls
from core.learning.linear_models.settings import GradientStepsConfig
from pages.learning.linear_models.hands import leave_out, left_out_slider, look_at
from pages.learning.linear_models.own_table import chosen_table, names_of
from pages.learning.linear_models.routes import routes
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    by_hand,
    cached,
    challenges,
    current_config,
    drawing,
    figure,
    live_formula,
    sentences,
)

TAB = {"tab": "columns", "penalty": "none", "duplicate": False, "left_out": 0, "column": 1}
ECONOMY = ("prices", "GNP", "unemployed", "armed_forces", "population", "year")
BILL = {"table": "penguins", "bird": ("bill_length",)}
EXPERIMENTS = {
    "last_year": Experiment(TAB | {"table": "longley", "economy": ECONOMY, "left_out": 16}, right=2),
    "simpson": Experiment(TAB | BILL | {"bird": ("bill_length", "species")}, right=1),
    "twice": Experiment(TAB | {"table": "longley", "economy": ECONOMY, "column": 3, "duplicate": True}, right=1),
}
CHALLENGES = {
    "against_pool": Challenge(sign_against_pool, start=BILL, solution={"bird": ("bill_length", "species")}),
    "calm": Challenge(calm_economy, solution={"economy": ("GNP", "unemployed", "armed_forces")}),
}


def show(t: Words) -> None:
    """The table and its columns beside the coefficients; what one column explains beside the others."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            own, field, config = chosen_table(t)
            found = fit_of_rows(own, config) if own else cached(table_fit, config)
            left_out_slider(t, len(found.rows.y), config.left_out)
        *names, target = names_of(t, field, found.rows, in_figures=True)
        chosen = names[found.column]
        with left:
            alt = t("alt.coefficients", name=chosen, got=float(found.beta[found.column]), columns=len(names))
            figure(coefficients_figure(found, names, t), key="linear_models_coefficients", alt=alt, on_click=look_at)
        with right:
            axes = (t("axis.given", name=chosen), t("axis.given", name=target))
            classes = [t(f"data.class.{label}") for label in found.rows.classes]
            alt = t("alt.column", name=chosen, slope=float(found.coefficients[1 + found.column]), target=target)
            figure(column_figure(found, axes, classes, t), key="linear_models_column", alt=alt, on_click=leave_out)
        *names, target = names_of(t, field, found.rows, in_figures=False)
        with below:
            st.markdown(sentences(t, columns_lines(found, config, names)))
            live_formula(t, "table", target=target, rows=columns_table(found, names, t("number.intercept")))
            by_hand(t, "linear_models_columns_by_hand", hand_lines(found, names))
        challenges(t, CHALLENGES, against_pool=(found, config), calm=(found, config))
        data = found.rows.values[found.kept], found.rows.y[found.kept]
        calls = route_calls(COLUMN_WAYS, data, config, current_config(GradientStepsConfig, t))
        routes(t, calls, dict(enumerate([t("number.intercept"), *names])),
               numbers=lambda found: dict(enumerate(found["coefficients"].tolist())),
               settings=("learning_rate", "steps"))  # fmt: skip

    drawing(t, draw)

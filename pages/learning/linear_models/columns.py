"""Several columns of a real table: their coefficients, what collinearity does to them, and penalties."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from core.learning.linear_models.challenges import calm_economy, sign_against_pool
from core.learning.linear_models.columns import TableFit, fit_of_rows, table_fit
from core.learning.linear_models.columns_figure import coefficients_figure, column_figure
from core.learning.linear_models.columns_report import column_tex, columns_lines, columns_table
from core.learning.linear_models.columns_routes import (
    columns_by_descent,
    columns_in_closed_form,
    columns_in_sklearn,
    columns_in_torch,
)
from core.learning.linear_models.settings import LAST_ROW, GradientStepsConfig, TableFitConfig
from pages.learning.linear_models.own_table import names_of, rows_of_visit
from pages.learning.linear_models.routes import routes
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    current_config,
    drawing,
    figure,
    folded,
    live_formula,
    live_slider,
    put,
    sentences,
)

COLUMNS = {"longley": "economy", "penguins": "bird", "diabetes": "patient"}
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
            config = ask(TableFitConfig, t, only=("table",), segments=2)
            own = rows_of_visit(t) if config.table == "own" else None
            table = config.table if own or config.table != "own" else TableFitConfig().table
            field = COLUMNS.get(table, "")
            config = ask(TableFitConfig, t, only=(*([field] if field else []), "duplicate", "penalty"), segments=3)
            config = ask(TableFitConfig, t, only=("strength",) if config.penalty != "none" else ())
            config = replace(config, table=table)
        found = fit_of_rows(own, config) if own else cached(table_fit, config)
        with controls:
            _left_out_slider(t, found, config)
        *names, target = names_of(t, field, found.rows, in_figures=True)
        chosen = names[found.column]
        with left:
            alt = t("alt.coefficients", name=chosen, got=float(found.beta[found.column]), columns=len(names))
            figure(coefficients_figure(found, names, t), key="linear_models_coefficients", alt=alt, on_click=_look_at)
        with right:
            axes = (t("axis.given", name=chosen), t("axis.given", name=target))
            classes = [t(f"data.class.{label}") for label in found.rows.classes]
            alt = t("alt.column", name=chosen, slope=float(found.coefficients[1 + found.column]), target=target)
            figure(column_figure(found, axes, classes, t), key="linear_models_column", alt=alt, on_click=_leave_out)
        *names, target = names_of(t, field, found.rows, in_figures=False)
        with below:
            st.markdown(sentences(t, columns_lines(found, config, names)))
            live_formula(t, "table", target=target, rows=columns_table(found, names, t("number.intercept")))
            _by_hand(t, found, names[found.column])
        challenges(t, CHALLENGES, against_pool=(found, config), calm=(found, config))
        settings = current_config(GradientStepsConfig, t)
        data = found.rows.values[found.kept], found.rows.y[found.kept]
        ways = {
            "solver": Made(columns_in_closed_form, *data, config),
            "NumPy": Made(columns_by_descent, *data, config, settings),
            "PyTorch": Made(columns_in_torch, *data, config, settings),
            "scikit-learn": Made(columns_in_sklearn, *data, config),
        }
        routes(t, ways, dict(enumerate([t("number.intercept"), *names])),
               numbers=lambda found: dict(enumerate(found["coefficients"].tolist())),
               settings=("learning_rate", "steps"))  # fmt: skip

    drawing(t, draw)


def _left_out_slider(t: Words, found: TableFit, config: TableFitConfig) -> None:
    rows = min(len(found.rows.y), LAST_ROW)
    live_slider(
        t("fields.left_out.label"), low=0, high=rows, step=1, value=config.left_out if config.left_out <= rows else 0,
        integer=True, key="linear_models_left_out", help=t("fields.left_out.help"),
        on_move=partial(_store, "left_out"),
    )  # fmt: skip


def _store(field: str, value: float) -> None:
    put({field: int(value)})


def _look_at(click: dict[str, Any]) -> None:
    if isinstance(column := click.get("customdata"), int) and 1 <= column <= 10:
        put({"column": column})


def _leave_out(click: dict[str, Any]) -> None:
    if isinstance(row := click.get("customdata"), int) and 1 <= row <= LAST_ROW:
        put({"left_out": row})


@folded("part.numbers", icon="calculate", key="linear_models_columns_by_hand")
def _by_hand(t: Words, found: TableFit, name: str) -> None:
    alone = np.isfinite(found.se[1 + found.column])
    live_formula(t, "by_hand" if alone else "by_hand_none", name=name, **column_tex(found))

"""A table instead of images: four models on the same rows, and the answers of the one that is opened."""

from dataclasses import replace
from typing import Any, cast

import streamlit as st

from core.code_export import Made
from core.data.tables import DataTable
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.classes_figure import matrix_alt, matrix_figure
from core.practice.metrics.settings import MulticlassConfig
from core.practice.metrics.upload.predictions import predictions_csv
from core.practice.workbench.challenges import ahead_by_chance
from core.practice.workbench.table import OpenedModelState, TableSplitConfig, possible_targets, target_place
from core.practice.workbench.table_figure import board_figure
from core.practice.workbench.table_models import (
    TABLE_MODELS,
    TableFits,
    fits_numbers,
    table_fits_in_steps,
    table_numbers,
    table_predictions,
)
from core.practice.workbench.table_report import rows_lines, table_lines
from core.refusal import Refusal
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    choose,
    code_panel,
    current_config,
    figure,
    link_to,
    pick_table,
    put,
    refusal,
    sentences,
    with_progress,
)
from pages.shared.pickers import class_name, column_name
from pages.shared.uploads import hand_over

IN_SCRIPT = 20_000  # numbers
USUAL = {"tab": "table", "target": 0, "table_test": 30, "table_seed": 0}
EXPERIMENTS = {
    "sex": Experiment(USUAL | {"table": "penguins", "target": 7}, right=0),
    "few": Experiment(USUAL | {"table": "iris", "table_test": 10}, right=2),
}
CHALLENGES = {
    "ahead": Challenge(ahead_by_chance, solution={"table_seed": 39, "table_model": "Gradient boosting"}),
}


def show(t: Words) -> None:
    """The table and its split beside the models, and the matrix of the opened one."""
    controls, stage = st.columns([1, 3.3], gap="medium")
    with controls:
        table = pick_table(t, TableSplitConfig)
        try:
            config = _asked(t, table)
        except Refusal as error:
            refusal(t, error)
            return
    with stage:
        try:
            found: TableFits = with_progress(
                table_fits_in_steps, config, table if table.own else None, own=table.own,
                share=lambda state: state.share, said=t("computing"),
            )  # fmt: skip
        except Refusal as error:
            refusal(t, error)
            return
        model = current_config(OpenedModelState, t).table_model
        if len(found.probabilities) < len(TABLE_MODELS):
            return
        _models(t, table, found, model)
    challenges(t, CHALLENGES, ahead=(found, model, config))
    if found.rows.matrix.size <= IN_SCRIPT:
        made = Made(table_numbers, found.rows, config.table_seed)
        code_panel(t, {"scikit-learn": made}, shown=fits_numbers(found))


def _asked(t: Words, table: DataTable) -> TableSplitConfig:
    """The target among the columns that can be one, and how the rows are parted."""
    usual = target_place(table, 0)
    places = {k: column_name(t, table, table.columns[k - 1].name) for k in possible_targets(table)}
    choose(t, "target", places, default=usual, segments=0)
    config = ask(TableSplitConfig, t, only=("table_test", "table_seed"))
    return config if table.own else replace(config, table=cast(Any, table.name))  # also where there is no file yet


def _models(t: Words, table: DataTable, found: TableFits, model: str) -> None:
    names = {name: t.option("table_model", name) for name in TABLE_MODELS}
    board, matrix = st.columns([1.2, 1], gap="medium")
    with board:
        figure(board_figure(found, model, names, t), key="workbench_board", on_click=_open,
               alt=t("alt.board", **{"name": names[model], "share": 100 * found.accuracy(model)[0]}))  # fmt: skip
        ask(OpenedModelState, t, segments=1)
        st.markdown(sentences(t, [*table_lines(found, model, names), *rows_lines(found)]))
    classes = tuple(class_name(t, table, label) for label in found.rows.classes)
    predictions = table_predictions(found, model, classes)
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=1))
    with matrix:
        figure(matrix_figure(report, "none", (-1, -1), t, height=380), key="workbench_table_matrix",
               alt=matrix_alt(report, t))  # fmt: skip
        if st.button(t("metrics"), icon=":material/target:", help=t("metrics_help"), key="workbench_table_metrics"):
            hand_over("metrics_classes", "workbench.csv", predictions_csv(predictions).encode())
            link_to("metrics", source="file", tab="classes")


def _open(click: dict[str, Any]) -> None:
    point = click.get("point")
    if isinstance(point, int) and 0 <= point < len(TABLE_MODELS):
        put({"table_model": TABLE_MODELS[point]})

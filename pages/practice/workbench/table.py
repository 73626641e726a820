"""A table instead of images: a model learns its rows, and stands beside the others on the same test rows."""

from dataclasses import replace
from functools import partial
from typing import Any, cast

import streamlit as st

from core.code_export import Made
from core.data.tables import DataTable
from core.practice.workbench.challenges import ahead_by_chance, by_heart
from core.practice.workbench.table import (
    ClassTable,
    TableModelConfig,
    TableSplitConfig,
    class_table,
    possible_targets,
    target_place,
)
from core.practice.workbench.table_figure import rounds_figure
from core.practice.workbench.table_library import pipeline_numbers
from core.practice.workbench.table_models import (
    RIVAL,
    TableTraining,
    table_baseline,
    table_numbers,
    table_settings,
    table_training_numbers,
    train_table,
)
from core.refusal import Refusal
from pages.practice.workbench.table_board import TableOnScreen, draw_board, other_models
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    cached,
    challenges,
    choose,
    code_panel,
    figure,
    job,
    pick_table,
    refusal,
)
from pages.shared.pickers import column_name

IN_SCRIPT = 20_000  # numbers
USUAL = {"tab": "table", "target": 0, "table_test": 30, "table_seed": 0, "table_model": RIVAL}
EXPERIMENTS = {
    "sex": Experiment(USUAL | {"table": "penguins", "target": 7}, right=0),
    "few": Experiment(USUAL | {"table": "iris", "table_test": 10}, right=2),
    "rounds": Experiment(
        USUAL | {"table": "penguins", "target": 7, "table_model": "Gradient boosting", "table_rounds": 300}, right=1
    ),
}
CHALLENGES = {
    "ahead": Challenge(ahead_by_chance, solution={"table_seed": 39, "table_model": "Gradient boosting"}),
    "by_heart": Challenge(by_heart, solution={"table": "penguins", "target": 7, "table_model": "Gradient boosting"}),
}


def show(t: Words) -> None:
    """The table, its split and the model; beside them the board of all models and the matrix of the opened one."""
    controls, stage = st.columns([1, 3.3], gap="medium")
    with controls:
        table = pick_table(t, TableSplitConfig)
        try:
            split, known = _asked(t, table)
        except Refusal as error:
            refusal(t, error)
            return
        model = ask(TableModelConfig, t, only=("table_model",), segments=1).table_model
        asked = ask(TableModelConfig, t, only=() if model == RIVAL else ("table_rounds",))
    config, own = table_settings(asked), known.rows if table.own else None
    baseline = table_baseline(split, own) if own else cached(table_baseline, split)
    untrained = TableOnScreen(table, known, {RIVAL: baseline}, RIVAL)
    with stage:
        found = job(
            t, train_table, split, config, own, show=partial(_progress, t), before=partial(_before, t, untrained)
        )
        if found is not None:
            fits = {RIVAL: baseline, **other_models(split, asked, own), model: found}
            draw_board(t, TableOnScreen(table, known, fits, model), asked, own)
    challenges(t, CHALLENGES, ahead=(found, baseline), by_heart=(found,))
    if found is not None and known.rows.matrix.size <= IN_SCRIPT:
        ways = {"Gradus": Made(table_numbers, known.rows, split, config)}
        if model != "MLP":
            ways["scikit-learn"] = Made(pipeline_numbers, known.rows, split, config)
        code_panel(t, ways, shown=table_training_numbers(found))


def _asked(t: Words, table: DataTable) -> tuple[TableSplitConfig, ClassTable]:
    """The target among the columns that can be one, and how the rows are parted."""
    usual = target_place(table, 0)
    places = {k: column_name(t, table, table.columns[k - 1].name) for k in possible_targets(table)}
    place = choose(t, "target", places, default=usual, segments=0)
    config = ask(TableSplitConfig, t, only=("table_test", "table_seed"))
    name = "own" if table.own else table.name  # also where there is no file yet
    return replace(config, table=cast(Any, name), target=0 if place == usual else place), class_table(table, place)


def _before(t: Words, screen: TableOnScreen) -> None:
    st.info(t("untrained", count=len(screen.known.rows.labels) - len(screen.opened.labels)),
            icon=":material/hourglass_empty:")  # fmt: skip
    draw_board(t, screen)


def _progress(t: Words, state: TableTraining) -> None:
    figure(rounds_figure(state, t), key="workbench_table_rounds", alt=t("alt.rounds", rounds=state.rounds))

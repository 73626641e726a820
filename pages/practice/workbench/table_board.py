"""The board of the models that have learned a table, and the answers of the one that is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

import streamlit as st

from core.data.tables import DataTable
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.classes_figure import matrix_alt, matrix_figure
from core.practice.metrics.settings import MulticlassConfig
from core.practice.metrics.upload.predictions import predictions_csv
from core.practice.workbench.table import ClassTable, KnownRows, TableModelConfig, TableSplitConfig
from core.practice.workbench.table_figure import board_figure
from core.practice.workbench.table_models import (
    RIVAL,
    TABLE_MODELS,
    TableTraining,
    table_predictions,
    table_settings,
    train_table,
)
from core.practice.workbench.table_report import rows_lines, table_lines
from pages.shared import Words, figure, link_to, put, refusal, sentences
from pages.shared.jobs import start_runs
from pages.shared.kept_runs import redraw_with_runs, result_of
from pages.shared.pickers import class_name
from pages.shared.uploads import hand_over


@dataclass(frozen=True)
class TableOnScreen:
    """A table, what can be learned of it, the trained models by name, and the name of the opened one."""

    table: DataTable
    known: ClassTable
    fits: Mapping[str, TableTraining]
    model: str

    @property
    def opened(self) -> TableTraining:
        """The training of the opened model."""
        return self.fits[self.model]


def other_models(
    split: TableSplitConfig, asked: TableModelConfig, own: KnownRows | None
) -> dict[str, TableTraining]:  # fmt: skip
    """What the visitor's runs of other models on the same rows have come to, for as many rounds."""
    found = {name: result_of(train_table, split, config, own) for name, config in _others(asked).items()}
    return {name: training for name, training in found.items() if training is not None}


def draw_board(
    t: Words, screen: TableOnScreen, asked: TableModelConfig | None = None, own: KnownRows | None = None
) -> None:  # fmt: skip
    """The board beside the matrix; where a model was `asked` for, a button that trains the others, too."""
    names = {name: t.option("table_model", name) for name in TABLE_MODELS}
    board, matrix = st.columns([1.2, 1], gap="medium")
    found, name = screen.opened, names[screen.model]
    with board:
        told = {"count": len(screen.fits), "name": name, "share": 100 * found.accuracy[0]}
        figure(board_figure(screen.fits, screen.model, names, t), key="workbench_board", on_click=_open,
               alt=t("alt.board", **told))  # fmt: skip
        st.markdown(sentences(t, table_lines(found, screen.fits[RIVAL], name)))
        st.caption(sentences(t, rows_lines(screen.known, len(found.labels))))
        if asked is not None:
            _train_others(t, screen, asked, own)
    predictions = table_predictions(found, tuple(class_name(t, screen.table, one) for one in screen.known.classes))
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=1))
    with matrix:
        figure(matrix_figure(report, "none", (-1, -1), t, height=380), key="workbench_table_matrix",
               alt=matrix_alt(report, t))  # fmt: skip
        if st.button(t("metrics"), icon=":material/target:", help=t("metrics_help"), key="workbench_table_metrics"):
            hand_over("metrics_classes", "workbench.csv", predictions_csv(predictions).encode())
            link_to("metrics", source="file", tab="classes")


def _train_others(t: Words, screen: TableOnScreen, asked: TableModelConfig, own: KnownRows | None) -> None:
    """A button that hands in the models that are not trained yet; the page is drawn anew as they end."""
    runs = [
        ((screen.opened.split, config, own), {"workbench_table_model": name})
        for name, config in _others(asked).items() if name not in screen.fits
    ]  # fmt: skip
    if runs:
        st.button(t("others", count=len(runs)), icon=":material/model_training:", key="workbench_table_others",
                  on_click=partial(start_runs, train_table, runs))  # fmt: skip
    if error := st.session_state.pop("runs_refused", None):
        refusal(t, error)
    redraw_with_runs()


def _others(asked: TableModelConfig) -> dict[str, TableModelConfig]:
    """The configs of all models but the one that is asked for."""
    every = {name: table_settings(replace(asked, table_model=cast(Any, name))) for name in TABLE_MODELS}
    return {name: config for name, config in every.items() if name != asked.table_model}


def _open(click: dict[str, Any]) -> None:
    place = click.get("customdata")
    if isinstance(place, int) and 0 <= place < len(TABLE_MODELS):
        put({"table_model": TABLE_MODELS[place]})

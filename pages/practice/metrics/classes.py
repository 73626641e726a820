"""All classes at once: which is taken for which, each class, and the averages over classes."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.challenges import second_guess_saves
from core.practice.metrics.classes import MulticlassReport, evaluate_multiclass
from core.practice.metrics.classes_figure import matrix_alt, matrix_figure
from core.practice.metrics.classes_report import average_rows, class_rows, remark_lines
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import CellState, MulticlassConfig
from pages.practice.metrics import samples, source
from pages.practice.metrics.by_hand import formula_rows
from pages.practice.metrics.tables import cell, table
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    code_span,
    current_config,
    figure,
    folded,
    paragraphs,
    put,
)
from pages.shared import (
    choose as choose_field,
)

SCORES = {"precision": "", "recall": "", "f1": "F1"}  # the first two are translated
AVERAGES = ("macro", "weighted", "micro")
DIGITS = {
    "tab": "classes", "source": "data", "data_set": "Digits", "model": "Naive Bayes", "smoothing": 1e-9,
    "test_share": 0.3, "split_seed": 0, "feature_noise": 0.0,
}  # fmt: skip
EXPERIMENTS = {
    "favorite": Experiment({**DIGITS, "normalize": "none", "cell_true": -1, "cell_predicted": -1}, right=2),
    "micro": Experiment({**DIGITS, "normalize": "row"}, right=3),
}
CHALLENGES = {
    "second_guess": Challenge(second_guess_saves, solution={"data_set": "Iris", "feature_noise": 0.6}),
}
WAYS = {"NumPy": numbers.class_numbers, "scikit-learn": library.class_numbers}
RANKS = ("accuracy", "top_k", "log_loss", "auc_ovr_macro", "auc_ovo_macro")
FEW = 5  # so many classes leave room for the averages beside the matrix
ROW_PIXELS, ROWS_SHOWN = 35, 11  # of the table of classes

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """Confusion matrix with its samples, the classes, the averages, and every number with its formula."""
    controls, stage = st.columns([1, 2.8], gap="medium")
    matrix, beside = stage.columns([1, 1.25], gap="medium")
    with controls:
        config = ask(MulticlassConfig, t)
        chosen = choose_field(t, "positive", dict(enumerate(predictions.class_names)), default=1)
        st.button(
            t("one_versus_rest"), icon=":material/arrow_forward:", width="stretch", help=t("one_versus_rest_hint"),
            on_click=partial(put, {"positive": chosen, "tab": "threshold"}),
        )  # fmt: skip
        source.notes(t, predictions)
    report = evaluate_multiclass(predictions, config)
    with matrix:
        opened = current_config(CellState, t)
        drawn = matrix_figure(report, config.normalize, (opened.cell_true, opened.cell_predicted), t)
        figure(drawn, key="metrics_matrix", alt=matrix_alt(report, t), on_click=_open_cell)
    with beside:
        _class_table(t, report)
        ranks = [cell(report.values[name]) for name in RANKS]
        st.markdown(table([t(f"average.{name}", k=config.top_k) for name in RANKS], ranks))
    with beside if len(report.class_names) <= FEW else st.container():
        averages = [[t(of), *(cell(report.values[f"{name}_{of}"]) for name in SCORES)] for of in AVERAGES]
        st.markdown(table(["", *(SCORES[name] or t(f"metric.{name}") for name in SCORES)], *averages))
    st.caption(paragraphs(t, remark_lines(report, _names)))
    samples.of_pair(t, predictions)
    _by_hand(t, report, predictions, chosen, config)
    challenges(t, CHALLENGES, second_guess=(report, config))
    call = source.call_of(predictions)
    code_panel(t, {name: Made(way, call, config) for name, way in WAYS.items()}, shown=report.numbers())


def _open_cell(click: dict[str, Any]) -> None:
    row, column = click["point"]
    put({"cell_true": int(row), "cell_predicted": int(column)})


def _class_table(t: Words, report: MulticlassReport) -> None:
    scores = {name: label or t(f"metric.{name}") for name, label in (SCORES | {"auc": "AUC"}).items()}
    columns = {"name": t("class"), "support": t("support"), "predicted": t("predicted"), **scores}
    rows = {label: [getattr(row, name) for row in report.classes] for name, label in columns.items()}
    shown = st.column_config.NumberColumn(format="%.4f")
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, height=ROW_PIXELS * (min(len(report.classes), ROWS_SHOWN) + 1) + 3,
        column_config=dict.fromkeys(scores.values(), shown), placeholder="–",
    )  # fmt: skip


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(code_span, names))


@folded("part.numbers", icon="calculate", key="metrics_classes_by_hand")
def _by_hand(
    t: Words, report: MulticlassReport, predictions: Predictions, chosen: int, config: MulticlassConfig
) -> None:
    def why(reason: str) -> str:
        return t(f"undefined_average.{reason}", names=_names(report.absent))

    st.markdown(t("symbols", name=_names((report.class_names[chosen],)), k=config.top_k))
    formula_rows(t, class_rows(report, chosen), lambda name: t(f"average.{name}_of_one"), why)
    st.divider()
    twin = library.class_numbers(predictions, config)
    formula_rows(t, average_rows(report), lambda name: t(f"average.{name}", k=config.top_k), why, twin)

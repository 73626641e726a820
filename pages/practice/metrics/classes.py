"""All classes at once: who is taken for whom, each class, and the averages over classes."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics import numbers, numbers_library
from core.practice.metrics.class_challenges import second_guess_saves
from core.practice.metrics.classes import MulticlassReport, evaluate_multiclass
from core.practice.metrics.classes_figure import matrix_alt, matrix_figure
from core.practice.metrics.classes_report import average_rows, class_rows
from core.practice.metrics.given import given_classes
from core.practice.metrics.library import library_multiclass, library_ranks
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import CellState, MetricsState, MulticlassConfig
from pages.practice.metrics import samples
from pages.practice.metrics.by_hand import formula_row
from pages.practice.metrics.code import code
from pages.shared import code_panel
from pages.shared.ask import ask, choose, current_config
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.panels import folded
from pages.shared.state import put
from pages.shared.words import Words

AVERAGES = ("macro", "weighted", "micro")
DIGITS = {
    "tab": "classes", "source": "data", "data_set": "Digits", "model": "Naive Bayes", "smoothing": 1e-9,
    "test_share": 0.3, "split_seed": 0, "feature_noise": 0.0,
}  # fmt: skip
EXPERIMENTS = {
    "favorite": Experiment({**DIGITS, "normalize": "none", "cell_true": -1, "cell_predicted": -1}, right=2),
    "micro": Experiment({**DIGITS, "normalize": "row"}, right=3),
}
FEW = 5
ROW_PIXELS, ROWS_SHOWN = 35, 11  # of the table of classes


def show(t: Words, below: DeltaGenerator, predictions: Predictions) -> None:
    """Confusion matrix with its samples, the classes, the averages, and every number with its formula."""
    how, which, lead = st.columns([1.5, 1.2, 1], gap="medium", vertical_alignment="bottom")
    with how:
        ask(MulticlassConfig, t, only=("normalize",))
    with which:
        chosen = choose(t, "positive", dict(enumerate(predictions.class_names)), default=1)
    lead.button(
        t("classes.one_versus_rest"), icon=":material/arrow_forward:", width="stretch",
        help=t("classes.one_versus_rest_hint"),
        on_click=partial(put, {"positive": chosen, "tab": "threshold"}),
    )  # fmt: skip
    matrix, table = st.columns([1.2, 1], gap="medium")
    opened = st.container()
    few = len(predictions.class_names) <= FEW  # then the averages fit below the table
    averages, ranks = (table, table) if few else st.columns([1.2, 1], gap="medium")
    with table:
        class_table = st.container()
    with averages:
        average_table = st.container()
    with ranks:
        config = ask(MulticlassConfig, t, only=("top_k",))
    report = evaluate_multiclass(predictions, config)
    with matrix:
        cell = current_config(CellState, t)
        figure(
            matrix_figure(report, config.normalize, (cell.cell_true, cell.cell_predicted), t), key="metrics_matrix",
            alt=matrix_alt(report, t), on_click=_open_cell,
        )  # fmt: skip
    with opened:
        samples.of_pair(t, predictions)
    with class_table:
        _class_table(report, t)
    with average_table:
        st.markdown(_average_table(report, t))
        st.caption(t("classes.averages_said"))
    ranks.markdown(_rank_table(report, t))
    for reason in dict.fromkeys(report.undefined.values()):
        st.caption(t(f"classes.undefined.{reason}", names=", ".join(f"`{name}`" for name in report.absent)))
    _by_hand(report, predictions, chosen, config, t)
    with below:
        challenges(t, {"second_guess": second_guess_saves(report, config)})
        _code(predictions, config, t)


def _open_cell(click: dict[str, Any]) -> None:
    row, column = click["point"]
    put({"cell_true": int(row), "cell_predicted": int(column)})


def _class_table(report: MulticlassReport, t: Words) -> None:
    columns = {
        t("classes.class"): [row.name for row in report.classes],
        t("classes.support"): [row.support for row in report.classes],
        t("classes.called"): [row.predicted for row in report.classes],
        t("metric.precision"): [row.precision for row in report.classes],
        t("metric.recall"): [row.recall for row in report.classes],
        "F1": [row.f1 for row in report.classes],
        "AUC": [row.auc for row in report.classes],
    }
    numbers = (t("metric.precision"), t("metric.recall"), "F1", "AUC")
    shown = st.column_config.NumberColumn(format="%.4f")
    st.dataframe(
        pd.DataFrame(columns), hide_index=True, height=ROW_PIXELS * (min(len(report.classes), ROWS_SHOWN) + 1) + 3,
        column_config=dict.fromkeys(numbers, shown), placeholder="–",
    )  # fmt: skip


def _average_table(report: MulticlassReport, t: Words) -> str:
    lines = [" | ".join(["", t("metric.precision"), t("metric.recall"), "F1"]), ":-|-:|-:|-:"]
    for average in AVERAGES:
        cells = (_value(report, f"{name}_{average}") for name in ("precision", "recall", "f1"))
        lines.append(" | ".join([t(f"classes.{average}"), *cells]))
    return "\n".join(f"| {line} |" for line in lines)


def _rank_table(report: MulticlassReport, t: Words) -> str:
    names = ("accuracy", "top_k", "log_loss", "auc_ovr_macro", "auc_ovo_macro")
    lines = [
        " | ".join(t(f"classes.{name}") for name in names),
        " | ".join("-:" for _ in names),
        " | ".join(_value(report, name) for name in names),
    ]
    return "\n".join(f"| {line} |" for line in lines)


def _value(report: MulticlassReport, name: str) -> str:
    value = report.values[name]
    return "–" if value is None else f"**{value:.4f}**"


@folded("part.numbers", icon="calculate", key="metrics_classes_by_hand")
def _by_hand(
    report: MulticlassReport, predictions: Predictions, chosen: int, config: MulticlassConfig, t: Words
) -> None:
    st.markdown(t("classes.symbols", name=f"`{report.class_names[chosen]}`", k=config.top_k))
    for row in class_rows(report, chosen):
        formula_row(row, t(f"classes.{row.name}_of_one"), None, t, undefined=t("classes.undefined.empty"))
    st.divider()
    classes = len(report.class_names)
    twin = library_multiclass(predictions.y_true, predictions.y_pred, classes)
    if predictions.kind != "label":
        twin |= library_ranks(predictions.y_true, predictions.probabilities, config.top_k)
    absent = ", ".join(f"`{name}`" for name in report.absent)
    for row in average_rows(report):
        why = t(f"classes.undefined.{report.undefined.get(row.name) or 'empty'}", names=absent)
        formula_row(row, t(f"classes.{row.name}"), twin.get(row.name), t, undefined=why)


def _code(predictions: Predictions, config: MulticlassConfig, t: Words) -> None:
    if current_config(MetricsState, t).source == "data":
        code(t, "classes", None, config)
        return
    twins = {"NumPy": numbers.classes_of_file, "scikit-learn": numbers_library.classes_of_file}
    code_panel.code_panel(t, "metrics", twins, [given_classes(predictions), config])

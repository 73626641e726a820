"""All classes at once: which is taken for which, each class, and the averages over classes."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.challenges import second_guess_saves
from core.practice.metrics.classes import MulticlassReport, evaluate_multiclass
from core.practice.metrics.classes_figure import matrix_alt, matrix_figure
from core.practice.metrics.classes_report import average_rows, class_rows
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import CellState, MulticlassConfig
from pages.practice.metrics import samples, source
from pages.practice.metrics.by_hand import formula_row
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
    put,
)
from pages.shared import (
    choose as choose_field,
)

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
FEW = 5  # so many classes leave room for the averages beside the matrix
ROW_PIXELS, ROWS_SHOWN = 35, 11  # of the table of classes

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """Confusion matrix with its samples, the classes, the averages, and every number with its formula."""
    controls, stage = st.columns([1, 2.8], gap="medium")
    matrix, table = stage.columns([1, 1.25], gap="medium")
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
        cell = current_config(CellState, t)
        figure(
            matrix_figure(report, config.normalize, (cell.cell_true, cell.cell_predicted), t), key="metrics_matrix",
            alt=matrix_alt(report, t), on_click=_open_cell,
        )  # fmt: skip
    with table:
        _class_table(t, report)
        st.markdown(_rank_table(t, report, config.top_k))
        if len(report.class_names) <= FEW:
            st.markdown(_average_table(t, report))
    if len(report.class_names) > FEW:
        st.markdown(_average_table(t, report))
    _remarks(t, report)
    samples.of_pair(t, predictions)
    _by_hand(t, report, predictions, chosen, config)
    challenges(t, CHALLENGES, second_guess=(report, config))
    call = source.call_of(predictions)
    code_panel(
        t, {"NumPy": Made(numbers.class_numbers, call, config),
            "scikit-learn": Made(library.class_numbers, call, config)},
        shown=report.numbers(),
    )  # fmt: skip


def _open_cell(click: dict[str, Any]) -> None:
    row, column = click["point"]
    put({"cell_true": int(row), "cell_predicted": int(column)})


def _class_table(t: Words, report: MulticlassReport) -> None:
    scores = {name: t(f"metric.{name}") for name in ("precision", "recall")} | {"f1": "F1", "auc": "AUC"}
    columns = {
        t("class"): [row.name for row in report.classes],
        t("support"): [row.support for row in report.classes],
        t("predicted"): [row.predicted for row in report.classes],
        **{label: [getattr(row, name) for row in report.classes] for name, label in scores.items()},
    }
    shown = st.column_config.NumberColumn(format="%.4f")
    st.dataframe(
        pd.DataFrame(columns), hide_index=True, height=ROW_PIXELS * (min(len(report.classes), ROWS_SHOWN) + 1) + 3,
        column_config=dict.fromkeys(scores.values(), shown), placeholder="–",
    )  # fmt: skip


def _remarks(t: Words, report: MulticlassReport) -> None:
    """What the averages mean, and whatever they leave out by its name."""
    st.caption(t("averages_said"))
    values = {
        "names": _names(report.never_predicted), "absent": _names(report.absent), "ties": report.ties,
        "left_out": report.values["precision_macro"], "zero": report.precision_with_zeros,
    }  # fmt: skip
    said = {"left_out": report.never_predicted, "left_out_absent": report.absent, "ties": report.ties}
    for key in (key for key, present in said.items() if present):
        st.caption(t(key, **values))
    for reason in dict.fromkeys(report.undefined.values()):
        st.caption(t(f"undefined_average.{reason}", names=_names(report.absent)))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(code_span, names))


def _average_table(t: Words, report: MulticlassReport) -> str:
    lines = [" | ".join(["", t("metric.precision"), t("metric.recall"), "F1"]), ":-|-:|-:|-:"]
    for average in AVERAGES:
        cells = (_value(report, f"{name}_{average}") for name in ("precision", "recall", "f1"))
        lines.append(" | ".join([t(average), *cells]))
    return "\n".join(f"| {line} |" for line in lines)


def _rank_table(t: Words, report: MulticlassReport, k: int) -> str:
    names = ("accuracy", "top_k", "log_loss", "auc_ovr_macro", "auc_ovo_macro")
    lines = [
        " | ".join(t(f"average.{name}", k=k) for name in names),
        " | ".join("-:" for _ in names),
        " | ".join(_value(report, name) for name in names),
    ]
    return "\n".join(f"| {line} |" for line in lines)


def _value(report: MulticlassReport, name: str) -> str:
    value = report.values[name]
    return "–" if value is None else f"**{value:.4f}**"


@folded("part.numbers", icon="calculate", key="metrics_classes_by_hand")
def _by_hand(
    t: Words, report: MulticlassReport, predictions: Predictions, chosen: int, config: MulticlassConfig
) -> None:
    st.markdown(t("symbols", name=_names((report.class_names[chosen],)), k=config.top_k))
    for row in class_rows(report, chosen):
        formula_row(row, t(f"average.{row.name}_of_one"), None, t, undefined=t("undefined_average.empty"))
    st.divider()
    twin = library.class_numbers(predictions, config)
    for row in average_rows(report):
        why = t(f"undefined_average.{row.undefined or 'empty'}", names=_names(report.absent))
        formula_row(row, t(f"average.{row.name}", k=config.top_k), twin[row.name], t, undefined=why)

"""Predictions in the visitor's own file: which column is the truth, and which are predictions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.practice.metrics.predictions import Predictions, trained_predictions
from core.practice.metrics.regression import RegressionPredictions, trained_regression
from core.practice.metrics.settings import ClassifierConfig, MetricsState, RegressorConfig, UploadState
from core.practice.metrics.upload.column_choice import suited_columns, suited_positive
from core.practice.metrics.upload.columns import Columns, labels_of, two_labels
from core.practice.metrics.upload.predictions import (
    predictions_csv,
    uploaded_predictions,
    uploaded_regression,
    uploaded_rival,
)
from pages.practice.metrics.file import Upload, read_columns, received
from pages.shared.ask import current_config
from pages.shared.state import put
from pages.shared.words import Words

KINDS = ("score", "probabilities", "labels")


def predictions(t: Words) -> Predictions | None:
    """The uploader, the meaning of the columns, and the predictions; None while there are none."""
    upload = received(t, "classes", sample_predictions)
    if upload is None:
        return None
    columns = _columns(t, upload)
    names = upload.table.names
    if upload.guess.kind == "regression":
        st.caption(t("upload.looks_like_quantities"))
    cells = st.columns([1.4, 1, 1.2, 1])
    with cells[0]:
        _one(t, "holds", KINDS, columns.kind, {kind: t(f"upload.holds.{kind}") for kind in KINDS})
    with cells[1]:
        _one(t, "true_column", names, columns.y_true)
    with cells[2]:
        others = [name for name in names if name != columns.y_true]
        _predicted(t, "prediction_columns", others, columns.prediction, several=columns.kind == "probabilities")
    if columns.kind == "score":
        with cells[3]:
            labels = two_labels(labels_of(upload.table.column(columns.y_true)))
            _one(t, "positive_label", labels, columns.positive)
    return read_columns(t, "classes", uploaded_predictions, upload.table, columns)


def rival(t: Words) -> Predictions | None:
    """A second model's predictions for the same rows, once its columns are chosen; to be asked after `predictions`."""
    upload: Upload | None = st.session_state.get("metrics_file_classes")
    if upload is None:
        return None
    columns = _columns(t, upload)
    free = [name for name in upload.table.names if name not in (columns.y_true, *columns.prediction)]
    _predicted(t, "rival_columns", free, columns.rival, several=columns.kind == "probabilities")
    return read_columns(t, "rival", uploaded_rival, upload.table, columns) if columns.rival else None


def quantities(t: Words) -> RegressionPredictions | None:
    """The uploader, the two columns, and the predicted quantities; None while there are none."""
    upload = received(t, "quantities", sample_quantities)
    if upload is None:
        return None
    asked, names = current_config(UploadState, t), upload.table.names
    left, right = st.columns(2)
    with left:
        y_true = _one(t, "true_quantity", names, _known(asked.true_quantity, names, upload.guess.y_true))
    others = [name for name in names if name != y_true]
    with right:
        suited = suited_columns(upload.table, upload.guess, "regression", y_true)[0]
        y_pred = _one(t, "predicted_quantity", others, _known(asked.predicted_quantity, others, suited))
    columns = Columns("regression", y_true, (y_pred,))
    return read_columns(t, "quantities", uploaded_regression, upload.table, columns)


def sample_predictions() -> str:
    """A real classifier's predictions as a file to try."""
    return predictions_csv(trained_predictions(ClassifierConfig(model="Naive Bayes")))


def sample_quantities() -> str:
    """A real regressor's predictions as a file to try."""
    found = trained_regression(RegressorConfig())
    return str(pd.DataFrame({"y_true": found.y_true, "y_pred": found.y_pred}).to_csv(index=False))


def _columns(t: Words, upload: Upload) -> Columns:
    """What the visitor chose, where the table has it; else what suits."""
    table, guess, asked = upload.table, upload.guess, current_config(UploadState, t)
    guessed = "score" if guess.kind == "regression" else guess.kind
    kind = guessed if asked.holds == "guess" else asked.holds
    y_true = _known(asked.true_column, table.names, guess.y_true)
    others = [name for name in table.names if name != y_true]
    prediction = tuple(name for name in asked.prediction_columns.split("\n") if name in others)
    prediction = prediction or suited_columns(table, guess, kind, y_true)
    if kind != "probabilities":
        prediction = prediction[:1]
    positive, rivals = "", tuple[str, ...]()
    if kind == "score":
        labels = two_labels(labels_of(table.column(y_true)))
        positive = _known(asked.positive_label, labels, suited_positive(table, y_true, prediction[0]))
    if current_config(MetricsState, t).tab == "certainty":  # the only view that compares two models
        free = [name for name in others if name not in prediction]
        rivals = tuple(name for name in asked.rival_columns.split("\n") if name in free)
    return Columns(kind, y_true, prediction, positive, rivals)


def _known(asked: str, options: Sequence[str], otherwise: str) -> str:
    return asked if asked in options else otherwise


def _one(t: Words, field: str, options: Sequence[str], value: str, names: Mapping[str, str] | None = None) -> str:
    """A field whose options stand in the file; a select box shows them as they are, without markdown."""
    _draw(
        t, field, f"metrics_{field}", value, st.selectbox, options=options,
        format_func=lambda option: names[option] if names else option,
    )  # fmt: skip
    return value


def _predicted(t: Words, field: str, options: Sequence[str], chosen: Sequence[str], *, several: bool) -> None:
    """One or several columns of predictions, stored as lines."""
    if several:
        _draw(t, field, f"metrics_{field}_several", list(chosen), st.multiselect, options=options)
    else:
        blank = {} if chosen else {"index": None}
        _draw(t, field, f"metrics_{field}_one", next(iter(chosen), None), st.selectbox, options=options, **blank)


def _draw(t: Words, field: str, key: str, value: Any, widget: Callable[..., Any], **arguments: Any) -> None:
    st.session_state[key] = value

    def remember() -> None:
        now = st.session_state[key]
        if now != value:  # a new file also reports its guesses as changes
            put({field: "\n".join(now) if isinstance(now, list) else now or ""})

    label, help_text = t(f"fields.{field}.label"), t.get(f"fields.{field}.help")
    widget(label, key=key, help=help_text, placeholder=t("upload.none"), on_change=remember, **arguments)

"""Predictions in an uploaded table: which columns hold them, and what is wrong with these."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.data.table import NUMBER, Table, is_missing, numbers, shown
from core.practice.metrics.predictions import Kind, Note, Predictions
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.upload.columns import (
    CLASSES,
    SUM_TOLERANCE,
    Columns,
    class_of,
    is_numeric,
    normal_labels,
    positive_label,
    sorted_labels,
    two_labels,
)
from core.refusal import Refusal

FEATURES = 30  # columns that go along
Read = tuple[tuple[str, ...], np.ndarray, Kind, list[Note]]


def uploaded_predictions(table: Table, columns: Columns) -> Predictions:
    """The predictions of a table; rows without a value are left out and told in the notes.

    Refusal names the row and column of what cannot be read.
    """
    _check_roles(columns)
    kept = _complete_rows(table, columns)
    texts = [table.column(columns.y_true)[k] for k in kept]
    true_labels = normal_labels(texts)
    if columns.kind == "score":
        names, probabilities, kind, told = _from_score(table, columns, kept, true_labels)
    elif columns.kind == "probabilities":
        names, probabilities, kind, told = _from_probabilities(table, columns, kept, true_labels)
    else:
        names, probabilities, kind, told = _from_labels(table, columns, kept, true_labels)
    if len(names) > CLASSES:
        raise Refusal("too_many_classes",
                              limit=CLASSES, got=len(names))  # fmt: skip
    place = {name: k for k, name in enumerate(names)}
    y_true = np.array([place[label] for label in true_labels])
    used = {columns.y_true, *columns.prediction, *columns.rival}
    extra = [name for name in table.names if name not in used and is_numeric(table, name)][:FEATURES]
    features = np.column_stack([numbers(table, name)[kept] for name in extra]) if extra else np.empty((len(kept), 0))
    rows = np.array(table.rows)[kept]
    notes = (*_dropped(table, kept), *told)
    y_pred = _called(probabilities, kind)
    return Predictions(y_true, y_pred, probabilities, kind, names, rows, features, tuple(extra), None, notes)


def uploaded_rival(table: Table, columns: Columns) -> Predictions:
    """The second model's predictions, for the same rows."""
    return uploaded_predictions(table, replace(columns, prediction=columns.rival, rival=columns.prediction))


def uploaded_regression(table: Table, columns: Columns) -> RegressionPredictions:
    """True and predicted quantities of a table; rows without a value are left out and told."""
    _check_roles(columns)
    kept = _complete_rows(table, columns)
    y_true, y_pred = (numbers(table, name)[kept] for name in (columns.y_true, columns.prediction[0]))
    return RegressionPredictions(y_true, y_pred, np.array(table.rows)[kept], None, tuple(_dropped(table, kept)))


def predictions_csv(predictions: Predictions) -> str:
    """The predictions as a table that this module reads again; no cell can be taken for a formula."""
    head = ["row", "y_true", "y_pred", *(f"p_{name}" for name in predictions.class_names)]
    lines = [",".join(_escaped(name) for name in head)]
    names = [_escaped(name) for name in predictions.class_names]
    for row, true, called, p in zip(
        predictions.row, predictions.y_true, predictions.y_pred, predictions.probabilities, strict=True
    ):
        lines.append(",".join([str(row), names[true], names[called], *(repr(float(x)) for x in p)]))
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not NUMBER.fullmatch(text):
        text = "'" + text  # spreadsheets run a cell that starts so
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text


def _check_roles(columns: Columns) -> None:
    used = [columns.y_true, *columns.prediction]
    if not columns.prediction or (columns.kind == "probabilities" and len(columns.prediction) < 2):
        least = 2 if columns.kind == "probabilities" else 1
        raise Refusal("prediction_missing", least=least)
    if len(set(used)) < len(used):
        raise Refusal("column_twice")


def _complete_rows(table: Table, columns: Columns) -> np.ndarray:
    used = [table.column(name) for name in (columns.y_true, *columns.prediction, *columns.rival)]
    kept = [k for k in range(len(table.rows)) if not any(is_missing(column[k]) for column in used)]
    if len(kept) < 2:
        raise Refusal("too_few_rows",
                              got=len(kept), least=2)  # fmt: skip
    return np.array(kept)


def _dropped(table: Table, kept: np.ndarray) -> list[Note]:
    missing = sorted(set(range(len(table.rows))) - set(kept.tolist()))
    return [Note("rows_dropped", {"count": len(missing), "row": table.rows[missing[0]]})] if missing else []


def _from_score(table: Table, columns: Columns, kept: np.ndarray, true_labels: Sequence[str]) -> Read:
    labels = sorted_labels(true_labels)
    if len(labels) > 2:
        raise Refusal("score_wants_two",
                              column=shown(columns.y_true), got=len(labels))  # fmt: skip
    wished = normal_labels([columns.positive])[0] if columns.positive else ""
    two = two_labels(labels)
    positive = wished if wished in two else positive_label(two)
    others = [label for label in two if label != positive]
    names = (others[0] if others else f"≠ {positive}", positive)
    score = numbers(table, columns.prediction[0])[kept]
    low, high = float(score.min()), float(score.max())
    kind: Kind = "probability"
    told = []
    if low < 0 or high > 1:
        kind, told = "score", [Note("scores_rescaled", {"low": low, "high": high})]
        score = (score - low) / (high - low) if high > low else np.full(len(score), 0.5)
    if len(labels) == 1:
        told.append(Note("one_class", {"label": labels[0]}))
    return names, np.column_stack([1 - score, score]), kind, told


def _from_probabilities(table: Table, columns: Columns, kept: np.ndarray, true_labels: Sequence[str]) -> Read:
    labels = sorted_labels(true_labels)
    found = {name: class_of(name, labels) for name in columns.prediction}
    if any(label not in found.values() for label in labels) or len(set(found.values())) < len(found):
        if len(labels) != len(columns.prediction):
            raise Refusal(
                "columns_want_classes",
                classes=len(labels), got=len(columns.prediction),
            )  # fmt: skip
        found = dict(zip(columns.prediction, labels, strict=True))  # in the order of the classes
    table_of = np.column_stack([numbers(table, name)[kept] for name in columns.prediction])
    for k, j in np.argwhere((table_of < 0) | (table_of > 1))[:1]:
        raise Refusal("not_a_probability",
                              row=table.rows[kept[k]], column=shown(columns.prediction[j]),
                              value=shown(str(table_of[k, j])))  # fmt: skip
    sums = table_of.sum(axis=1)
    for k in np.flatnonzero(np.abs(sums - 1) > SUM_TOLERANCE)[:1]:
        raise Refusal("sum_not_one",
                              row=table.rows[kept[k]], value=round(float(sums[k]), 4))  # fmt: skip
    told = [Note("one_class", {"label": labels[0]})] if len(labels) == 1 else []
    return tuple(found.values()), table_of / sums[:, None], "probability", told


def _from_labels(table: Table, columns: Columns, kept: np.ndarray, true_labels: Sequence[str]) -> Read:
    called = normal_labels([table.column(columns.prediction[0])[k] for k in kept])
    rival = normal_labels([table.column(name)[k] for name in columns.rival for k in kept])
    names = sorted_labels([*true_labels, *called, *rival])
    told = [Note("one_class", {"label": names[0]})] if len(set(true_labels)) == 1 else []
    if len(names) == 1:
        names = (f"≠ {names[0]}", names[0])
    if len(names) > CLASSES:
        raise Refusal("too_many_classes",
                              limit=CLASSES, got=len(names))  # fmt: skip
    return names, np.eye(len(names))[[names.index(label) for label in called]], "label", told


def _called(probabilities: np.ndarray, kind: Kind) -> np.ndarray:
    if kind == "score":
        return (probabilities[:, 1] >= 0.5).astype(int)
    return np.asarray(probabilities.argmax(axis=1))

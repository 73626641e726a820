"""Predictions in an uploaded table: truth, rows that are whole, and what the columns of predictions say."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.data.number_column import NUMBER
from core.data.table import Table, bad_cell, numbers, shown
from core.practice.metrics.predictions import Note, Predictions
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.upload.columns import Columns, class_of
from core.practice.metrics.upload.direction import wrong_way
from core.practice.metrics.upload.labels import (
    CLASSES,
    joined_spellings,
    label_column,
    positive_label,
    shown_labels,
    sorted_labels,
)
from core.practice.metrics.upload.scores import (
    Evidence,
    called_column,
    from_confidence,
    from_labels,
    from_score,
    from_several,
)
from core.practice.metrics.upload.truth import are_quantities, classes_of_one_hot, truth_spellings
from core.refusal import Refusal

FEATURES = 30  # columns that go along
SEVERAL = {"probabilities": 2, "confidence": 2}  # least columns of a kind


def uploaded_predictions(table: Table, columns: Columns) -> Predictions:
    """The predictions of a table; what is left out, joined or only guessed is told in the notes.

    Refusal names the row and column of what cannot be read.
    """
    _check_roles(columns)
    wordy = _label_columns_of(table, columns)
    truth = _truth(table, columns)
    called = {name: label_column(table, name) for name in wordy}
    numeric = [name for name in (*columns.prediction, *columns.rival) if name not in wordy]
    values = {name: numbers(table, name) for name in numeric}
    kept = _whole_rows(table, [truth, *called.values()], list(values.values()))
    spelled = _spellings(table, columns, truth, called, kept)
    true_labels = [spelled[label] for k in kept if (label := truth[k]) is not None]
    called_labels = {
        name: [spelled[label] for k in kept if (label := labels[k]) is not None] for name, labels in called.items()
    }
    evidence = _evidence(table, columns, kept, true_labels, called_labels)
    names = evidence.names
    if len(names) > CLASSES:
        raise Refusal("too_many_classes", limit=CLASSES, got=len(names))
    place = {name: k for k, name in enumerate(names)}
    y_true = np.array([place[label] for label in true_labels])
    used = {columns.y_true, *columns.one_hot, *columns.prediction, *columns.rival}
    extra = [name for name in table.names if name not in used and table.numbers(name).is_numeric][:FEATURES]
    features = np.column_stack([numbers(table, name)[kept] for name in extra]) if extra else np.empty((len(kept), 0))
    y_pred = evidence.probabilities.argmax(axis=1)
    notes = (
        *_left_out(table, kept, numeric), *_joined_notes(spelled), *evidence.notes,
        *_class_notes(evidence, true_labels, y_true, y_pred), *_direction_notes(columns, evidence, y_true),
    )  # fmt: skip
    return Predictions(
        y_true=y_true, y_pred=y_pred, probabilities=evidence.probabilities, kind=evidence.kind,
        class_names=shown_labels(names), row=table.rows[kept], features=features,
        feature_names=tuple(extra), notes=notes,
    )  # fmt: skip


def uploaded_rival(table: Table, columns: Columns) -> Predictions:
    """The second model's predictions, for the same rows, with the classes in the same order."""
    first = uploaded_predictions(table, columns)
    positive = class_of(columns.rival[0], first.class_names, columns.y_true) or columns.positive
    roles = replace(columns, prediction=columns.rival, rival=columns.prediction, classes=(), positive=positive)
    rival = uploaded_predictions(table, roles)
    if rival.class_names == first.class_names or set(rival.class_names) != set(first.class_names):
        return rival
    order = [rival.class_names.index(name) for name in first.class_names]
    place = np.argsort(order)
    return replace(
        rival, class_names=first.class_names, probabilities=rival.probabilities[:, order],
        y_true=place[rival.y_true], y_pred=place[rival.y_pred],
    )  # fmt: skip


def uploaded_regression(table: Table, columns: Columns) -> RegressionPredictions:
    """True and predicted quantities of a table; rows without a value are left out and told."""
    _check_roles(columns)
    names = (columns.y_true, columns.prediction[0])
    y_true, y_pred = (numbers(table, name) for name in names)
    kept = _whole_rows(table, [], [y_true, y_pred])
    notes = tuple(_left_out(table, kept, names))
    return RegressionPredictions(
        y_true=y_true[kept], y_pred=y_pred[kept], row=table.rows[kept], feature_count=None, notes=notes
    )


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
    least = SEVERAL.get(columns.kind, 1)
    if len(columns.prediction) < least:
        raise Refusal("prediction_missing", least=least)
    used = [*(columns.one_hot or (columns.y_true,)), *columns.prediction]
    if len(set(used)) < len(used):
        raise Refusal("column_twice")


def _label_columns_of(table: Table, columns: Columns) -> list[str]:
    """The columns of predictions that hold labels."""
    both = (columns.prediction, columns.rival)
    if columns.kind == "labels":
        return [name for names in both for name in names]
    if columns.kind == "confidence":
        return [called_column(table, names) for names in both if len(names) > 1]
    return []


def _truth(table: Table, columns: Columns) -> Sequence[str | None]:
    """The true label of each row, None where it is missing."""
    if not columns.one_hot:
        column = table.numbers(columns.y_true)
        if not column.is_numeric and column.bad and are_quantities(table, columns.y_true):
            raise bad_cell(table, columns.y_true, column.bad[0])
        return label_column(table, columns.y_true)
    classes = classes_of_one_hot(columns.one_hot)
    values = np.column_stack([numbers(table, name) for name in columns.one_hot])
    known = ~np.isnan(values).any(axis=1)
    for k in np.flatnonzero(known & ~((np.sort(values, axis=1)[:, -1] == 1) & (values.sum(axis=1) == 1)))[:1]:
        raise Refusal("not_one_hot", row=table.row(k))
    names = [classes[name] for name in columns.one_hot]
    return [names[k] if whole else None for k, whole in zip(values.argmax(axis=1), known, strict=True)]


def _whole_rows(table: Table, labels: Sequence[Sequence[str | None]], values: Sequence[np.ndarray]) -> np.ndarray:
    """The places of the rows in which nothing is missing or broken, (n,)."""
    whole = np.ones(len(table.rows), dtype=bool)
    for column in labels:
        whole &= np.array([label is not None for label in column])
    for numeric in values:
        whole &= ~np.isnan(numeric)
    if whole.sum() < 2:
        raise Refusal("too_few_rows", got=int(whole.sum()), least=2)
    return np.flatnonzero(whole)


def _spellings(
    table: Table,
    columns: Columns,
    truth: Sequence[str | None],
    called: Mapping[str, Sequence[str | None]],
    kept: np.ndarray,
) -> dict[str, str]:
    """`{label: class}` of all labels in the rows that are kept."""
    counts = [Counter(label for k in kept if (label := column[k]) is not None) for column in (truth, *called.values())]
    if columns.one_hot or called:
        for count in counts:
            if len(count) > CLASSES:
                raise Refusal("too_many_classes", limit=CLASSES, got=len(count))
        return joined_spellings(counts)
    return truth_spellings(table, columns)


def _evidence(
    table: Table,
    columns: Columns,
    kept: np.ndarray,
    true_labels: Sequence[str],
    called: Mapping[str, Sequence[str]],
) -> Evidence:
    """What the columns of predictions say; of two classes the one that is looked for comes last."""
    labels = sorted_labels(true_labels)
    if columns.kind == "labels":
        known = sorted_labels([*true_labels, *(label for column in called.values() for label in column)])
        evidence = from_labels(called[columns.prediction[0]], known)
    elif columns.kind == "confidence":
        evidence = from_confidence(table, columns, kept, labels, called[called_column(table, columns.prediction)])
    elif len(columns.prediction) == 1:
        evidence = from_score(table, columns, kept, labels)
    else:
        evidence = from_several(table, columns, kept, labels)
    if len(evidence.names) == 2 and columns.kind != "score" and len(labels) == 2:
        wished = columns.positive if columns.positive in evidence.names else positive_label(labels)[0]
        if evidence.names[0] == wished and (len(columns.prediction) > 1 or columns.kind == "labels"):
            evidence = replace(
                evidence, names=evidence.names[::-1], probabilities=evidence.probabilities[:, ::-1],
                columns=evidence.columns[::-1],
            )  # fmt: skip
    return evidence


def _left_out(table: Table, kept: np.ndarray, numeric: Sequence[str]) -> list[Note]:
    """Rows without a value, cells that are no numbers, and numbers that are written otherwise."""
    notes = []
    bad = sorted({(k, name) for name in numeric for k in table.numbers(name).bad})
    missing = sorted(set(range(len(table.rows))) - set(kept.tolist()) - {k for k, _ in bad})
    if missing:
        notes.append(Note("rows_dropped", {"count": len(missing), "row": table.row(missing[0])}))
    if bad:
        k, name = bad[0]
        told = {"count": len({k for k, _ in bad}), "row": table.row(k), "column": shown(name)}
        notes.append(Note("cells_dropped", {**told, "value": shown(table.column(name).cell(k))}))
    forms: dict[str, list[str]] = {}
    for name in numeric:
        for form in table.numbers(name).forms:
            forms.setdefault(form, []).append(name)
    return notes + [Note(f"written_{form}", {"columns": tuple(names)}) for form, names in forms.items()]


def _joined_notes(spelled: Mapping[str, str]) -> list[Note]:
    pairs = tuple((label, name) for label, name in spelled.items() if label != name)
    alike = Counter(name.casefold() for name in set(spelled.values()))
    apart = tuple(sorted(name for name in set(spelled.values()) if alike[name.casefold()] > 1))
    notes = [Note("spellings_joined", {"pairs": pairs})] if pairs else []
    return notes + ([Note("spellings_apart", {"labels": apart})] if apart else [])


def _class_notes(evidence: Evidence, true_labels: Sequence[str], y_true: np.ndarray, y_pred: np.ndarray) -> list[Note]:
    """One class only, classes that averages leave out, and rows in which several classes come first."""
    notes = [Note("one_class", {"label": true_labels[0]})] if len(set(true_labels)) == 1 else []
    names = evidence.names
    uncalled = tuple(name for k, name in enumerate(names) if k not in set(y_pred.tolist()))
    untrue = tuple(name for k, name in enumerate(names) if k not in set(y_true.tolist()))
    if uncalled and len(set(true_labels)) > 1:
        notes.append(Note("never_called", {"labels": uncalled}))
    if untrue and len(set(true_labels)) > 1:
        notes.append(Note("never_true", {"labels": untrue}))
    if evidence.kind != "label":
        top = evidence.probabilities.max(axis=1, keepdims=True)
        ties = int(((evidence.probabilities == top).sum(axis=1) > 1).sum())
        if ties:
            notes.append(Note("ties", {"count": ties, "label": names[0] if len(names) == 2 else ""}))
    return notes


def _direction_notes(columns: Columns, evidence: Evidence, y_true: np.ndarray) -> list[Note]:
    """Scores that rank a class the wrong way; `turned` holds the classes of the columns that would suit better."""
    if evidence.kind == "label":
        return []
    found = wrong_way(y_true, evidence.probabilities)
    if found is None:
        return []
    told = {"label": evidence.names[found.index], "auc": found.auc, "p": found.p_value}
    turned: tuple[str, ...] = ()
    if columns.kind != "confidence":
        turned = (evidence.names[0],)
        if len(columns.prediction) > 1:
            suited = {evidence.columns[j]: evidence.names[k] for k, j in enumerate(found.order)}
            turned = tuple(suited[name] for name in columns.prediction)
    return [Note("wrong_way" if len(evidence.names) == 2 else "wrong_way_several", {**told, "turned": turned})]

"""What columns of predictions say of each class: scores, probabilities, logits, confidences, labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, softmax

from core.data.table import Table, numbers, shown
from core.practice.metrics.predictions import Kind, Note
from core.practice.metrics.upload.columns import (
    SUM_TOLERANCE,
    Columns,
    bare_name,
    class_of,
    classes_by_name,
    says_score,
)
from core.practice.metrics.upload.labels import positive_label, two_labels
from core.refusal import Refusal

PERCENT_NAME = re.compile(r"pct|percent|prob|%|概率|百分", re.IGNORECASE)


@dataclass(frozen=True)
class Evidence:
    """Classes by name, and how much speaks for each in n rows: probabilities (n, classes); `columns` they came from.

    Rows sum to one, except where `kind` is "score" and each class has a score of its own.
    """

    names: tuple[str, ...]
    probabilities: np.ndarray
    kind: Kind
    notes: tuple[Note, ...] = ()
    columns: tuple[str, ...] = ()


def from_labels(called: Sequence[str], names: tuple[str, ...]) -> Evidence:
    """Labels as zeros and ones."""
    if len(names) == 1:
        names = (f"≠ {names[0]}", names[0])
    place = {name: k for k, name in enumerate(names)}
    return Evidence(names, np.eye(len(names))[[place[label] for label in called]], "label")


def from_score(table: Table, columns: Columns, kept: np.ndarray, labels: Sequence[str]) -> Evidence:
    """One number a row that is high for the positive one of two classes. kept: (n,), the rows that are read."""
    (name,) = columns.prediction
    if len(labels) > 2:
        raise Refusal("score_wants_two", column=shown(columns.y_true), got=len(labels))
    two = two_labels(labels)
    positive, how = _positive(columns, two)
    others = [label for label in two if label != positive]
    names = (others[0] if others else f"≠ {positive}", positive)
    notes = [Note(f"speaks_{how}", {"pairs": ((name, positive),)})] if others else []
    values = numbers(table, name)[kept]
    kind: Kind = "probability"
    if columns.kind == "logits":
        score = expit(values)
        notes.append(Note("logits", {}))
    else:
        score, kind, told = _within_unit(name, values)
        notes += told
    return Evidence(names, np.column_stack([1 - score, score]), kind, notes=tuple(notes), columns=(name,))


def _positive(columns: Columns, two: Sequence[str]) -> tuple[str, str]:
    """The label that a score speaks for, and by what it is known."""
    guess, meant = positive_label(two)
    named = class_of(columns.prediction[0], two, columns.y_true)
    guess, how = (named, "by_name") if named else (guess, "by_meaning" if meant else "by_position")
    if columns.positive in two and columns.positive != guess:
        return columns.positive, "by_choice"
    return guess, how


def _within_unit(name: str, values: np.ndarray) -> tuple[np.ndarray, Kind, list[Note]]:
    """Scores moved into [0, 1] where they are not; 0 comes to lie at one half where they have both signs."""
    low, high = float(values.min()), float(values.max())
    if low >= 0 and high <= 1:
        return values, "probability", []
    told = {"low": low, "high": high}
    if low >= 0 and high <= 100 and says_score(name) and PERCENT_NAME.search(name):
        return values / 100, "probability", [Note("read_as_percent", told)]
    if low < 0 < high:
        bound = max(-low, high)
        return 0.5 + values / (2 * bound), "score", [Note("scores_around_zero", {**told, "bound": bound})]
    score = (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
    return score, "score", [Note("scores_rescaled", told)]


def from_several(table: Table, columns: Columns, kept: np.ndarray, labels: Sequence[str]) -> Evidence:
    """A column for each class: probabilities, scores of their own that do not sum to one, or logits.

    kept: (n,), the rows that are read.
    """
    found, how = classes_of_columns(columns, labels)
    notes = [Note(f"speaks_{how}", {"pairs": tuple(found.items())})]
    values = np.column_stack([numbers(table, name)[kept] for name in columns.prediction])
    names = tuple(found.values())
    if columns.kind == "logits":
        probabilities = softmax(values, axis=1)
        notes.append(Note("logits", {}))
        return Evidence(names, probabilities, "probability", notes=tuple(notes), columns=columns.prediction)
    sums = values.sum(axis=1)
    if values.max() > 1 and values.min() >= 0 and np.median(np.abs(sums - 100)) <= 100 * SUM_TOLERANCE:
        values, sums = values / 100, sums / 100
        notes.append(Note("read_as_percent", {"low": 0.0, "high": 100.0}))
    for k, j in np.argwhere((values < 0) | (values > 1))[:1]:
        raise Refusal(
            "not_a_probability", row=table.row(kept[k]), column=shown(columns.prediction[j]), value=str(values[k, j])
        )
    off = np.abs(sums - 1) > SUM_TOLERANCE
    if off.mean() > 0.5:
        told = {"low": float(sums.min()), "high": float(sums.max())}
        notes.append(Note("sums_not_one", told))
        return Evidence(names, values, "score", notes=tuple(notes), columns=columns.prediction)
    for k in np.flatnonzero(off)[:1]:
        raise Refusal("sum_not_one", row=table.row(kept[k]), value=round(float(sums[k]), 4))
    return Evidence(names, values / sums[:, None], "probability", notes=tuple(notes), columns=columns.prediction)


def classes_of_columns(columns: Columns, labels: Sequence[str]) -> tuple[dict[str, str], str]:
    """`{column: class}` for each column of predictions, and by what it is known."""
    names = columns.prediction
    guess, how = _guessed_classes(columns, labels)
    if len(columns.classes) == len(names) == len(set(columns.classes)) and set(labels) <= set(columns.classes):
        chosen = dict(zip(names, columns.classes, strict=True))
        return chosen, how if chosen == guess else "by_choice"
    if not guess:
        raise Refusal("columns_want_classes", classes=len(labels), got=len(names))
    return guess, how


def _guessed_classes(columns: Columns, labels: Sequence[str]) -> tuple[dict[str, str], str]:
    """The classes in the names; else the classes in order, which need as many columns."""
    names = columns.prediction
    two = two_labels(labels)
    named = classes_by_name(names, two, columns.y_true)
    if named and set(labels) <= set(named.values()):
        absent = {name: bare_name(name, (columns.y_true,)) for name in names if name not in named}
        found = {name: named.get(name) or absent[name] for name in names}
        if len(set(found.values())) == len(found):
            return found, "by_name"
    if len(two) == len(names):
        return dict(zip(names, two, strict=True)), "by_position"
    return {}, "by_position"


def from_confidence(
    table: Table, columns: Columns, kept: np.ndarray, labels: Sequence[str], called: Sequence[str]
) -> Evidence:
    """How sure a model is of the label it calls; the other classes share the rest.

    kept: (n,), the rows that are read.
    """
    name = next(name for name in columns.prediction if name != called_column(table, columns.prediction))
    names = two_labels(tuple(dict.fromkeys([*labels, *sorted(set(called) - set(labels))])))
    if len(names) == 1:
        names = (f"≠ {names[0]}", names[0])
    confidence = numbers(table, name)[kept]
    if confidence.max() > 1 and confidence.max() <= 100 and confidence.min() >= 100 / len(names) - 0.5:
        confidence = confidence / 100
    least = 1 / len(names)
    for k in np.flatnonzero((confidence < least - 0.005) | (confidence > 1))[:1]:
        raise Refusal(
            "not_a_confidence", row=table.row(kept[k]), column=shown(name), value=str(confidence[k]),
            least=round(least, 4),
        )  # fmt: skip
    confidence = np.maximum(confidence, np.nextafter(least, 1))  # what is called comes first, also in a tie
    place = np.array([names.index(label) for label in called])
    rest = (1 - confidence) / (len(names) - 1)
    probabilities = np.repeat(rest[:, None], len(names), axis=1)
    probabilities[np.arange(len(place)), place] = confidence
    told = Note("confidence" if len(names) == 2 else "confidence_of_several", {"column": shown(name)})
    return Evidence(tuple(names), probabilities, "probability" if len(names) == 2 else "score", (told,))


def called_column(table: Table, names: Sequence[str]) -> str:
    """The one of two columns that holds labels, not their confidences: no fractions in it."""
    first = table.numbers(names[0])
    return names[1] if first.is_numeric and bool((first.values % 1 > 0).any()) else names[0]

"""The columns that are meant: told by their names where a broken cell hides it, or suited to a chosen meaning."""

from core.data.table import NUMBER, OTHER_NUMBERS, Table
from core.practice.metrics.upload.columns import (
    SCORE_NAMES,
    Columns,
    UploadKind,
    class_of,
    is_numeric,
    labels_of,
    positive_label,
    suggested_columns,
    two_labels,
)


def guessed_columns(table: Table) -> Columns:
    """The suggested columns; where names speak of probabilities or a score, a few broken cells do not hide them.

    Else a decimal comma or a word among numbers would pass as one more class, and nobody would be told.
    """
    guess = suggested_columns(table)
    labels = labels_of(table.column(guess.y_true))
    if guess.kind != "labels" or len(labels) < 2:
        return guess
    others = [name for name in table.names if name != guess.y_true]
    of_classes = tuple(name for name in others if class_of(name, labels) in labels)
    if {class_of(name, labels) for name in of_classes} == set(labels):
        return Columns("probabilities", guess.y_true, of_classes)
    for name in others:
        if len(labels) == 2 and SCORE_NAMES.fullmatch(name) and _means_numbers(table, name, labels):
            return Columns("score", guess.y_true, (name,), suited_positive(table, guess.y_true, name))
    return guess


def _means_numbers(table: Table, name: str, labels: tuple[str, ...]) -> bool:
    """Whether at least half of the cells that are no labels are numbers, or attempts at numbers."""
    texts = [text for text in labels_of(table.column(name)) if text not in labels]
    forms = (NUMBER, *OTHER_NUMBERS.values())
    return bool(texts) and sum(any(form.fullmatch(text) for form in forms) for text in texts) * 2 >= len(texts)


def suited_columns(table: Table, guess: Columns, kind: UploadKind, y_true: str) -> tuple[str, ...]:
    """The guessed columns where they fit this kind and truth; else what the names and values of the others suggest.

    Never the column of the truth; empty only for probabilities, where no column holds numbers.
    """
    others = [name for name in table.names if name != y_true]
    kept = tuple(name for name in guess.prediction if name in others)
    if kind == guess.kind and kept:
        return kept
    if kind == "labels":
        labels = set(labels_of(table.column(y_true)))
        return tuple([name for name in others if set(labels_of(table.column(name))) <= labels] or others)[:1]
    if guess.kind == "probabilities" and kept:
        return kept[-1:]
    numeric = tuple(name for name in others if is_numeric(table, name))
    return numeric if kind == "probabilities" else (numeric or tuple(others))[:1]


def suited_positive(table: Table, y_true: str, score: str) -> str:
    """The label that a score probably speaks for: the one in its name, else the one that says yes."""
    labels = two_labels(labels_of(table.column(y_true)))
    named = class_of(score, labels)
    return named if named in labels else positive_label(labels)

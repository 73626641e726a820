"""The rows of a visitor's table: its column of classes, the features, and what keeps a model from being fitted."""

import numpy as np

from core.data.tables import Column, DataTable
from core.probability.bayes.naive import LabeledRows
from core.probability.bayes.row import MOST_FEATURES
from core.refusal import Refusal

MOST_CLASSES = 8
MOST_ROWS = 5000
FEWEST_ROWS = 2  # of each class


def class_columns(table: DataTable) -> tuple[str, ...]:
    """The columns that may hold classes: texts first, the last of them foremost, then whole numbers of few values.

    Refusal where there is none.
    """
    coded = [column.name for column in table.columns if 2 <= len(column.classes) <= MOST_CLASSES]
    whole = [column.name for column in table.columns if not column.classes and _counts_classes(column.values)]
    names = (*reversed(coded), *reversed(whole))
    if not names:
        raise Refusal("own_classes", most=MOST_CLASSES)
    return names


def _counts_classes(values: np.ndarray) -> bool:
    """Whether numbers (n,) are whole, of at least two and at most MOST_CLASSES different values."""
    known = np.unique(values[np.isfinite(values)])
    return 2 <= len(known) <= MOST_CLASSES and bool((known == np.round(known)).all())


def own_rows(table: DataTable, class_name: str) -> LabeledRows:
    """The rows that have a class and all numbers of the first columns of numbers.

    Refusal where there are fewer than two such columns or classes, a class with a single row, too many rows, or where
    no number varies.
    """
    target = table.column(class_name)
    names = tuple(
        one.name for one in table.columns
        if not one.classes and one.name != class_name and np.isfinite(one.values).any()
    )[:MOST_FEATURES]  # fmt: skip
    if len(names) < 2:
        raise Refusal("own_features", count=len(names))
    values = np.stack([table.column(name).values for name in names], axis=1)
    labels, codes = _codes(target)
    whole = np.isfinite(values).all(axis=1) & (codes >= 0)
    values, codes = values[whole], codes[whole]
    if len(values) > MOST_ROWS:
        raise Refusal("own_rows", rows=len(values), most=MOST_ROWS)
    there, codes, counts = np.unique(codes, return_inverse=True, return_counts=True)
    if len(there) < 2 or counts.min() < FEWEST_ROWS:
        raise Refusal("own_class_rows", classes=len(there), fewest=int(counts.min()) if len(counts) else 0)
    if values.var(axis=0).max() * 1e-12 == 0:
        raise Refusal("own_level")
    return LabeledRows(names=names, values=values, codes=codes, classes=tuple(labels[code] for code in there))


def _codes(column: Column) -> tuple[tuple[str, ...], np.ndarray]:
    """The classes of a column by name, and the class of each row as a code (n,), -1 where it is missing."""
    if column.classes:
        return column.classes, column.values
    known = np.unique(column.values[np.isfinite(column.values)])
    codes = np.where(np.isfinite(column.values), np.searchsorted(known, column.values), -1)
    return tuple(f"{value:g}" for value in known), codes

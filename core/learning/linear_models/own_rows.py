"""The rows of a visitor's table: which of its columns predict, and what keeps it from being fitted."""

import numpy as np

from core.data.tables import DataTable
from core.learning.linear_models.columns import TableRows
from core.refusal import Refusal

MOST_COLUMNS = 9  # that predict; those after them are left out
MOST_ROWS = 2000
FEWEST_ROWS = 3
LEAST = (
    1e-50  # squares of smaller numbers leave the range of a double; larger ones than 1e15 are no numbers to a reader
)


def number_names(table: DataTable) -> tuple[str, ...]:
    """The columns that hold at least one number; Refusal where there are fewer than two."""
    names = tuple(one.name for one in table.columns if not one.classes and np.isfinite(one.values).any())
    if len(names) < 2:
        raise Refusal("own_columns", count=len(names))
    return names


def own_rows(table: DataTable, predicted: int) -> TableRows:
    """The rows that have all numbers, of the first columns of numbers but for the one that is predicted.

    That one is counted from the last, from 0 on. Refusal where too few rows or too many are left, where a number is
    too small to be squared, or where what is predicted does not vary.
    """
    every = number_names(table)
    target = every[-1 - min(predicted, len(every) - 1)]
    names = tuple(name for name in every if name != target)[:MOST_COLUMNS]
    numbers = np.column_stack([table.column(name).values for name in (*names, target)])
    whole = np.isfinite(numbers).all(axis=1)
    rows, y = int(whole.sum()), numbers[whole, -1]
    if not FEWEST_ROWS <= rows <= MOST_ROWS:
        raise Refusal("own_rows", rows=rows, fewest=FEWEST_ROWS, most=MOST_ROWS)
    sizes = np.abs(numbers[whole])
    if (sizes[sizes > 0] < LEAST).any():
        raise Refusal("own_tiny", least=f"{LEAST:.0e}")
    if np.ptp(y) == 0:
        raise Refusal("own_level", name=target, value=float(y[0]))
    return TableRows(names=names, target=target, values=numbers[whole, :-1], y=y, codes=np.zeros(rows, int), classes=(),
                     labels=tuple(int(k) + 1 for k in np.flatnonzero(whole)))  # fmt: skip

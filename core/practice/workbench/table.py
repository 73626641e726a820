"""Rows of a table with a class to predict, cut into those that are learned from and those that judge.

Shapes: numbers (n, d) with NaN where missing, codes (n, c) with -1 where missing, labels (n,).
"""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.data.tables import Column, DataTable
from core.params import Interval, Step, config
from core.refusal import Refusal

MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_LEVELS = 20  # of a feature
MOST_TARGET = 10  # classes to predict
LEAST_ROWS = 40
LEAST_EACH = 5  # rows of a class
TableModelName = Literal["Logistic regression", "MLP", "Random forest", "Gradient boosting"]


@config
class TableSplitConfig:
    """A table, the column to predict (counted from 1; 0: the usual one), and the rows that judge."""

    table: Literal["breast_cancer", "penguins", "iris", "wine", "own"] = "breast_cancer"
    target: Annotated[int, Interval(ge=0, le=500)] = 0
    table_test: Annotated[int, Interval(ge=10, le=50), Step(5)] = 30  # percent
    table_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@config
class TableModelConfig:
    """A classifier of rows, and how long it learns: epochs of the MLP, trees, or rounds of boosting."""

    table_model: TableModelName = "Random forest"
    table_rounds: Annotated[int, Interval(ge=10, le=300), Step(10)] = 100


@dataclass(frozen=True)
class KnownRows:
    """Numbers (n, d), codes (n, c) and labels (n,) of rows whose class is known, at most 2,000."""

    numbers: np.ndarray
    codes: np.ndarray
    labels: np.ndarray

    @property
    def matrix(self) -> np.ndarray:
        """Numbers, then codes: (n, d + c)."""
        return np.concatenate([self.numbers, self.codes.astype(float)], axis=1)


@dataclass(frozen=True)
class ClassTable:
    """The rows that can be learned, and what classes and features are called.

    `dropped` counts rows without a class, `unused` columns that are no features.
    """

    rows: KnownRows
    classes: tuple[str, ...]
    number_names: tuple[str, ...]
    code_names: tuple[str, ...]
    available: int
    dropped: int
    unused: int


def possible_targets(table: DataTable) -> tuple[int, ...]:
    """The places, from 1 on, of the columns that can be predicted: 2 to 10 classes, or so many distinct numbers."""
    return tuple(k for k, column in enumerate(table.columns, 1) if 2 <= len(_as_classes(column).classes) <= MOST_TARGET)


def target_place(table: DataTable, asked: int) -> int:
    """The place of the column that is predicted: the one asked for, the usual one, or the last that can be."""
    places = possible_targets(table)
    if not places:
        raise Refusal("table_target", most=MOST_TARGET)
    usual = next((k for k in places if table.columns[k - 1].name == table.target), places[-1])
    return asked if asked in places else usual


def class_table(table: DataTable, asked: int) -> ClassTable:
    """What can be learned of a table whose column `asked` is predicted; of more than 2,000 rows so many by chance.

    Refusal where nothing can be predicted, nothing predicts, or rows are too few.
    """
    place = target_place(table, asked)
    target = _as_classes(table.columns[place - 1])
    others = [column for k, column in enumerate(table.columns, 1) if k != place]
    numbers = [column for column in others if not column.classes and np.isfinite(column.values).any()]
    codes = [column for column in others if 2 <= len(column.classes) <= MOST_LEVELS]
    numbers, codes = numbers[:MOST_COLUMNS], codes[: max(0, MOST_COLUMNS - len(numbers))]
    known = np.flatnonzero(target.values >= 0)
    chosen = known
    if len(known) > MOST_ROWS:
        chosen = np.sort(np.random.default_rng(0).choice(known, MOST_ROWS, replace=False))
    labels, classes = _labels(target, chosen)
    if not numbers and not codes:
        raise Refusal("table_features")
    rows = KnownRows(_side_by_side(numbers, chosen, np.nan), _side_by_side(codes, chosen, -1), labels)
    return ClassTable(
        rows=rows, classes=classes, number_names=tuple(one.name for one in numbers),
        code_names=tuple(one.name for one in codes), available=len(known), dropped=table.rows - len(known),
        unused=len(others) - len(numbers) - len(codes),
    )  # fmt: skip


def split_rows(labels: np.ndarray, config: TableSplitConfig) -> tuple[np.ndarray, np.ndarray]:
    """The rows to learn from (a,) and those that judge (b,); each class of labels (n,) has about its share in both."""
    from sklearn.model_selection import train_test_split

    order = np.random.default_rng(config.table_seed).permutation(len(labels))
    tested = max(round(len(labels) * config.table_test / 100), len(np.unique(labels)))
    train, test = train_test_split(order, test_size=tested, stratify=labels[order], random_state=config.table_seed)
    return np.asarray(train), np.asarray(test)


def _labels(target: Column, rows: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """The labels of rows (n,), counted through the classes that are there."""
    found, labels, counts = np.unique(target.values[rows], return_inverse=True, return_counts=True)
    if len(rows) < LEAST_ROWS:
        raise Refusal("table_few", got=len(rows), least=LEAST_ROWS)
    classes = tuple(target.classes[int(code)] for code in found)
    if len(classes) < 2:
        raise Refusal("table_target", most=MOST_TARGET)
    if counts.min() < LEAST_EACH:
        raise Refusal("table_class", name=classes[int(counts.argmin())], got=int(counts.min()), least=LEAST_EACH)
    return labels, classes


def _side_by_side(columns: list[Column], rows: np.ndarray, missing: float) -> np.ndarray:
    """Columns at rows (n,), (n, k); without columns of the type of `missing`."""
    if not columns:
        return np.empty((len(rows), 0), type(missing))
    return np.stack([column.values[rows] for column in columns], axis=1)


def _as_classes(column: Column) -> Column:
    """A column of few distinct numbers as classes; one of classes, or of many numbers, as it is."""
    if column.classes:
        return column
    known = np.isfinite(column.values)
    distinct, codes = np.unique(column.values[known], return_inverse=True)
    if not 2 <= len(distinct) <= MOST_TARGET:
        return column
    values = np.full(len(known), -1, np.int64)
    values[known] = codes
    return Column(column.name, values, column.unit, tuple(f"{value:g}" for value in distinct))

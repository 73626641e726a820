"""A table as the page of data takes it: columns of numbers and of classes, with a target, and what could not be read.

Shapes: values (n,): numbers, NaN where missing, or codes into `classes`, -1 where missing.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import numpy as np
from annotated_types import Interval, Len

from core.data.number_column import is_missing, number_column
from core.data.table import Table, shown
from core.data.tables import Column, load_table
from core.data.text_column import text_column
from core.params import config
from core.refusal import Refusal

if TYPE_CHECKING:
    from core.code_export import Made

MOST_ROWS, MOST_COLUMNS = 20_000, 50
MOST_CLASSES = 50  # of a column that takes part
BAD_TOLD = 5  # cells that are named
LEAST = 1e-100  # smaller numbers count as 0, for their squares do

Places = Annotated[tuple[Annotated[int, Interval(ge=1, le=50)], ...], Len(0, 50)]


@config
class FrameConfig:
    """The table, and the columns, numbered from 1, that are read otherwise than was guessed."""

    table: Literal["penguins", "iris", "wine", "breast_cancer", "diabetes", "own"] = "penguins"
    as_number: Places = ()
    as_class: Places = ()
    left_out: Places = ()
    target: Annotated[int, Interval(ge=0, le=50)] = 0


class BadCell(NamedTuple):
    """A cell of a column of numbers that is none: the file's row, the column and the text."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Frame:
    """Columns of equal length; `target` is the one that is predicted. bad: cells that are no numbers; bad_count: all.

    file_rows (n,): in which rows of the file they stand; encoding and delimiter: how it was read.
    A column of more classes than MOST_CLASSES is text, which takes part in nothing but counts; so do those left out.
    """

    name: str
    columns: tuple[Column, ...]
    target: str = ""
    left_out: tuple[str, ...] = ()
    own: bool = False
    bad: tuple[BadCell, ...] = ()
    bad_count: int = 0
    file_rows: np.ndarray | None = None
    encoding: str = ""
    delimiter: str = ""
    made: "Made | None" = None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values)

    def column(self, name: str) -> Column:
        """The column of a name; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]

    def names(self, kind: str) -> tuple[str, ...]:
        """The columns of a kind that take part: "number" or "class"."""
        return tuple(one.name for one in self.columns if self.kind(one) == kind)

    def features(self, kind: str) -> tuple[str, ...]:
        """The same without the target."""
        return tuple(name for name in self.names(kind) if name != self.target)

    def kind(self, column: Column) -> str:
        """What a column is: "number", "class", or "text" for what takes no part."""
        if column.name in self.left_out or len(column.classes) > MOST_CLASSES:
            return "text"
        return "class" if column.classes else "number"


def built_in_frame(config: FrameConfig) -> Frame:
    """A built-in table, its columns read as the config says."""
    table = load_table(config.table)
    frame = Frame(name=table.name, columns=table.columns, target=table.target)
    return retyped(frame, config)


def file_frame(name: str, table: Table) -> Frame:
    """A visitor's table: numbers where at least nine in ten cells are, else classes; cells that are none are kept.

    Refusal for more than 20,000 rows or 50 columns.
    """
    if len(table.rows) > MOST_ROWS or len(table.names) > MOST_COLUMNS:
        raise Refusal(
            "frame_large",
            rows=len(table.rows),
            columns=len(table.names),
            most_rows=MOST_ROWS,
            most_columns=MOST_COLUMNS,
        )
    columns, bad, count = [], list[BadCell](), 0
    for column_name in table.names:
        found, texts = table.numbers(column_name), table.column(column_name)
        if found.is_numeric:
            columns.append(Column(column_name, _plain(found.values)))
            count += len(found.bad)
            bad += [BadCell(table.row(k), shown(column_name), shown(texts.cell(k))) for k in found.bad[:BAD_TOLD]]
        else:
            columns.append(_classes(column_name, texts.cells))
    target = next((one.name for one in reversed(columns) if 2 <= len(one.classes) <= MOST_CLASSES), columns[-1].name)
    return Frame(
        name=name, columns=tuple(columns), target=target, own=True, bad=tuple(bad[:BAD_TOLD]), bad_count=count,
        file_rows=table.rows, encoding=table.encoding, delimiter=table.delimiter,
    )  # fmt: skip


def _plain(values: np.ndarray) -> np.ndarray:
    return np.where(np.abs(values) < LEAST, 0.0, values)


def _classes(name: str, cells: tuple[str, ...]) -> Column:
    """Cells as codes into their sorted texts."""
    given = sorted({cell for cell in cells if not is_missing(cell)}) or ["?"]
    code = {label: k for k, label in enumerate(given)}
    return Column(name, np.array([code.get(cell, -1) for cell in cells], dtype=np.int64), classes=tuple(given))


def retyped(frame: Frame, config: FrameConfig) -> Frame:
    """The frame with its columns read as the config says; places that it has not are passed over."""
    columns = []
    bad, count = list(frame.bad), frame.bad_count
    for place, column in enumerate(frame.columns, 1):
        if place in config.as_class and not column.classes:
            columns.append(number_as_class(column))
        elif place in config.as_number and column.classes and not set(config.as_class) & {place}:
            numbers, none = class_as_number(column)
            columns.append(numbers)
            count += len(none)
            rows = np.arange(1, frame.rows + 1) if frame.file_rows is None else frame.file_rows
            bad += [
                BadCell(int(rows[k]), shown(column.name), shown(column.classes[column.values[k]]))
                for k in none[:BAD_TOLD]
            ]
        else:
            columns.append(column)
    left_out = tuple(column.name for place, column in enumerate(columns, 1) if place in config.left_out)
    target = columns[config.target - 1].name if 0 < config.target <= len(columns) else frame.target
    return replace(
        frame, columns=tuple(columns), left_out=left_out, target=target, bad=tuple(bad[:BAD_TOLD]), bad_count=count
    )


def number_as_class(column: Column) -> Column:
    """Every distinct number as a class of its own."""
    known = ~np.isnan(column.values)
    distinct, codes = np.unique(column.values[known], return_inverse=True)
    values = np.full(len(known), -1, dtype=np.int64)
    values[known] = codes
    return Column(column.name, values, column.unit, tuple(f"{value:g}" for value in distinct) or ("?",))


def class_as_number(column: Column) -> tuple[Column, tuple[int, ...]]:
    """Every class as the number that it is written as, missing where it is none, and the places of those cells."""
    texts = (*column.classes, "")
    found = number_column(text_column(texts[code] for code in column.values.tolist()))
    return Column(column.name, _plain(found.values), column.unit), found.bad


def missing(column: Column) -> np.ndarray:
    """Which cells (n,) are missing."""
    found: np.ndarray = column.values == -1 if column.classes else np.isnan(column.values)
    return found


def numbers_of(frame: Frame, names: tuple[str, ...]) -> np.ndarray:
    """Columns of numbers side by side, (n, d)."""
    return np.stack([frame.column(name).values for name in names], axis=1) if names else np.empty((frame.rows, 0))

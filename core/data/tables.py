"""Built-in tables, and the table of a visitor's own file, with names, units and classes."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np

from core.data.number_column import is_missing
from core.data.table import Table, numbers
from core.refusal import Refusal

FILES = Path(__file__).with_name("files")
MOST_CLASSES = 50  # of a column of texts in a visitor's file
DIABETES_UNITS = {"bmi": "kg/m²", "bp": "mmHg"}
PENGUIN_UNITS = {"bill_length": "mm", "bill_depth": "mm", "flipper_length": "mm", "body_mass": "g"}


@dataclass(frozen=True)
class Column:
    """One column: numbers (n,) float64 with NaN where missing, or codes (n,) int64 into `classes`, -1 where missing."""

    name: str
    values: np.ndarray
    unit: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataTable:
    """Columns of equal length; `target` names the one that is usually predicted, "" where there is none.

    The arrays of a built-in table are read-only, for all visitors share them.
    """

    name: str
    columns: tuple[Column, ...]
    target: str = ""
    own: bool = False

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values)

    def column(self, name: str) -> Column:
        """The column of a name; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]

    def feature_names(self) -> tuple[str, ...]:
        """The columns of numbers but for the target."""
        return tuple(column.name for column in self.columns if not column.classes and column.name != self.target)

    def features(self) -> np.ndarray:
        """The columns of `feature_names`: (n, d) float64, NaN where missing."""
        return np.stack([self.column(name).values for name in self.feature_names()], axis=1)


def frozen(values: np.ndarray) -> np.ndarray:
    """The array itself, of any shape, read-only from now on."""
    values.setflags(write=False)
    return values


def plain_name(name: str) -> str:
    """The name of a column without its unit: `sepal length (cm)` is sepal_length."""
    return name.split(" (", maxsplit=1)[0].replace(" ", "_").replace("/", "_")


def _of_classes(name: str, target: str, unit: str) -> DataTable:
    from sklearn import datasets

    bunch: Mapping[str, np.ndarray] = getattr(datasets, f"load_{name}")()
    data = np.asarray(bunch["data"], dtype=np.float64)
    names = [plain_name(str(feature)) for feature in bunch["feature_names"]]
    classes = tuple(str(label) for label in bunch["target_names"])
    codes = Column(target, frozen(bunch["target"].astype(np.int64)), classes=classes)
    columns = [Column(feature, frozen(data[:, k].copy()), unit) for k, feature in enumerate(names)]
    return DataTable(name, (*columns, codes), target)


def _diabetes() -> DataTable:
    from sklearn.datasets import load_diabetes

    bunch = load_diabetes(scaled=False)
    columns = [
        Column(name, frozen(bunch.data[:, k].copy()), DIABETES_UNITS.get(name, ""))
        for k, name in enumerate(bunch.feature_names)
        if name != "sex"
    ]
    sex = Column("sex", frozen(bunch.data[:, 1].astype(np.int64) - 1), classes=("1", "2"))
    progress = Column("progression", frozen(bunch.target.copy()))
    return DataTable("diabetes", (columns[0], sex, *columns[1:], progress), "progression")


def _penguins() -> DataTable:
    with (FILES / "penguins.csv").open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    columns = []
    for header_name, cells in zip(header, zip(*records, strict=True), strict=True):
        name = header_name.removesuffix("_mm").removesuffix("_g")
        if name in ("species", "island", "sex"):
            columns.append(_coded(name, cells))
        else:
            values = np.array([float(cell) if cell else np.nan for cell in cells])
            columns.append(Column(name, frozen(values), PENGUIN_UNITS.get(name, "")))
    return DataTable("penguins", tuple(columns), "species")


def _coded(name: str, cells: tuple[str, ...]) -> Column:
    """A column of texts as codes into its sorted classes; what is missing is -1."""
    classes = sorted({cell for cell in cells if not is_missing(cell)})
    code = {label: k for k, label in enumerate(classes)}
    return Column(
        name, frozen(np.array([code.get(cell, -1) for cell in cells], dtype=np.int64)), classes=tuple(classes)
    )


TABLES: dict[str, Callable[[], DataTable]] = {
    "iris": partial(_of_classes, "iris", "species", "cm"),
    "wine": partial(_of_classes, "wine", "cultivar", ""),
    "breast_cancer": partial(_of_classes, "breast_cancer", "diagnosis", ""),
    "digits": partial(_of_classes, "digits", "digit", ""),
    "diabetes": _diabetes,
    "penguins": _penguins,
}


@cache
def load_table(name: str) -> DataTable:
    """A built-in table by its name in TABLES; KeyError where there is none."""
    return TABLES[name]()


def own_table(name: str, table: Table) -> DataTable:
    """A visitor's table: columns of numbers, and columns of at most MOST_CLASSES texts; others are left out.

    Refusal where no column of numbers is left.
    """
    columns = []
    for column in table.names:
        try:
            columns.append(Column(column, numbers(table, column)))
        except Refusal:
            coded = _coded(column, table.column(column).cells)
            columns += [coded] if len(coded.classes) <= MOST_CLASSES else []
    if not any(not column.classes and np.isfinite(column.values).any() for column in columns):
        raise Refusal("table_without_numbers")
    return DataTable(name, tuple(columns), own=True)

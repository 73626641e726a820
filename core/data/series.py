"""Built-in series of time, and the series in a visitor's own table."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from core.data.number_column import is_missing
from core.data.table import Table, numbers
from core.data.tables import FILES, frozen
from core.refusal import Refusal

DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?", re.ASCII)
SHORTEST = 10  # values of a series


@dataclass(frozen=True)
class TimeSeries:
    """Values (n,) float64 at times (n,) datetime64[D], ascending; NaN where a value is missing.

    `step` is "year", "month", "day", or "" where rows are only counted and `times` is None.
    """

    name: str
    values: np.ndarray
    times: np.ndarray | None
    step: str
    unit: str = ""
    own: bool = False


def _from_file(name: str, file: str, step: str, unit: str) -> TimeSeries:
    with (FILES / file).open(encoding="utf-8", newline="") as opened:
        _, *records = csv.reader(opened)
    times = np.array([np.datetime64(date) for date, _ in records], dtype="datetime64[D]")
    values = np.array([float(cell) if cell else np.nan for _, cell in records])
    return TimeSeries(name=name, values=frozen(values), times=frozen(times), step=step, unit=unit)


SERIES: dict[str, Callable[[], TimeSeries]] = {
    "sunspots": partial(_from_file, "sunspots", "sunspots.csv", "year", ""),
    "airline_passengers": partial(_from_file, "airline_passengers", "airline_passengers.csv", "month", ""),
    "co2": partial(_from_file, "co2", "co2.csv", "month", "ppm"),
}


@cache
def load_series(name: str) -> TimeSeries:
    """A built-in series by its name in SERIES; KeyError where there is none."""
    return SERIES[name]()


def value_columns(table: Table) -> tuple[str, ...]:
    """The columns of a visitor's table that can be a series: at least ten numbers, and no dates."""
    return tuple(name for name in table.names if name != time_column(table) and _is_series(table, name))


def _is_series(table: Table, name: str) -> bool:
    try:
        return int(np.isfinite(numbers(table, name)).sum()) >= SHORTEST
    except Refusal:
        return False


def time_column(table: Table) -> str:
    """The first column whose every cell is a year, a month or a day, each later than the one before; "" if none."""
    return next((name for name in table.names if dates(table.column(name).cells) is not None), "")


def dates(cells: tuple[str, ...]) -> tuple[np.ndarray, str] | None:
    """Ascending dates (n,) datetime64[D] of texts such as 1958, 1958-03 or 1958/3/29, and their step; else None."""
    found = [DATE.fullmatch(cell) for cell in cells]
    if not all(found):
        return None
    parts = {sum(part is not None for part in match.groups()) for match in found if match}
    if len(parts) != 1:
        return None
    try:
        texts = ["-".join(part.zfill(2) for part in match.groups() if part) for match in found if match]
        times = np.array([np.datetime64(text) for text in texts], dtype="datetime64[D]")
    except ValueError:  # a thirteenth month
        return None
    step = {1: "year", 2: "month", 3: "day"}[parts.pop()]
    return (times, step) if (np.diff(times) > np.timedelta64(0, "D")).all() else None


def own_series(name: str, table: Table, column: str) -> TimeSeries:
    """One column of a visitor's table in its order, with the dates of the table's time column where it has one."""
    values = numbers(table, column)
    at = time_column(table)
    found = dates(table.column(at).cells) if at else None
    times, step = found if found else (None, "")
    return TimeSeries(name, values, times, step, own=True)


def check_series(table: Table) -> None:
    """Refusal where a table has no column that can be a series."""
    if not value_columns(table):
        long_enough = sum(1 for cell in table.columns[0].cells if not is_missing(cell)) >= SHORTEST
        raise Refusal("series_without_numbers" if long_enough else "series_short", limit=SHORTEST)

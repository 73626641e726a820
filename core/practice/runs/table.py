"""All runs as a table of what differs, and only that."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.practice.runs.records import RunRecord, metrics_of, score, shown


@dataclass(frozen=True)
class RunsTable:
    """The columns of settings that differ among the runs, those that are equal everywhere with their value, and the
    rows: (runs, columns), the best run first.
    """

    varying: tuple[str, ...]
    equal: dict[str, Any]
    rows: pd.DataFrame
    metrics: tuple[str, ...]


def runs_table(records: tuple[RunRecord, ...], metric: str, at: str, ascending: bool) -> RunsTable:
    """The table; numbers stay numbers, so that a column can be sorted. A setting that only some runs have differs."""
    names = list(dict.fromkeys(name for record in records for name in record.settings))
    several = {record.function for record in records}
    varying = tuple(
        name for name in names if len({_said(record, name) for record in records}) > 1
    )  # fmt: skip
    metrics = metrics_of(records)
    rows = pd.DataFrame(
        [
            {
                "key": record.key, "name": record.name, "state": record.state,
                **({"kind": record.kind} if len(several) > 1 else {}),
                **{name: _cell(record.settings.get(name)) for name in varying},
                **{name: score(record, name, at) for name in metrics},
                "seconds": None if record.seconds is None else round(record.seconds, 1),
                "KB": record.bytes / 1000 if record.id else None, "note": record.note,
            }
            for record in records
        ]
    )  # fmt: skip
    if metric in rows:
        rows = rows.sort_values(metric, ascending=ascending, kind="stable", na_position="last", ignore_index=True)
    for name in varying:  # a column of numbers and texts is one of texts
        if rows[name].map(lambda cell: isinstance(cell, str)).any():
            rows[name] = rows[name].map(lambda cell: "" if cell is None else shown(cell))
    own = {name for name in ("name", "note", "KB", "seconds") if not rows.empty and not rows[name].any()}
    equal = {name: records[0].settings.get(name) for name in names if name not in varying}
    return RunsTable(varying=varying, equal=equal, rows=rows.drop(columns=list(own)), metrics=metrics)


def _said(record: RunRecord, name: str) -> str:
    return repr(record.settings[name]) if name in record.settings else ""


def _cell(value: Any) -> Any:
    return (
        value
        if isinstance(value, int | float) and not isinstance(value, bool)
        else None
        if value is None
        else shown(value)
    )

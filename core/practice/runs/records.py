"""Runs as the page knows them: flat settings, curves, a score; from a visitor's archive, or trained on the spot."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.jobs.archive import ArchivedRun, CurveSummary

KEY_LENGTH = 8  # letters of an id by which a link names a run of its reader
COUNTED_DOWN = ("loss", "error", "rmse", "mae", "mse", "perplexity", "nll", "brier", "seconds")


@dataclass(frozen=True)
class RunRecord:
    """A run: what it was asked to do, what it has come to, and where it comes from.

    `settings` are the fields of its configs by name. `parent_settings` are those of the run that it was branched from,
    also where that is gone; None where it was branched from none.
    """

    key: str
    function: str
    settings: Mapping[str, Any]
    state: str
    submitted_at: float
    seconds: float | None = None
    bytes: int = 0
    curves: Mapping[str, CurveSummary] = field(default_factory=dict)
    name: str = ""
    note: str = ""
    parent: str = ""
    parent_settings: Mapping[str, Any] | None = None
    topic: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    arguments: str = ""  # JSON
    id: str = ""  # in the archive; "" for an example
    token: str | None = None

    @property
    def label(self) -> str:
        """Its name, or its key."""
        return self.name or self.key

    @property
    def kind(self) -> str:
        """The name of the function."""
        return self.function.rpartition(":")[2]

    @property
    def is_live(self) -> bool:
        """Whether it waits for its turn or is computed."""
        return self.state in ("queued", "running")


def record_of(archived: ArchivedRun) -> RunRecord:
    """The record of a run in the archive."""
    run, card = archived.run, archived.card
    took = run.finished_at - run.started_at if run.finished_at and run.started_at else None
    settings = flat_settings(run.arguments)
    if card.data:
        settings["data"] = card.data  # arrays that a visitor has brought along, by the beginning of their digest
    return RunRecord(
        key=run.id[:KEY_LENGTH], function=run.function, settings=settings, state=run.state,
        submitted_at=run.submitted_at, seconds=took, bytes=run.bytes, curves=archived.curves, name=card.name,
        note=card.note, parent=card.parent[:KEY_LENGTH],
        parent_settings=flat_settings(card.parent_arguments) if card.parent_arguments else None, topic=card.topic,
        address=card.address, arguments=run.arguments, id=run.id, token=card.token,
    )  # fmt: skip


def flat_settings(arguments: str) -> dict[str, Any]:
    """The fields of the configs in a run's arguments by name; "Class.field" where two configs have the same.

    Read as JSON, without the classes, which a later version may have renamed.
    """
    found: list[tuple[str, str, Any]] = []
    for place, outline in enumerate(json.loads(arguments)["tuple"]):
        _gather(outline, f"argument{place + 1}", "", found)
    names = [name for _, name, _ in found]
    return {name if names.count(name) == 1 else f"{owner}.{name}": value for owner, name, value in found}


def _gather(outline: Any, name: str, owner: str, found: list[tuple[str, str, Any]]) -> None:
    """The plain values below an outline, each with the class that holds it."""
    if isinstance(outline, dict) and "class" in outline:
        inside = outline["class"].rpartition(":")[2].removesuffix("Config")
        for field_name, value in outline["fields"].items():
            _gather(value, field_name, inside, found)
    elif not (isinstance(outline, dict) and outline.keys() & {"array", "tensor"}) and not (
        owner == "" and outline is None
    ):
        found.append((owner, name, _plain(outline)))


def _plain(outline: Any) -> Any:
    """A number, a text, None, or a tuple of such."""
    if isinstance(outline, dict):
        [(_, inside)] = list(outline.items())[:1]
        return _plain(inside) if isinstance(inside, list) else str(inside)
    return tuple(map(_plain, outline)) if isinstance(outline, list) else outline


def shown(value: Any) -> str:
    """A setting as a label shows it: four digits of a number, a list in brackets."""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, tuple):
        return f"({', '.join(map(shown, value))})"
    return "–" if value is None else str(value)


def is_seed(name: str) -> bool:
    """Whether a setting only draws other random numbers."""
    last = name.rpartition(".")[2]
    return last == "seed" or last.endswith("_seed")


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """`{setting: (old, new)}` of all that differs; None stands for a setting that one side does not have."""
    names = [*old, *(name for name in new if name not in old)]
    return {name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)}


def metrics_of(records: tuple[RunRecord, ...]) -> tuple[str, ...]:
    """The names of all curves; those of a test or validation set first, losses before the rest."""
    names = {name for record in records for name in record.curves}
    return tuple(sorted(names, key=lambda name: (not _is_held_out(name), not lower_is_better(name), name)))


def _is_held_out(name: str) -> bool:
    return any(word in name.lower() for word in ("test", "val"))


def lower_is_better(metric: str) -> bool:
    """Whether a smaller value is the better one, by the metric's name."""
    return any(word in metric.lower() for word in COUNTED_DOWN)


def score(record: RunRecord, metric: str, at: str) -> float:
    """A run's last value of a metric, or ("best") its best one; NaN where it has none."""
    curve = record.curves.get(metric)
    if curve is None:
        return np.nan
    if at == "last":
        return curve.last
    return curve.low if lower_is_better(metric) else curve.high

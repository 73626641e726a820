"""Two to six runs laid over each other: what differs in their settings, and how their curves differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.code_export import Made
from core.jobs.archive import Curves
from core.practice.runs.records import RunRecord, lower_is_better, shown

MOST = 6


@dataclass(frozen=True)
class CurveComparison:
    """The last and the best value of each curve and where it is, (runs,), and the first minus the second one.

    A step is a place on the axis, be it one of epochs or seconds. `difference` (steps,) is that of the smoothed curves
    at the steps that both have, or between the points of either.
    """

    last: np.ndarray
    best: np.ndarray
    best_step: np.ndarray
    steps: np.ndarray
    difference: np.ndarray
    made: Made | None = None


def compare_curves(curves: tuple[np.ndarray, ...], smoothing: float, lower: bool) -> CurveComparison:
    """Compare curves, (2, n) each: steps and values; `lower` says whether a smaller value is the better one."""
    return _comparison(curves, smoothing, lower, _apart)


def compare_timed_curves(curves: tuple[np.ndarray, ...], smoothing: float, lower: bool) -> CurveComparison:
    """The same for curves over seconds, (2, n) each, of which two have none in common.

    The difference is taken on straight lines between points.
    """
    return _comparison(curves, smoothing, lower, _apart_between)


def _comparison(
    curves: tuple[np.ndarray, ...], smoothing: float, lower: bool, apart: Callable[..., tuple[np.ndarray, np.ndarray]]
) -> CurveComparison:
    """Compare curves, (2, n) each; `apart` gives the difference of the first two and where it is, (steps,) both."""
    steps, smooth = [curve[0] for curve in curves], [smoothed(curve[1], smoothing) for curve in curves]
    best = [_best_place(values, lower) for values in smooth]
    both, difference = apart(steps, smooth)
    return CurveComparison(
        last=np.array([values[-1] for values in smooth]),
        best=np.array([values[place] for values, place in zip(smooth, best, strict=True)]),
        best_step=np.array([step[place] for step, place in zip(steps, best, strict=True)]),
        steps=both,
        difference=difference,
    )


def _apart(steps: list[np.ndarray], values: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The steps (m,) that the first two curves, (n,) each, have in common, and the first minus the second there."""
    both, first, second = np.intersect1d(steps[0], steps[1], return_indices=True)
    return both, values[0][first] - values[1][second]


def _apart_between(steps: list[np.ndarray], values: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The same at the points of both curves, (n,) each, as far as both go, on straight lines between their points."""
    every = np.union1d(steps[0], steps[1])
    both = every[(every >= max(steps[0][0], steps[1][0])) & (every <= min(steps[0][-1], steps[1][-1]))]
    first, second = (np.interp(both, step, value) for step, value in zip(steps[:2], values[:2], strict=True))
    return both, first - second


def smoothed(values: np.ndarray, share: float) -> np.ndarray:
    """The exponential moving average with this share of the past, without bias at the start; (n,) to (n,).

    A value that is no number is left out of the average, and has none itself: a curve that diverged ends there.
    """
    if share == 0 or len(values) == 0:
        return values.astype(np.float64)
    past, weight, averages = 0.0, 0.0, np.full(len(values), np.nan)
    for place, value in enumerate(values):
        if np.isfinite(value):
            past, weight = share * past + (1 - share) * value, share * weight + (1 - share)
            averages[place] = past / weight
    return averages


def _best_place(values: np.ndarray, lower: bool) -> int:
    """Where a curve is best; at its end where it has no number."""
    if not np.isfinite(values).any():
        return len(values) - 1
    return int(np.nanargmin(values) if lower else np.nanargmax(values))


def compared(
    records: tuple[RunRecord, ...], curves: Mapping[str, Curves], name: str, smoothing: float, axis: str = "step"
) -> Made | None:  # fmt: skip
    """The call that compares a curve of some runs over an axis, (n,) each; None where fewer than two have it."""
    found = [curves[record.key][name] for record in records if name in curves[record.key]]
    if len(found) < 2:
        return None
    given = tuple(np.array(curve, float) for curve in found)
    compare = compare_timed_curves if axis == "seconds" else compare_curves
    return Made(compare, given, smoothing, lower_is_better(name))


def setting_rows(records: tuple[RunRecord, ...]) -> list[dict[str, Any]]:
    """A row for each setting that differs among some runs: its name, and its value in each run."""
    names = dict.fromkeys(name for record in records for name in record.settings)
    rows = []
    for name in names:
        values = [record.settings.get(name) for record in records]
        if any(value != values[0] for value in values):
            rows.append({"name": name, "values": tuple(shown(value) for value in values)})
    return rows


def settings_frame(records: tuple[RunRecord, ...], heading: str) -> pd.DataFrame:
    """A row for each setting that differs, (settings, 1 + runs): under `heading` its name, then its value in each run.

    Runs of one name are told apart by their keys.
    """
    rows = setting_rows(records)
    labels = [record.label for record in records]
    columns = [
        label if labels.count(label) == 1 else f"{label} {record.key}"
        for label, record in zip(labels, records, strict=True)
    ]
    table = pd.DataFrame([row["values"] for row in rows], columns=columns)
    table.insert(0, heading, [row["name"] for row in rows], allow_duplicates=True)
    return table

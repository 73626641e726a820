"""Two to six runs laid over each other: what differs in their settings, and how their curves differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.code_export import Made
from core.jobs.archive import Curves
from core.practice.runs.records import RunRecord, lower_is_better, shown

MOST = 6


@dataclass(frozen=True)
class CurveComparison:
    """The last and the best value of each curve and where it is, (runs,), and the first minus the second one.

    `difference` (steps,) is that of the smoothed curves at the steps that both have.
    """

    last: np.ndarray
    best: np.ndarray
    best_step: np.ndarray
    steps: np.ndarray
    difference: np.ndarray
    made: Made | None = None


def compare_curves(curves: tuple[np.ndarray, ...], smoothing: float, lower: bool) -> CurveComparison:
    """Compare curves, (2, n) each: steps and values; `lower` says whether a smaller value is the better one."""
    steps, smooth = [curve[0] for curve in curves], [smoothed(curve[1], smoothing) for curve in curves]
    best = [_best_place(values, lower) for values in smooth]
    both, first, second = np.intersect1d(steps[0], steps[1], return_indices=True)
    return CurveComparison(
        last=np.array([values[-1] for values in smooth]),
        best=np.array([values[place] for values, place in zip(smooth, best, strict=True)]),
        best_step=np.array([step[place] for step, place in zip(steps, best, strict=True)]),
        steps=both,
        difference=smooth[0][first] - smooth[1][second],
    )


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


def compared(records: tuple[RunRecord, ...], curves: Mapping[str, Curves], name: str, smoothing: float) -> Made | None:
    """The call that compares a curve of some runs, (n,) each; None where fewer than two of them have it."""
    found = [curves[record.key][name] for record in records if name in curves[record.key]]
    if len(found) < 2:
        return None
    return Made(compare_curves, tuple(np.array(curve, float) for curve in found), smoothing, lower_is_better(name))


def setting_rows(records: tuple[RunRecord, ...]) -> list[dict[str, Any]]:
    """A row for each setting that differs among some runs: its name, and its value in each run."""
    names = dict.fromkeys(name for record in records for name in record.settings)
    rows = []
    for name in names:
        values = [record.settings.get(name) for record in records]
        if any(value != values[0] for value in values):
            rows.append({"name": name, "values": tuple(shown(value) for value in values)})
    return rows

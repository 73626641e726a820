"""Curves over each other in sentences: who ends best, who was best, and that one seed is one seed."""

from typing import Any

import numpy as np

from core.practice.runs.curves import CurveComparison, setting_rows
from core.practice.runs.records import RunRecord, is_seed, lower_is_better

Line = tuple[str, dict[str, Any]]


def curve_lines(
    records: tuple[RunRecord, ...], found: CurveComparison, name: str, axis: str = "step"
) -> list[Line]:  # fmt: skip
    """The best end, the best place of all, the crossings of the first two, and how far to believe it."""
    sign = 1 if lower_is_better(name) else -1
    known = np.isfinite(found.last)
    lines: list[Line] = []
    if known.any():
        end = int(np.argmin(np.where(known, sign * found.last, np.inf)))
        lines.append(("compare.end", {"place": end + 1, "value": f"{found.last[end]:.4f}"}))
        best = int(np.argmin(np.where(np.isfinite(found.best), sign * found.best, np.inf)))
        values = {"place": best + 1, "value": f"{found.best[best]:.4f}", "at": f"{found.best_step[best]:.4g}"}
        lines.append((f"compare.best_{axis}", values))
    if not known.all():
        lines.append(("compare.diverged", {"count": int((~known).sum())}))
    count = crossings(found.difference)
    if not np.isfinite(found.difference).any():
        lines.append(("compare.no_common", {}))
    else:
        lines.append(("compare.crossings" if count else "compare.no_crossing", {"count": count}))
    names = [row["name"] for row in setting_rows(records)]
    lines.append(("compare.seeds_only" if names and all(map(is_seed, names)) else "compare.one_seed", {}))
    return lines


def crossings(difference: np.ndarray) -> int:
    """How often a difference (steps,) changes its sign; zeros and NaN change nothing."""
    signs = np.sign(difference[np.isfinite(difference) & (difference != 0)])
    return int((signs[1:] != signs[:-1]).sum())

"""What the winner promises, is worth, and what nested validation says."""

import numpy as np

from core.practice.tuning.curse import Curse, CurseConfig, curse_of

Line = tuple[str, dict[str, float]]


def curse_lines(found: Curse, config: CurseConfig) -> list[Line]:
    """One study, then the mean of all."""
    best = float(found.observed[found.winner])
    tied = int((found.observed == best).sum())
    lines: list[Line] = [("one", {"reported": best, "truth": float(found.truth[found.winner])})]
    if tied > 1:
        lines.append(("tied", {"tied": tied}))
    if config.candidates == 1:
        lines.append(("single", {}))
    numbers = curse_means(found)
    error = float(found.nested.std(ddof=1) / np.sqrt(len(found.nested)))
    lines.append(("many", {**numbers, "studies": len(found.reported), "error": error}))
    if np.isfinite(found.expected):
        lines.append(("exact", {"expected": found.expected, "candidates": config.candidates}))
    return lines


def curse_means(found: Curse) -> dict[str, float]:
    """The means over all studies."""
    return {name: float(getattr(found, name).mean()) for name in ("reported", "worth", "nested")}


def curse_numbers(config: CurseConfig) -> dict[str, float]:
    """The means over all studies, from their settings."""
    return curse_means(curse_of(config))

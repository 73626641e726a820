"""What the imputers and the rules for outliers have done, in sentences."""

from typing import Any

import numpy as np

from core.practice.data.gaps import Gaps, GapsConfig
from core.practice.data.outliers import Outliers
from core.tex import number, signed, total

Line = tuple[str, dict[str, Any]]


def gap_lines(found: Gaps, config: GapsConfig) -> tuple[Line, ...]:
    """What was hidden, and what the chosen imputer did to the shown column."""
    if not found.hidden_cells:
        return (("nothing_hidden", {}),)
    told: dict[str, Any] = {"cells": found.hidden_cells, "columns": len(found.names), "rows": found.rows}
    lines: list[Line] = [(f"hidden.{config.mechanism}", told)]
    hidden = int(found.hidden.sum())
    if config.mechanism == "MAR" and found.column == found.driver:
        lines.append(("is_driver", {}))
    elif not hidden:
        lines.append(("none_here", {}))
    else:
        lines.append(("shown", {"count": hidden, "spread": found.shown_spread, "shift": found.shown_shift}))
    if config.imputer in found.errors:
        lines.append(("error", {"error": found.errors[config.imputer], "kept": found.spreads[config.imputer]}))
    return tuple(lines)


def error_tex(found: Gaps) -> dict[str, str]:
    """The error of the shown column with its numbers; empty where nothing of it is hidden."""
    hidden = found.hidden
    if not hidden.any():
        return {}
    pairs = list(zip(found.filled[hidden], found.truth[hidden], strict=True))
    deviation = float(found.truth.std())
    error = float(np.sqrt(np.mean((found.filled[hidden] - found.truth[hidden]) ** 2))) / deviation
    return {
        "terms": total((f"({number(guess)} - {signed(truth)})^2" for guess, truth in pairs), 1),
        "count": str(len(pairs)), "deviation": number(deviation), "result": number(error),
    }  # fmt: skip


def best_imputer(found: Gaps) -> str:
    """The imputer with the smallest error; "" where nothing was hidden."""
    return min(found.errors, key=found.errors.__getitem__) if found.errors else ""


def outlier_lines(found: Outliers) -> tuple[Line, ...]:
    """What was planted, and what of it was flagged."""
    planted, flagged = int(found.planted.sum()), int(found.flagged.sum())
    lines: list[Line] = []
    told: dict[str, Any] = {"planted": planted, "before": found.r_before, "after": found.r_after}
    lines.append(("planted", told) if planted else ("none_planted", {"before": found.r_before}))
    if not flagged:
        lines.append(("none_flagged", {}))
    elif planted:
        counts = {"flagged": flagged, "hits": found.hits, "false": flagged - found.hits}
        lines.append(("flagged", counts | {"precision": found.precision, "recall": found.recall}))
    else:
        lines.append(("only_real", {"flagged": flagged}))
    return tuple(lines)

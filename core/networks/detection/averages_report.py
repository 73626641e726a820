"""The averages in sentences and in a table, as lines of `(key, values)`."""

from typing import Any

import numpy as np

from core.networks.detection.averages import ClassAverages
from core.networks.detection.matching import hit_ranks
from core.networks.detection.settings import SuppressionConfig

Lines = list[tuple[str, dict[str, Any]]]


def averages_lines(
    found: ClassAverages, digit: int, convention: str, match_iou: float, suppression: SuppressionConfig
) -> Lines:
    """The mean over the classes at this threshold and over ten, best and worst classes, and the four conventions.

    Then what the other tabs have set otherwise than it is at first.
    """
    values = found.by_class[convention]
    lines: Lines = [
        ("mean", {"mean": float(values.mean()), "strict": float(found.strict.mean()), "iou": match_iou}),
        ends(values),
        ("conventions", {name: float(found.by_class[name][digit]) for name in found.by_class} | {"digit": digit}),
    ]
    if suppression.confidence > SuppressionConfig().confidence:
        lines.append(("cut", {"confidence": suppression.confidence}))
    if suppression.agnostic:
        lines.append(("across", {}))
    return lines


def sum_lines(found: ClassAverages, digit: int) -> Lines:
    """The step average of a class as a sum over its hits, or that there is none."""
    hits, truths = found.hits[digit], int(found.truths[digit])
    if not hits.any():
        return [("no_hit", {"digit": digit})]
    value = float(found.by_class["step"][digit])
    return [("sum", {"terms": hit_ranks(hits), "truths": truths, "value": value})]


def ends(values: np.ndarray) -> tuple[str, dict[str, Any]]:
    """All classes with the largest of the averages (10,) and all with the smallest, or that they are equal."""
    high, low = float(values.max()), float(values.min())
    if high == low:
        return "equal", {"high": high}
    best, worst = (", ".join(map(str, np.flatnonzero(values == end))) for end in (high, low))
    return "ends", {"best": best, "high": high, "worst": worst, "low": low}

"""What the suppression has done, as lines of `(key, values)`."""

from typing import Any

import numpy as np

from core.networks.detection.recorded import Detections
from core.networks.detection.suppression import Suppression
from core.networks.detection.suppression_sweep import LIMITS, SuppressionSweep
from core.networks.detection.thresholds import DetectionJudgment

Lines = list[tuple[str, dict[str, Any]]]


def suppression_lines(found: Suppression, judgment: DetectionJudgment) -> Lines:
    """How many are left, which box has removed most, and what that costs or brings."""
    count, kept = len(found.by), len(found.kept)
    if not count:
        return [("empty", {})]
    lines: Lines = [("left", {"count": count, "kept": kept})]
    most, rank = busiest(found)
    if most:
        lines.append(("busiest", {"rank": rank + 1, "most": most}))
    duplicates = judgment.matches.reasons.count("duplicate")
    lines.append(("after", {
        "hits": judgment.hits, "truths": judgment.matches.truths, "duplicates": duplicates,
    }))  # fmt: skip
    return lines


def sweep_lines(found: SuppressionSweep, confidence: float) -> Lines:
    """Both ends of the curves and the best of the points within a class; or that there is nothing to average."""
    if not found.within.any():
        return [("sweep_empty", {})]
    best = int(found.within.argmax())
    return [("sweep_said", {
        "confidence": confidence, "unmerged": float(found.within[-1]), "within": float(found.within[0]),
        "across": float(found.across[0]), "best": float(found.within[best]), "limit": float(LIMITS[best]),
    })]  # fmt: skip


def busiest(found: Suppression) -> tuple[int, int]:
    """How many the busiest box has removed, and its index."""
    gone = np.bincount(found.by[found.by >= 0], minlength=1)
    return int(gone.max()), int(gone.argmax())


def pair_lines(detections: Detections, found: Suppression) -> Lines:
    """The IoU of the removed box that has overlapped its remover least, or that none has been removed."""
    pair = closest_pair(found)
    if pair is None:
        return [("none_gone", {})]
    gone, by, overlap = pair
    a, b = detections.boxes[by], detections.boxes[gone]
    sides = [float(max(min(a[k + 2], b[k + 2]) - max(a[k], b[k]), 0)) for k in (0, 1)]
    areas = [float((box[2] - box[0]) * (box[3] - box[1])) for box in (a, b)]
    inner = sides[0] * sides[1]
    boxes = {f"{name}{k}": float(value) for name, box in (("a", a), ("b", b)) for k, value in enumerate(box)}
    return [("pair", {
        "gone": gone + 1, "by": by + 1, "overlap": overlap, **boxes, "wide": sides[0], "high": sides[1],
        "inner": inner, "area_a": areas[0], "area_b": areas[1],
    })]  # fmt: skip


def closest_pair(found: Suppression) -> tuple[int, int, float] | None:
    """The removed detection with the smallest IoU: its index, that of the one that has removed it, and the IoU."""
    gone = np.flatnonzero(found.by >= 0)
    if not len(gone):
        return None
    k = int(gone[found.overlap[gone].argmin()])
    return k, int(found.by[k]), float(found.overlap[k])

"""The average precision of every class, by four conventions, and at ten matching thresholds."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.networks.detection.matching import (
    CONVENTIONS,
    eleven_points,
    envelope_precision,
    hundred_one_points,
    match,
    step_precision,
)
from core.networks.detection.recorded import recorded
from core.networks.detection.settings import DetectorConfig, SuppressionConfig
from core.networks.detection.suppression import survivors

CLASSES = 10
STRICTNESS = np.arange(50, 100, 5) / 100  # 0.5, 0.55, ..., 0.95


@dataclass(frozen=True)
class ClassAverages:
    """Hits by rank of each class, true boxes of each (10,), and average precisions.

    `by_class` holds one (10,) for each convention at the matching-IoU on the screen; `strict` (10, 10) is by threshold
    and class, by the convention on the screen.
    """

    hits: tuple[np.ndarray, ...]
    truths: np.ndarray
    by_class: dict[str, np.ndarray]
    strict: np.ndarray
    made: Made | None = None

    def mean(self, convention: str) -> float:
        """Over the classes, at the matching-IoU on the screen: "mAP"."""
        return float(self.by_class[convention].mean())


def averages_of(
    detector: DetectorConfig, suppression: SuppressionConfig, match_iou: float, convention: str
) -> ClassAverages:
    """All scenes, each class by itself."""
    raw, truths = recorded(detector.detector, None)
    found = survivors(raw, suppression)

    def hits_of(least: float) -> tuple[np.ndarray, ...]:
        hits = match(found, truths, least).hits
        return tuple(hits[found.classes == digit] for digit in range(CLASSES))

    counts = np.bincount(truths.classes, minlength=CLASSES)
    hits = hits_of(match_iou)
    rule = CONVENTIONS[convention]
    strict = [[rule(one, int(m)) for one, m in zip(hits_of(least), counts, strict=True)] for least in STRICTNESS]
    by_class = {
        name: np.array([area(one, int(m)) for one, m in zip(hits, counts, strict=True)])
        for name, area in CONVENTIONS.items()
    }
    return ClassAverages(hits=hits, truths=counts, by_class=by_class, strict=np.array(strict))


def convention_numbers(hits: np.ndarray, truths: int) -> dict[str, float]:
    """The four conventions for the hits (n,) of one class by rank."""
    return {
        "step": step_precision(hits, truths),
        "envelope": envelope_precision(hits, truths),
        "eleven": eleven_points(hits, truths),
        "hundred": hundred_one_points(hits, truths),
    }


def conventions_in_sklearn(hits: np.ndarray, truths: int) -> dict[str, float]:
    """The same from scikit-learn's curve, hits (n,): its recall counts only what is found, so it is scaled here."""
    from sklearn.metrics import precision_recall_curve

    if not hits.any():
        return dict.fromkeys(CONVENTIONS, 0.0)
    precision, recall, _ = precision_recall_curve(hits, -np.arange(len(hits)))  # from the last rank to the first
    recall = recall * (hits.sum() / truths)
    tops = np.maximum.accumulate(precision[:-1])  # the last pair stands for no box at all

    def sampled(points: int) -> float:
        wanted = np.linspace(0, 1, points)[:, None] - 1e-9
        return float(np.where(recall[:-1] >= wanted, tops, 0).max(axis=1).mean())

    return {
        "step": float(-np.sum(np.diff(recall) * precision[:-1])), "envelope": float(-np.sum(np.diff(recall) * tops)),
        "eleven": sampled(11), "hundred": sampled(101),
    }  # fmt: skip

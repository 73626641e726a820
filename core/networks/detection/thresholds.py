"""The three thresholds at work: what is shown, what is merged, what counts, and the average precision that is left."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.networks.detection.matching import (
    Matches,
    match,
    precision_and_recall,
    shuffled_precision,
    step_precision,
)
from core.networks.detection.recorded import Detections, Truths, recorded
from core.networks.detection.settings import DetectorConfig, MatchingConfig, SuppressionConfig
from core.networks.detection.suppression import survivors


@dataclass(frozen=True)
class DetectionJudgment:
    """The detections that are left, what each has hit, the true boxes, and precision and recall by rank (n,)."""

    found: Detections
    truths: Truths
    matches: Matches
    precision: np.ndarray
    recall: np.ndarray
    average_precision: float
    shuffled: float  # expected for the same hits and false alarms in a random order
    raw: int  # detections before confidence and suppression
    made: Made | None = None

    @property
    def hits(self) -> int:
        """How many true boxes are found."""
        return int(self.matches.hits.sum())


def judge_recording(
    detector: DetectorConfig, suppression: SuppressionConfig, matching: MatchingConfig
) -> DetectionJudgment:
    """The recorded detections of one scene or of all under the three thresholds; one ranking for all digits."""
    raw, truths = judged_recording(detector, matching)
    found = survivors(raw, suppression)
    matches = match(found, truths, matching.match_iou)
    precision, recall = precision_and_recall(matches.hits, matches.truths)
    return DetectionJudgment(
        found=found, truths=truths, matches=matches, precision=precision, recall=recall,
        average_precision=step_precision(matches.hits, matches.truths),
        shuffled=shuffled_precision(int(matches.hits.sum()), len(matches.hits), matches.truths), raw=len(raw.scores),
    )  # fmt: skip


def judged_recording(detector: DetectorConfig, matching: MatchingConfig) -> tuple[Detections, Truths]:
    """Raw detections and true boxes of the scene or the scenes that are judged."""
    return recorded(detector.detector, detector.scene if matching.judged == "scene" else None)


def ranking_numbers(
    raw: Detections, truths: Truths, suppression: SuppressionConfig, matching: MatchingConfig
) -> dict[str, float]:
    """Number of hits and average precision of raw detections under the three thresholds."""
    found = survivors(raw, suppression)
    matches = match(found, truths, matching.match_iou)
    return {
        "hits": int(matches.hits.sum()),
        "average_precision": step_precision(matches.hits, matches.truths),
    }


def ranking_in_sklearn(hits: np.ndarray, truths: int) -> dict[str, float]:
    """The same from hits (n,) by rank: scikit-learn counts no true box that nobody has found, so that is done here."""
    from sklearn.metrics import average_precision_score

    found = int(hits.sum())
    ranks = np.arange(len(hits))
    average = float(average_precision_score(hits, -ranks)) if found else 0.0
    return {"hits": found, "average_precision": average * found / truths}

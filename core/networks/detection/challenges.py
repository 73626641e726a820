"""The challenges of detection and segmentation, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.networks.detection.overlap import Overlap
from core.networks.detection.settings import DetectorConfig, MatchingConfig, SuppressionConfig
from core.networks.detection.thresholds import Judgment

STRICT = 0.5  # least IoU that a challenge takes for a hit
POOR = 0.3
LOWEST = -0.99  # GIoU


def nothing_wrong(found: Judgment, matching: MatchingConfig) -> Verdict:
    """One scene in which every digit is found and no box is a false alarm."""
    alarms = len(found.precision) - found.hits
    return judge(
        (matching.judged == "scene", "all", {}),
        (matching.match_iou >= STRICT, "loose", {"want": STRICT}),
        (found.hits == found.matches.truths, "missed", {"missed": found.matches.truths - found.hits}),
        (alarms == 0, "alarms", {"alarms": alarms}),
    )


def other_exam(
    found: Judgment, detector: DetectorConfig, suppression: SuppressionConfig, matching: MatchingConfig
) -> Verdict:
    """The trained detector's list over all scenes, unchanged, with a poor average precision."""
    usual = SuppressionConfig()
    return judge(
        (detector.detector == "trained", "detector", {}),
        (matching.judged == "all", "scene", {}),
        (suppression == usual, "list", {"confidence": usual.confidence, "nms": usual.nms_iou}),
        (found.average_precision < POOR, "good", {"got": found.average_precision, "want": POOR}),
    )


def half(found: Overlap) -> Verdict:
    """Two boxes with an IoU of exactly one half, neither inside the other."""
    return judge(
        (found.kind == "crossing", "kind", {}),
        (2 * found.intersection == found.union, "iou", {"got": found.iou}),
    )


def distant(found: Overlap) -> Verdict:
    """Two boxes, neither of them empty, with a GIoU below -0.99."""
    return judge(
        (min(found.area_a, found.area_b) > 0, "empty", {}),
        (found.giou < LOWEST, "giou", {"got": found.giou, "want": LOWEST}),
    )

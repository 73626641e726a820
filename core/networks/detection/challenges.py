"""The challenges of detection and segmentation, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.networks.detection.averages import ClassAverages
from core.networks.detection.masks import MaskScores
from core.networks.detection.overlap import BoxOverlap
from core.networks.detection.segmentation import both_ious
from core.networks.detection.settings import DetectorConfig, MatchingConfig, SegmentationConfig, SuppressionConfig
from core.networks.detection.thresholds import DetectionJudgment

STRICT = 0.5  # least IoU that a challenge takes for a hit
POOR = 0.3
MANY = 7  # digits
CROWDED = 20  # a scene
SIX = 6
TWENTY = 20
FAR_APART = 0.05
TIGHT = 0.7
WELL = 0.8
FEW_STEPS = 200
FOUND = 0.75
FOUND_BLIND = 0.7
LOWEST = -0.99  # GIoU


def nothing_wrong(found: DetectionJudgment, matching: MatchingConfig) -> Verdict:
    """One scene of seven digits or more in which every digit is found and no box is a false alarm."""
    alarms = len(found.precision) - found.hits
    return judge(
        (matching.judged == "scene", "all", {}),
        (found.matches.truths >= MANY, "few", {"truths": found.matches.truths}),
        (matching.match_iou >= STRICT, "loose", {"want": STRICT}),
        (found.hits == found.matches.truths, "missed", {"missed": found.matches.truths - found.hits}),
        (alarms == 0, "alarms", {"alarms": alarms}),
    )


def other_exam(
    found: DetectionJudgment, detector: DetectorConfig, suppression: SuppressionConfig, matching: MatchingConfig
) -> Verdict:
    """The trained detector's list over all scenes, unchanged, with a poor average precision."""
    usual = SuppressionConfig()
    return judge(
        (detector.detector == "trained", "detector", {}),
        (matching.judged == "all", "scene", {}),
        (suppression == usual, "list", {"confidence": usual.confidence, "nms": usual.nms_iou}),
        (found.average_precision < POOR, "good", {"got": found.average_precision, "want": POOR}),
    )


def half(found: BoxOverlap) -> Verdict:
    """Two boxes with an IoU of exactly one half, neither inside the other."""
    return judge(
        (found.kind == "crossing", "kind", {}),
        (2 * found.intersection == found.union, "iou", {"got": found.iou}),
    )


def distant(found: BoxOverlap) -> Verdict:
    """Two boxes, neither of them empty, with a GIoU below -0.99."""
    return judge(
        (min(found.area_a, found.area_b) > 0, "empty", {}),
        (found.giou < LOWEST, "giou", {"got": found.giou, "want": LOWEST}),
    )


def neighbors_kept(found: DetectionJudgment, detector: DetectorConfig, suppression: SuppressionConfig) -> Verdict:
    """Scene 20 with suppression across classes: six digits found, none of them twice."""
    duplicates = found.matches.reasons.count("duplicate")
    return judge(
        (detector.scene == CROWDED and detector.detector == "trained", "scene", {"want": CROWDED}),
        (suppression.agnostic, "classes", {}),
        (found.hits >= SIX, "lost", {"hits": found.hits, "want": SIX}),
        (duplicates == 0, "duplicates", {"duplicates": duplicates}),
    )


def busy(most: int) -> Verdict:
    """One box that removes at least twenty others."""
    return judge((most >= TWENTY, "few", {"most": most, "want": TWENTY}))


def apart_by(found: ClassAverages, digit: int) -> Verdict:
    """A class whose 11-point average and step average are 0.05 apart."""
    eleven, step = float(found.by_class["eleven"][digit]), float(found.by_class["step"][digit])
    return judge((abs(eleven - step) >= FAR_APART, "near", {"eleven": eleven, "step": step, "want": FAR_APART}))


def good_class(found: ClassAverages, digit: int, convention: str, match_iou: float) -> Verdict:
    """A class with a step average of at least 0.8 at a matching-IoU of 0.7 or more."""
    got = float(found.by_class["step"][digit])
    return judge(
        (convention == "step", "convention", {}),
        (match_iou >= TIGHT, "loose", {"want": TIGHT}),
        (got >= WELL, "low", {"got": got, "want": WELL}),
    )


def both_found(scores: MaskScores, config: SegmentationConfig, is_trained: bool) -> Verdict:
    """An IoU of 0.75 on discs and on squares after at most 200 steps."""
    return judge(
        (is_trained, "untrained", {}),
        (config.unet_steps <= FEW_STEPS, "long", {"steps": config.unet_steps, "want": FEW_STEPS}),
        (min(both_ious(scores)) >= FOUND, "low", _ious(scores, FOUND)),
    )


def without_skips(scores: MaskScores, config: SegmentationConfig, is_trained: bool) -> Verdict:
    """An IoU of 0.7 on discs and on squares by the network whose skips carry nothing."""
    return judge(
        (is_trained, "untrained", {}),
        (not config.skips, "skips", {}),
        (min(both_ious(scores)) >= FOUND_BLIND, "low", _ious(scores, FOUND_BLIND)),
    )


def _ious(scores: MaskScores, want: float) -> dict[str, float]:
    disc, square = both_ious(scores)
    return {"disc": disc, "square": square, "want": want}

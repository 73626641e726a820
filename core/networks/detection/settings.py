"""Every setting of detection and segmentation with its domain."""

from typing import Annotated, Literal

from core.params import Interval, Log, Step, config

MOST_RANKS = 5000


@config
class DetectionState:
    """The open tab."""

    tab: Literal["thresholds", "overlap", "suppression", "averages", "segmentation"] = "thresholds"


@config
class DetectorConfig:
    """Which recording of the detector, early in its training or at the end, and which of the sixty scenes."""

    detector: Literal["early", "trained"] = "trained"
    scene: Annotated[int, Interval(ge=0, le=59)] = 2


@config
class SuppressionConfig:
    """Which detections are left: those of enough confidence, without those that overlap a better one too much."""

    confidence: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 0.03
    nms_iou: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 0.5
    agnostic: bool = False  # boxes of different classes suppress each other, too


@config
class MatchingConfig:
    """How much a detection must overlap a true box to count, and whether one scene or all are judged."""

    match_iou: Annotated[float, Interval(ge=0.05, le=0.95), Step(0.01)] = 0.5
    judged: Literal["scene", "all"] = "scene"


@config
class RankState:
    """Down to which rank the list is read; the playhead of the film."""

    rank: Annotated[int, Interval(ge=0, le=MOST_RANKS)] = MOST_RANKS


@config
class BoxPairConfig:
    """Two opposite corners of each of two boxes, in pixels."""

    a_left: Annotated[int, Interval(ge=0, le=32)] = 4
    a_top: Annotated[int, Interval(ge=0, le=20)] = 4
    a_right: Annotated[int, Interval(ge=0, le=32)] = 16
    a_bottom: Annotated[int, Interval(ge=0, le=20)] = 14
    b_left: Annotated[int, Interval(ge=0, le=32)] = 12
    b_top: Annotated[int, Interval(ge=0, le=20)] = 6
    b_right: Annotated[int, Interval(ge=0, le=32)] = 26
    b_bottom: Annotated[int, Interval(ge=0, le=20)] = 17


@config
class ClassAveragesConfig:
    """Whose curve is drawn, and by which rule its area is taken."""

    digit: Annotated[int, Interval(ge=0, le=9)] = 1
    convention: Literal["step", "envelope", "eleven", "hundred"] = "step"


@config
class SegmentationConfig:
    """The small U-Net and how it is trained."""

    skips: bool = True
    unet_steps: Annotated[int, Interval(ge=20, le=400), Step(20)] = 120
    unet_rate: Annotated[float, Interval(ge=1e-4, le=0.1), Log()] = 5e-3
    unet_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@config
class MaskState:
    """Which held-out image is shown."""

    shown: Annotated[int, Interval(ge=0, le=39)] = 0


CONFIGS = (
    DetectionState,
    DetectorConfig,
    SuppressionConfig,
    MatchingConfig,
    RankState,
    BoxPairConfig,
    ClassAveragesConfig,
    SegmentationConfig,
    MaskState,
)

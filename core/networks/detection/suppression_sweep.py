"""The average precision over all scenes for every threshold of the suppression."""

from dataclasses import dataclass

import numpy as np

from core.networks.detection.settings import DetectorConfig, MatchingConfig, SuppressionConfig
from core.networks.detection.thresholds import judge_recording

LIMITS = np.array([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])


@dataclass(frozen=True)
class SuppressionSweep:
    """Average precision at each limit, (11,): boxes meet only within their class, or across classes."""

    within: np.ndarray
    across: np.ndarray


def sweep(detector: str, confidence: float) -> SuppressionSweep:
    """Judge all scenes at a matching-IoU of 0.5."""

    def curve(agnostic: bool) -> np.ndarray:
        return np.array([
            judge_recording(
                DetectorConfig(detector=detector),  # type: ignore[arg-type]
                SuppressionConfig(confidence=confidence, nms_iou=limit, agnostic=agnostic),
                MatchingConfig(judged="all"),
            ).average_precision
            for limit in LIMITS.tolist()
        ])  # fmt: skip

    return SuppressionSweep(within=curve(False), across=curve(True))

"""Greedy non-maximum suppression: the best box stays, what overlaps it too much goes, and so on.

Felzenszwalb et al. (2010), section 3.
"""

from dataclasses import dataclass

import numpy as np

from core.networks.detection.boxes import iou_matrix
from core.networks.detection.recorded import Detections, selected
from core.networks.detection.settings import SuppressionConfig

KEPT = -1


@dataclass(frozen=True)
class Suppression:
    """By which kept detection each of n has been suppressed (n,), -1 for those that are kept; and their IoU (n,)."""

    by: np.ndarray
    overlap: np.ndarray

    @property
    def kept(self) -> np.ndarray:
        """The indices (k,) of what is kept."""
        return np.flatnonzero(self.by == KEPT)


def suppress(found: Detections, limit: float, agnostic: bool) -> Suppression:
    """Go down the list from the most confident; each kept one suppresses all below it whose IoU is above the limit.

    Only detections of the same scene meet, and only those of the same class where it is not agnostic.
    """
    count = len(found.scores)
    by, overlap = np.full(count, KEPT), np.zeros(count)
    for scene in np.unique(found.scenes):
        here = np.flatnonzero(found.scenes == scene)
        iou = iou_matrix(found.boxes[here], found.boxes[here])
        if not agnostic:
            iou = np.where(found.classes[here][:, None] == found.classes[here], iou, 0)
        free = np.full(len(here), True)
        for k in range(len(here)):
            if free[k]:
                hit = free & (iou[k] > limit)
                hit[: k + 1] = False
                free &= ~hit
                by[here[hit]], overlap[here[hit]] = here[k], iou[k, hit]
    return Suppression(by, overlap)


def confident(found: Detections, least: float) -> Detections:
    """The detections whose confidence reaches a threshold."""
    return selected(found, found.scores >= least)


def survivors(found: Detections, config: SuppressionConfig) -> Detections:
    """What confidence and suppression leave."""
    left = confident(found, config.confidence)
    return selected(left, suppress(left, config.nms_iou, config.agnostic).kept)


def kept_numbers(raw: Detections, config: SuppressionConfig) -> dict[str, np.ndarray]:
    """The indices (k,) of what is kept, in the order of confidence."""
    left = confident(raw, config.confidence)
    return {"kept": suppress(left, config.nms_iou, config.agnostic).kept}


def kept_in_torch(raw: Detections, config: SuppressionConfig) -> dict[str, np.ndarray]:
    """The same indices (k,) in PyTorch for one scene, without a list: all boxes decide at once, again and again.

    A box is kept if no kept one above it overlaps it too much. In round r the first r decisions stand for good.
    """
    import torch

    sure = raw.scores >= config.confidence
    boxes, classes = torch.tensor(raw.boxes[sure]), torch.tensor(raw.classes[sure])
    low, high = torch.maximum(boxes[:, None, :2], boxes[:, :2]), torch.minimum(boxes[:, None, 2:], boxes[:, 2:])
    inner = (high - low).clamp(min=0).prod(dim=2)  # (n, n)
    area = (boxes[:, 2:] - boxes[:, :2]).prod(dim=1)
    union = area[:, None] + area - inner
    beats = inner / torch.where(union > 0, union, 1) > config.nms_iou
    if not config.agnostic:
        beats &= classes[:, None] == classes
    beats = beats.triu(diagonal=1)  # only what stands below
    kept = torch.ones(len(boxes), dtype=torch.bool)
    while not torch.equal(kept, following := ~(beats & kept[:, None]).any(dim=0)):
        kept = following
    return {"kept": kept.nonzero()[:, 0].numpy()}

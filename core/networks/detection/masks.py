"""Scores of a mask: pixel accuracy, and IoU and Dice of each class."""

from dataclasses import dataclass

import numpy as np

from core.networks.detection.shapes import DISC, KINDS, SQUARE


@dataclass(frozen=True)
class MaskScores:
    """Share of right pixels; IoU and Dice of background, disc and square (3,), NaN for a class that is nowhere."""

    accuracy: float
    iou: np.ndarray
    dice: np.ndarray


def mask_scores(predicted: np.ndarray, true: np.ndarray) -> MaskScores:
    """Compare classes of pixels, of any shape; several images are counted as one."""
    iou, dice = np.full(len(KINDS), np.nan), np.full(len(KINDS), np.nan)
    for kind in range(len(KINDS)):
        tp, fp, fn = pixel_counts(predicted, true, kind)
        if tp + fp + fn:
            iou[kind], dice[kind] = tp / (tp + fp + fn), 2 * tp / (2 * tp + fp + fn)
    return MaskScores(accuracy=float((predicted == true).mean()), iou=iou, dice=dice)


def pixel_counts(predicted: np.ndarray, true: np.ndarray, kind: int) -> tuple[int, int, int]:
    """Pixels of a class that are rightly found, wrongly claimed, and missed; both masks of any shape."""
    a, b = predicted == kind, true == kind
    return int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum())


def mask_numbers(predicted: np.ndarray, true: np.ndarray) -> dict[str, float]:
    """The scores of one image, both masks (32, 32)."""
    found = mask_scores(predicted, true)
    return {"accuracy": found.accuracy, "iou_disc": float(found.iou[DISC]), "iou_square": float(found.iou[SQUARE])}


def masks_in_sklearn(predicted: np.ndarray, true: np.ndarray) -> dict[str, float]:
    """The same for masks (32, 32) by scikit-learn, for which IoU is the Jaccard score."""
    from sklearn.metrics import accuracy_score, jaccard_score

    p, t = predicted.ravel(), true.ravel()
    disc, square = jaccard_score(t, p, labels=[DISC, SQUARE], average=None, zero_division=0)
    return {"accuracy": float(accuracy_score(t, p)), "iou_disc": float(disc), "iou_square": float(square)}

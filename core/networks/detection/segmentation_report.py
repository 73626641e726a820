"""The scores of the segmentation in sentences, as lines of `(key, values)`."""

from typing import Any

from core.networks.detection.masks import MaskScores, pixel_counts
from core.networks.detection.segmentation import UnetRun, background_share, both_ious, held_out, parameter_count
from core.networks.detection.shapes import KINDS
from core.tex import number

Lines = list[tuple[str, dict[str, Any]]]


def segmentation_lines(scores: MaskScores, run: UnetRun) -> Lines:
    """What the network is, and its scores over all held-out images."""
    (disc, square), baseline = both_ious(scores), background_share()
    values = {"accuracy": scores.accuracy, "baseline": baseline, "disc": disc, "square": square}
    lines: Lines = [("network", {"parameters": parameter_count()})]
    if not len(run.losses):
        return [*lines, ("first", values)]
    lines.append(("scores", {**values, "steps": len(run.losses)}))
    if scores.accuracy >= baseline and min(disc, square) < 0.1:
        lines.append(("overlooked", {}))
    return lines


def count_lines(run: UnetRun, image: int) -> Lines:
    """The pixels of discs and of squares in one image, for IoU and Dice by hand."""
    mask, true = run.masks[-1, image], held_out().masks[image]
    lines: Lines = []
    for kind in range(1, len(KINDS)):
        tp, fp, fn = pixel_counts(mask, true, kind)
        union = tp + fp + fn
        values: dict[str, Any] = {"tp": tp, "fp": fp, "fn": fn, "twice": 2 * tp, "both": union + tp}
        if union:
            values |= {"iou": number(tp / union), "dice": number(2 * tp / (union + tp))}
        lines.append((f"{'counts' if union else 'nowhere'}.{KINDS[kind]}", values))
    return lines

"""Two boxes of whole pixels: intersection, union, the smallest box around both, and the measures made of them."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.networks.detection.settings import BoxPairConfig

WIDE = 32  # pixels of the sheet
HIGH = 20
SIDES = ("left", "top", "right", "bottom")

Kind = Literal["nothing", "flat", "equal", "inside", "apart", "touching", "crossing"]


@dataclass(frozen=True)
class BoxOverlap:
    """Boxes a and b (4,) as left, top, right, bottom; their areas in pixels; NaN where a measure is not defined."""

    a: np.ndarray
    b: np.ndarray
    hull: np.ndarray
    area_a: int
    area_b: int
    intersection: int
    hull_area: int
    kind: Kind

    @property
    def union(self) -> int:
        """Pixels in either box."""
        return self.area_a + self.area_b - self.intersection

    @property
    def iou(self) -> float:
        """Intersection over union (Jaccard, 1901)."""
        return self.intersection / self.union if self.union else float("nan")

    @property
    def dice(self) -> float:
        """Twice the intersection over the sum of both areas."""
        return 2 * self.intersection / (self.area_a + self.area_b) if self.union else float("nan")

    @property
    def giou(self) -> float:
        """IoU minus the share of the smallest box around both that neither fills (Rezatofighi et al., 2019)."""
        return self.iou - (self.hull_area - self.union) / self.hull_area if self.union else float("nan")


def box_fields(**boxes: tuple[int, ...]) -> dict[str, int]:
    """The fields of boxes a and b, each given as left, top, right, bottom."""
    return {f"{name}_{side}": value for name, box in boxes.items() for side, value in zip(SIDES, box, strict=True)}


def moved_to(name: str, wide: int, high: int, x: float, y: float) -> dict[str, int]:
    """The fields of a box of this size around a middle, on the sheet."""
    left = min(max(round(x - wide / 2), 0), WIDE - wide)
    top = min(max(round(y - high / 2), 0), HIGH - high)
    return box_fields(**{name: (left, top, left + wide, top + high)})


def overlap_of(config: BoxPairConfig) -> BoxOverlap:
    """What two boxes have in common; any two opposite corners make a box, in either order."""
    a = sorted_corners(config.a_left, config.a_top, config.a_right, config.a_bottom)
    b = sorted_corners(config.b_left, config.b_top, config.b_right, config.b_bottom)
    low, high = np.maximum(a[:2], b[:2]), np.minimum(a[2:], b[2:])
    hull = np.concatenate([np.minimum(a[:2], b[:2]), np.maximum(a[2:], b[2:])])
    return BoxOverlap(
        a=a, b=b, hull=hull, area_a=area(a), area_b=area(b),
        intersection=int(np.prod(np.maximum(high - low, 0))), hull_area=area(hull), kind=kind_of(a, b),
    )  # fmt: skip


def sorted_corners(x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
    """The box (4,) of two opposite corners as left, top, right, bottom."""
    return np.array([min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)])


def area(box: np.ndarray) -> int:
    """The pixels of a box (4,)."""
    return int((box[2] - box[0]) * (box[3] - box[1]))


def kind_of(a: np.ndarray, b: np.ndarray) -> Kind:
    """How two boxes (4,) lie to each other."""
    if not area(a) and not area(b):
        return "nothing"
    if not area(a) or not area(b):
        return "flat"
    if (a == b).all():
        return "equal"
    gap = np.maximum(a[:2], b[:2]) - np.minimum(a[2:], b[2:])
    if (gap > 0).any():
        return "apart"
    if (gap == 0).any():
        return "touching"
    in_b = (a[:2] >= b[:2]).all() and (a[2:] <= b[2:]).all()
    in_a = (b[:2] >= a[:2]).all() and (b[2:] <= a[2:]).all()
    return "inside" if in_a or in_b else "crossing"


def moved_over(config: BoxPairConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """IoU and GIoU while b is moved over the sheet from left to right: places of its left side, (places,) each."""
    b = overlap_of(config).b
    wide = int(b[2] - b[0])
    lefts = np.arange(WIDE - wide + 1)
    found = [overlap_of(replace(config, b_left=left, b_right=left + wide)) for left in lefts.tolist()]
    return lefts, np.array([one.iou for one in found]), np.array([one.giou for one in found])


def overlap_numbers(config: BoxPairConfig) -> dict[str, float]:
    """IoU and Dice of the two boxes, from their areas."""
    found = overlap_of(config)
    return {"iou": found.iou, "dice": found.dice}


def overlap_in_sklearn(config: BoxPairConfig) -> dict[str, float]:
    """The same by counting pixels: each box as a mask, IoU is the Jaccard score and Dice the F1 score."""
    from sklearn.metrics import f1_score, jaccard_score

    x, y = np.arange(WIDE), np.arange(HIGH)[:, None]
    masks = []
    for box in (
        sorted_corners(config.a_left, config.a_top, config.a_right, config.a_bottom),
        sorted_corners(config.b_left, config.b_top, config.b_right, config.b_bottom),
    ):
        inside = (x >= box[0]) & (x < box[2]) & (y >= box[1]) & (y < box[3])
        masks.append(inside.ravel())
    if not (masks[0] | masks[1]).any():
        return {"iou": float("nan"), "dice": float("nan")}
    return {"iou": float(jaccard_score(*masks)), "dice": float(f1_score(*masks))}

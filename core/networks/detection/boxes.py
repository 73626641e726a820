"""Boxes with sides along the axes, and how much two of them overlap.

A box is x0, y0, x1, y1 with x0 <= x1 and y0 <= y1; it covers the half-open pixels from x0 to x1 and from y0 to y1.
"""

import numpy as np


def box_areas(boxes: np.ndarray) -> np.ndarray:
    """The areas (n,) of boxes (n, 4)."""
    return np.asarray((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))


def iou_matrix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union of each box of a (n, 4) with each of b (m, 4), as (n, m); 0 where the union is empty."""
    a_side, b_side = a.T[:, :, None], b.T[:, None]  # (4, n, 1) and (4, 1, m)
    wide = np.minimum(a_side[2], b_side[2]) - np.maximum(a_side[0], b_side[0])
    high = np.minimum(a_side[3], b_side[3]) - np.maximum(a_side[1], b_side[1])
    intersection = np.maximum(wide, 0) * np.maximum(high, 0)  # (n, m)
    union = box_areas(a)[:, None] + box_areas(b)[None] - intersection
    return np.asarray(intersection / np.where(union > 0, union, 1))

"""Scenes of handwritten digits: several on one canvas, in different sizes, some of them overlapping."""

from dataclasses import dataclass

import numpy as np

from core.networks.detection.boxes import iou_matrix

SIDE = 96  # pixels of the canvas
FEWEST = 5
MOST = 9  # digits on a canvas
SMALLEST = 0.6  # of 28 pixels
LARGEST = 1.3
CLOSEST = 0.4  # largest IoU of two true boxes
TRIES = 60
INK_LEVEL = 60  # gray value from which a pixel belongs to the box


@dataclass(frozen=True)
class Scene:
    """A canvas uint8 (side, side), the true boxes (n, 4) as x0, y0, x1, y1 in pixels, and the digits in them (n,)."""

    canvas: np.ndarray
    boxes: np.ndarray
    labels: np.ndarray


def digit_scene(images: np.ndarray, labels: np.ndarray, rng: np.random.Generator) -> Scene:
    """A random scene from images (n, 28, 28) and their digits (n,); every box fits its digit tightly."""
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    boxes: list[np.ndarray] = []
    digits: list[int] = []
    wanted = int(rng.integers(FEWEST, MOST + 1))
    for _ in range(TRIES):
        if len(boxes) == wanted:
            break
        k = int(rng.integers(len(labels)))
        digit = resized(images[k], float(rng.uniform(SMALLEST, LARGEST)))
        high, wide = digit.shape
        if high > SIDE or wide > SIDE:
            continue
        x, y = int(rng.integers(SIDE - wide + 1)), int(rng.integers(SIDE - high + 1))
        if boxes and rng.random() < 0.5:  # beside a digit that is there
            near = boxes[int(rng.integers(len(boxes)))]
            x = int(np.clip(near[0] + rng.integers(-wide, wide + 1), 0, SIDE - wide))
            y = int(np.clip(near[1] + rng.integers(-high // 3, high // 3 + 1), 0, SIDE - high))
        box = np.array([x, y, x + wide, y + high], dtype=float)
        if boxes and iou_matrix(box[None], np.array(boxes)).max() > CLOSEST:
            continue
        part = canvas[y : y + high, x : x + wide]
        np.maximum(part, digit, out=part)
        boxes.append(box)
        digits.append(int(labels[k]))
    return Scene(canvas, np.array(boxes), np.array(digits))


def resized(image: np.ndarray, factor: float) -> np.ndarray:
    """An image (28, 28) cut to its ink and made larger or smaller by a factor, (height, width)."""
    from PIL import Image

    rows, columns = np.nonzero(image >= INK_LEVEL)
    cut = image[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    size = [max(round(length * factor), 4) for length in cut.shape[::-1]]
    return np.asarray(Image.fromarray(cut).resize((size[0], size[1]), Image.Resampling.BILINEAR))

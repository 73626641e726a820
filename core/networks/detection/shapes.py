"""Small noisy images of discs and squares, and the class of every pixel."""

from dataclasses import dataclass

import numpy as np

SIDE = 32
NOISE = 0.3
BACKGROUND = 0
DISC = 1
SQUARE = 2
KINDS = ("background", "disc", "square")


@dataclass(frozen=True)
class ShapeImages:
    """Images (n, 32, 32) float32 around 0 and the class of every pixel (n, 32, 32): 0, 1 disc, 2 square."""

    images: np.ndarray
    masks: np.ndarray


def shape_images(count: int, rng: np.random.Generator) -> ShapeImages:
    """Each image holds one disc and one square of random size, place and brightness; the later lies above."""
    y, x = np.mgrid[:SIDE, :SIDE]
    images = np.zeros((count, SIDE, SIDE), np.float32)
    masks = np.zeros((count, SIDE, SIDE), np.uint8)
    for k in range(count):
        for kind in rng.permutation([DISC, SQUARE]).tolist():
            half = float(rng.uniform(3, 6.5))
            middle_x, middle_y = rng.uniform(half, SIDE - half, size=2)
            across, down = np.abs(x + 0.5 - middle_x), np.abs(y + 0.5 - middle_y)
            inside = np.hypot(across, down) <= half if kind == DISC else np.maximum(across, down) <= half
            images[k][inside] = rng.uniform(0.6, 1.2)
            masks[k][inside] = kind
        images[k] += rng.normal(0, NOISE, (SIDE, SIDE)).astype(np.float32)
    return ShapeImages(images, masks)

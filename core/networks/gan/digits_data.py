"""The digits of scikit-learn, parted into those that a discriminator is shown and those held out."""

from dataclasses import dataclass
from functools import cache

import numpy as np

HELD_OUT = 297
SIDE = 8  # pixels of an image
BRIGHTEST = 16.0  # of a pixel


@dataclass(frozen=True)
class DigitPoints:
    """Images as points: train (n, 64) and held_out (297, 64) with pixels from 0 to 16; labels (n,) of train.

    baseline: (297,) distance of each image held out to the nearest of train; `baseline_nearest` (297,) is its row.
    """

    train: np.ndarray
    labels: np.ndarray
    held_out: np.ndarray
    baseline: np.ndarray
    baseline_nearest: np.ndarray


def nearest_images(points: np.ndarray, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`(distances, rows)`, both (m,): from points (m, d) to the nearest of images (n, d), by Euclid.

    ‖a − b‖² = ‖a‖² − 2 a·b + ‖b‖² finds the row, the distance is then taken from the difference.
    """
    points, images = points.astype(float), images.astype(float)
    squares = (images**2).sum(axis=1) - 2 * points @ images.T
    rows = squares.argmin(axis=1)
    return np.linalg.norm(points - images[rows], axis=1), rows


@cache
def digit_points(count: int) -> DigitPoints:
    """The first `count` images of a fixed shuffle, and the last 297 as those held out."""
    from sklearn.datasets import load_digits

    data = load_digits()
    order = np.random.default_rng(0).permutation(len(data.data))
    rows, held = order[:count], order[-HELD_OUT:]
    baseline, nearest = nearest_images(data.data[held], data.data[rows])
    found = DigitPoints(
        train=data.data[rows], labels=data.target[rows], held_out=data.data[held], baseline=baseline,
        baseline_nearest=nearest,
    )  # fmt: skip
    for array in vars(found).values():
        array.flags.writeable = False
    return found

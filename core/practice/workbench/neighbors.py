"""The training images that are most like an image, pixel by pixel."""

import numpy as np

from core.practice.workbench.images import ImageSet

NEAREST = 8


def nearest_images(images: ImageSet, image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places (8,) of the training images nearest to an image (side, side, channels), and how far they are, (8,).

    The distance is the root of the mean square of the differences between pixels from 0 to 255.
    """
    flat = images.train_images.reshape(len(images.train_labels), -1)
    own = image.reshape(-1).astype(np.float32)
    squares = np.concatenate([((part.astype(np.float32) - own) ** 2).mean(axis=1) for part in np.array_split(flat, 16)])
    nearest = np.argsort(squares, kind="stable")[:NEAREST]
    return nearest, np.sqrt(squares[nearest])

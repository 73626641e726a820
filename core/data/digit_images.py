"""Built-in sets of small labeled images: handwritten digits and pieces of clothing, 28 by 28."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from core.data.tables import FILES, frozen

GARMENTS = (
    "tshirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle_boot",
)  # fmt: skip


@dataclass(frozen=True)
class LabeledImages:
    """Images uint8 (n, 28, 28), white on black, and labels int64 (n,), parted into train and test."""

    name: str
    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    classes: tuple[str, ...]


def _from_file(name: str, classes: tuple[str, ...]) -> LabeledImages:
    with np.load(FILES / f"{name}.npz", allow_pickle=False) as arrays:
        images = {key: frozen(arrays[key]) for key in ("train_images", "test_images")}
        labels = {key: frozen(arrays[key].astype(np.int64)) for key in ("train_labels", "test_labels")}
    return LabeledImages(name, **images, **labels, classes=classes)


DIGIT_IMAGES: dict[str, Callable[[], LabeledImages]] = {
    "mnist": partial(_from_file, "mnist", tuple("0123456789")),
    "fashion_mnist": partial(_from_file, "fashion_mnist", GARMENTS),
}


@cache
def load_digit_images(name: str) -> LabeledImages:
    """A built-in set by its name in DIGIT_IMAGES; KeyError where there is none."""
    return DIGIT_IMAGES[name]()

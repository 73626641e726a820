"""A set of labeled images, cut into what is learned from, what decides meanwhile, and what judges in the end."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.data.digit_images import GARMENTS
from core.data.tables import FILES
from core.practice.workbench.archives import archived_arrays
from core.practice.workbench.settings import ImagesConfig
from core.refusal import Refusal

DIGITS_TEST = 360  # of the 1,797 images of scikit-learn
OWN_TEST = 0.2  # of a visitor's own images
LEAST = 20  # images to learn from
CLASSES = {
    "mnist": tuple("0123456789"),
    "mnist_full": tuple("0123456789"),
    "digits": tuple("0123456789"),
    "fashion_mnist": GARMENTS,
    "fashion_full": GARMENTS,
    "cifar10": ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
}


@dataclass(frozen=True)
class OwnImages:
    """A visitor's images uint8 (n, side, side, channels), their labels int64 (n,), and the classes by name."""

    images: np.ndarray
    labels: np.ndarray
    classes: tuple[str, ...]


@dataclass(frozen=True)
class ImageSet:
    """Images uint8 (n, side, side, channels) with labels int64 (n,), in three parts, and the classes by name.

    `available` counts the images that could be taken to learn from, `taken` those that are, held-out ones included.
    """

    train_images: np.ndarray
    train_labels: np.ndarray
    validation_images: np.ndarray
    validation_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    classes: tuple[str, ...]
    available: int
    taken: int
    made: Made | None = None

    @property
    def shape(self) -> tuple[int, int, int]:
        """Side, side and channels of an image."""
        side, _, channels = self.train_images.shape[1:]
        return side, side, channels


def image_set(config: ImagesConfig, own: OwnImages | None = None) -> ImageSet:
    """The images of a config, after a shuffle by its seed; of a visitor's own a fifth is the test set.

    Refusal where a class has no image to learn from, or where the set is not on this machine.
    """
    images, labels, test_images, test_labels = _whole(config, own)
    classes = own.classes if config.images == "own" and own is not None else CLASSES[config.images]
    order = np.random.default_rng(config.split_seed).permutation(len(labels))[: config.size]
    held = max(1, round(len(order) * config.held_out / 100))
    validation, train = order[:held], order[held:]
    if len(train) < LEAST:
        raise Refusal("images_few", got=len(train), least=LEAST)
    return ImageSet(
        train_images=images[train], train_labels=labels[train],
        validation_images=images[validation], validation_labels=labels[validation],
        test_images=test_images, test_labels=test_labels, classes=classes, available=len(labels), taken=len(order),
    )  # fmt: skip


def _whole(config: ImagesConfig, own: OwnImages | None) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images (n, side, side, channels) and labels (n,) to learn from, then those to judge by."""
    match config.images:
        case "own":
            if own is None:
                raise Refusal("images_own")
            return _parted(own.images, own.labels, round(len(own.labels) * OWN_TEST), config.split_seed)
        case "digits":
            return _digits()
        case "mnist" | "fashion_mnist":
            return shipped_arrays(f"{config.images}.npz")
        case _:
            return archived_arrays(config.images)


def shipped_arrays(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images (n, 28, 28, 1) and labels (n,) of train and test, from a file that ships with Gradus."""
    with np.load(FILES / name, allow_pickle=False) as arrays:
        train, test = arrays["train_images"][..., None], arrays["test_images"][..., None]
        return train, arrays["train_labels"].astype(np.int64), test, arrays["test_labels"].astype(np.int64)


def _digits() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The digits of scikit-learn, 8 × 8, each pixel three times as large, in a frame of 28 × 28."""
    from sklearn.datasets import load_digits

    data = load_digits()
    large = (data.images * (255 / 16)).round().astype(np.uint8).repeat(3, axis=1).repeat(3, axis=2)
    images = np.pad(large, ((0, 0), (2, 2), (2, 2)))[..., None]
    return _parted(images, data.target.astype(np.int64), DIGITS_TEST, 0)


def _parted(
    images: np.ndarray, labels: np.ndarray, held: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """All but `held` images (n, …) with their labels (n,), then these, each class with about its share in both."""
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(len(labels))
    place = np.empty(len(labels))
    for label in np.unique(labels):  # of each class the first share is held back
        rows = shuffled[labels[shuffled] == label]
        place[rows] = np.arange(len(rows)) / len(rows)
    order = shuffled[np.argsort(place[shuffled], kind="stable")]
    test, train = order[:held], order[held:]
    return images[train], labels[train], images[test], labels[test]

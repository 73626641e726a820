"""What there is to see of a set of images before anything is learned from it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from core.code_export import Made
from core.practice.metrics.certainty import wilson_interval
from core.practice.workbench.batches import augmented, step_generator
from core.practice.workbench.images import ImageSet
from core.practice.workbench.settings import ImageTrainingConfig, SheetConfig

EXAMPLES = 12  # of a class
MOST_ROWS = 10  # classes on the sheet
GOOD_SHARE = 0.9  # an accuracy whose uncertainty is told


@dataclass(frozen=True)
class SetReport:
    """Of k classes the counts and the mean images, and what the simplest of all classifiers makes of them.

    `twins` counts validation and test images that stand unchanged among the training images, too.
    """

    counts: np.ndarray  # (3, k) in training, validation and test
    means: np.ndarray  # (k, side, side, channels) uint8, of the training images
    nearest_mean: float  # accuracy on the validation images of the class whose mean is nearest
    twins: int
    half_width: float  # of the 95 % interval of an accuracy of 0.9 on the validation images
    made: Made | None = None


def set_report(images: ImageSet) -> SetReport:
    """Counts, means, twins, and the accuracy of the nearest mean."""
    k, n = len(images.classes), len(images.validation_labels)
    parts = (images.train_labels, images.validation_labels, images.test_labels)
    means = np.stack([_mean(images.train_images[images.train_labels == label]) for label in range(k)])
    seen = {image.tobytes() for image in images.train_images}
    judged = (*images.validation_images, *images.test_images)
    low, high = wilson_interval(GOOD_SHARE * n, n, 0.95)
    return SetReport(
        counts=np.stack([np.bincount(part, minlength=k) for part in parts]), means=means.round().astype(np.uint8),
        nearest_mean=nearest_mean_accuracy(means, images.validation_images, images.validation_labels),
        twins=sum(image.tobytes() in seen for image in judged), half_width=float(high - low) / 2,
    )  # fmt: skip


def _mean(images: np.ndarray) -> np.ndarray:
    return images.mean(axis=0) if len(images) else np.full(images.shape[1:], np.inf)


def nearest_mean_accuracy(means: np.ndarray, images: np.ndarray, labels: np.ndarray) -> float:
    """How many of the images (n, …) lie nearest to the mean, of means (k, …), of their class, labels (n,)."""
    x, centers = images.reshape(len(images), -1).astype(float), means.reshape(len(means), -1)
    distances = np.stack([((x - center) ** 2).sum(axis=1) for center in centers], axis=1)
    return float((distances.argmin(axis=1) == labels).mean())


def set_numbers(images: ImageSet) -> dict[str, Any]:
    """The numbers of the report, without pictures."""
    report = set_report(images)
    return {
        "counts": report.counts,
        "nearest_mean": report.nearest_mean,
        "twins": report.twins,
        "half_width": report.half_width,
    }


def sheet_tiles(
    images: ImageSet, report: SetReport, sheet: SheetConfig, learning: ImageTrainingConfig
) -> tuple[np.ndarray, int]:
    """The tiles of the sheet (m, side, side, channels), down its columns, and how many classes are its rows."""
    rows = min(len(images.classes), MOST_ROWS)
    if sheet.sheet == "means":
        return report.means[:rows], rows
    empty = np.zeros_like(images.train_images[0])
    by_class = [images.train_images[images.train_labels == label][:EXAMPLES] for label in range(rows)]
    tiles = np.stack([one[k] if k < len(one) else empty for k in range(EXAMPLES) for one in by_class])
    if sheet.sheet_epoch and learning.augmentation:
        chance = step_generator(learning.training_seed, sheet.sheet_epoch)
        tiles = augmented(torch.from_numpy(tiles), learning.augmentation, chance).numpy()
    return tiles, rows


def set_lines(images: ImageSet, report: SetReport, sheet: SheetConfig) -> list[tuple[str, dict[str, Any]]]:
    """The sizes of the parts, how sure an accuracy on the validation images can be, and what is odd."""
    train, validation, test = report.counts.sum(axis=1).tolist()
    lines: list[tuple[str, dict[str, Any]]] = [
        ("parts", {"train": train, "validation": validation, "test": test, "available": images.available}),
        ("width", {"validation": validation, "half": 100 * report.half_width}),
    ]
    if sheet.sheet == "means":
        lines.append(("nearest", {"accuracy": 100 * report.nearest_mean}))
    if report.twins:
        lines.append(("twins", {"count": report.twins}))
    return lines

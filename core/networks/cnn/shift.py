"""What a classifier says of an image that is moved, and how many of many test images it keeps right."""

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import softmax

from core.networks.cnn.classifier import classifier, standardized
from core.networks.cnn.inside import convolve
from core.networks.cnn.settings import CnnClassifierConfig
from core.practice.workbench.images import ImageSet
from core.practice.workbench.trained import Training

REACH = 8
SHIFTS = np.arange(-REACH, REACH + 1)
JUDGED = 100  # test images


@dataclass(frozen=True)
class ShiftTest:
    """Probabilities (17, k) of one image at each shift, and the share of test images that are right, (17,)."""

    probabilities: np.ndarray
    accuracies: np.ndarray
    label: int
    judged: int

    def at(self, shift: int) -> tuple[float, float]:
        """Probability of the true class and share of right ones at a shift."""
        place = shift + REACH
        return float(self.probabilities[place, self.label]), float(self.accuracies[place])


def moved(images: np.ndarray, shift: int, direction: str) -> np.ndarray:
    """Images (n, side, side, channels) moved to the right or downwards by pixels; what comes in is black."""
    axis = 2 if direction == "right" else 1
    found = np.roll(images, shift, axis=axis)
    edge = slice(0, shift) if shift > 0 else slice(images.shape[axis] + shift, None)
    if shift:
        found[(slice(None),) * axis + (edge,)] = 0
    return found


def shift_accuracies(
    config: CnnClassifierConfig, images: ImageSet, training: Training | None, direction: str
) -> np.ndarray:
    """The share of the first test images that are right at each shift, (17,)."""
    net = classifier(config, images, training)
    pixels, labels = images.test_images[:JUDGED], torch.from_numpy(images.test_labels[:JUDGED])
    shares = []
    with torch.inference_mode():
        for shift in SHIFTS.tolist():
            guesses = net(standardized(images, moved(pixels, shift, direction))).argmax(dim=1)
            shares.append((guesses == labels).double().mean().item())
    return np.array(shares)


def shift_probabilities(
    config: CnnClassifierConfig, images: ImageSet, training: Training | None, pixels: np.ndarray, direction: str
) -> np.ndarray:
    """The probabilities (17, k) of one image (side, side, channels) at each shift."""
    net = classifier(config, images, training)
    batch = np.concatenate([moved(pixels[None], shift, direction) for shift in SHIFTS.tolist()])
    with torch.inference_mode():
        return softmax(net(standardized(images, batch)), dim=1).double().numpy()


def shift_numbers(
    config: CnnClassifierConfig, images: ImageSet, training: Training | None, direction: str
) -> dict[str, object]:
    """The shares that the screen shows, (17,)."""
    return {"accuracies": shift_accuracies(config, images, training, direction)}


def moved_maps(x: np.ndarray, weight: np.ndarray, padding: int, shift: int, direction: str) -> dict[str, float]:
    """What the first convolution makes of an image that is moved, beside its maps moved by the same pixels.

    x (channels, side, side) with black as 0, weight (filters, channels, k, k). `apart` is the largest difference away
    from the rim, `reach` the largest number of the maps.
    """
    zero = np.zeros(len(weight))
    maps = convolve(x, weight, zero, padding)
    after = convolve(moved(x[..., None], shift, direction)[..., 0], weight, zero, padding)
    axis, rim = (2 if direction == "right" else 1), weight.shape[-1]
    inside = [slice(None)] * 3
    inside[axis] = slice(rim + max(shift, 0), maps.shape[axis] - rim + min(shift, 0))
    apart = np.abs(after - np.roll(maps, shift, axis))[tuple(inside)]
    return {"apart": float(apart.max()), "reach": float(np.abs(maps).max())}


def chance(classes: int) -> float:
    """Share of right ones for who guesses."""
    return 1 / classes


def widest_hold(accuracies: np.ndarray, least: float) -> int:
    """Up to how many pixels to either side the share (17,) stays at `least` or above; -1 where it never is."""
    for reach in range(REACH, -1, -1):
        if (accuracies[REACH - reach : REACH + reach + 1] >= least).all():
            return reach
    return -1

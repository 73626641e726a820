"""A drawing as a trained model takes it: centered as the digits of MNIST were, and in the shape that it knows."""

from dataclasses import dataclass

import numpy as np
import torch

from core.code_export import Made
from core.data.drawings import decode_digit
from core.practice.workbench.forest import forest_probabilities
from core.practice.workbench.networks import seeded_network
from core.practice.workbench.settings import DrawingConfig
from core.practice.workbench.trained import Training
from core.practice.workbench.training import in_parts

BOX = 20  # pixels of the larger side of the ink
PATCH = 5  # pixels of a side that are covered at a time


@dataclass(frozen=True)
class ReadDrawing:
    """A drawing, and what a model of k classes says of it.

    `cover` tells of each place by how much the probability of the answer falls when a patch around it is black.
    """

    drawn: np.ndarray  # (28, 28) uint8, as it was drawn
    image: np.ndarray  # (side, side, channels) uint8, as the model sees it
    probabilities: np.ndarray  # (k,)
    cover: np.ndarray  # (side, side)
    made: Made | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.drawn.any()


def read_drawing(training: Training, config: DrawingConfig) -> ReadDrawing:
    """What the model says of a drawing; an untouched sheet is an image, too."""
    drawn, side = decode_digit(config.drawing), training.shape[0]
    image = seen_image(training, config)
    starts = range(0, side, 2)
    covered = np.stack([image, *(_covered(image, top, left) for top in starts for left in starts)])
    answers = model_probabilities(training, covered)
    guess = int(answers[0].argmax())
    falls = (answers[0, guess] - answers[1:, guess]).reshape(len(starts), len(starts))
    return ReadDrawing(
        drawn=drawn,
        image=image,
        probabilities=answers[0],
        cover=falls.repeat(2, axis=0).repeat(2, axis=1)[:side, :side],
    )


def seen_image(training: Training, config: DrawingConfig) -> np.ndarray:
    """A drawing as the model sees it, (side, side, channels) uint8."""
    drawn = decode_digit(config.drawing)
    side, _, channels = training.shape
    gray = fitted(centered(drawn) if config.centered else drawn, side)
    return np.repeat(gray[..., None], channels, axis=2)


def model_probabilities(training: Training, images: np.ndarray) -> np.ndarray:
    """Probabilities (n, classes) of images uint8 (n, side, side, channels)."""
    if training.model.network == "Random forest":
        return forest_probabilities(training.weights, images).astype(float)
    net = seeded_network(training.model, training.shape, training.classes, training.learning.training_seed)
    net.load_state_dict({name: torch.from_numpy(weight) for name, weight in training.weights.items()})
    mean, deviation = torch.from_numpy(training.mean), torch.from_numpy(training.deviation)
    parts = in_parts(net, torch.from_numpy(images), training.learning.standardize, mean, deviation)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return np.asarray(end.value, dtype=float)


def centered(drawn: np.ndarray) -> np.ndarray:
    """A drawing (28, 28) with its ink made 20 pixels large and its center of mass put in the middle.

    So were the digits of MNIST made from scans: LeCun et al. (1998), section III.A. An empty one stays empty.
    """
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not len(rows):
        return drawn
    ink = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(ink.shape)
    height, width = (max(1, round(size * scale)) for size in ink.shape)
    small = resized(ink, height, width).astype(float)
    y, x = (np.arange(size) + 0.5 for size in small.shape)
    mass = small.sum() or 1.0
    top = round(len(drawn) / 2 - float((small.sum(axis=1) * y).sum() / mass))
    left = round(len(drawn) / 2 - float((small.sum(axis=0) * x).sum() / mass))
    top, left = (int(np.clip(one, 0, len(drawn) - size)) for one, size in ((top, height), (left, width)))
    found = np.zeros_like(drawn)
    found[top : top + height, left : left + width] = small
    return found


def fitted(drawn: np.ndarray, side: int) -> np.ndarray:
    """A drawing (28, 28) in the middle of a frame of (side, side)."""
    room = side - len(drawn)
    return np.asarray(np.pad(drawn, (room // 2, room - room // 2)))


def resized(image: np.ndarray, height: int, width: int) -> np.ndarray:
    """Gray values (h, w) uint8 at another size, (height, width): each pixel the mean of what it covers."""
    down = _shares(image.shape[0], height) @ image.astype(float) @ _shares(image.shape[1], width).T
    found: np.ndarray = down.round().clip(0, 255).astype(np.uint8)
    return found


def _shares(old: int, new: int) -> np.ndarray:
    """(new, old): how much of each new pixel lies over each old one; rows sum to one."""
    edges = np.arange(new + 1) * old / new
    low, high = edges[:-1, None], edges[1:, None]
    places = np.arange(old)[None]
    cover = np.clip(np.minimum(high, places + 1) - np.maximum(low, places), 0, None)
    return np.asarray(cover / cover.sum(axis=1, keepdims=True))


def _covered(image: np.ndarray, top: int, left: int) -> np.ndarray:
    """The image (side, side, channels) with a black patch around a place."""
    found, half = image.copy(), PATCH // 2
    found[max(0, top - half + 1) : top + half + 2, max(0, left - half + 1) : left + half + 2] = 0
    return found


def drawing_numbers(training: Training, config: DrawingConfig) -> dict[str, np.ndarray]:
    """The probabilities (k,) and the guess, (1,)."""
    found = read_drawing(training, config)
    return {"probabilities": found.probabilities, "guess": found.probabilities.argmax(axis=0, keepdims=True)}

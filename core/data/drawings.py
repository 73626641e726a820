"""Drawings as short texts for a link: points of several classes, a curve y = f(x), a digit of 28×28 pixels.

The alphabet is that of base64 in addresses. A point takes four characters (24 bits: class, place in x, place in y), a
value of a curve two (12 bits). A digit is written row by row, a pixel as one of 52 letters, each five grays apart, a
run of equal pixels as its length and the letter: `37A3z` is 37 black pixels and three white ones. An empty text is an
empty drawing. What is decoded has come in a link: `Refusal` names what is wrong with it.
"""

import re
from dataclasses import dataclass

import numpy as np

from core.refusal import Refusal

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PLACES = 1000  # steps of the grid of points, along each axis: zero is on it where a range is symmetric
LEVELS = 4000  # steps of the values of a curve
MOST_CLASSES = 16
MOST_POINTS = 300
MOST_VALUES = 256  # of a curve
SIDE = 28  # pixels of a digit
GRAYS = 52  # of a digit, 0 to 255 in steps of 5
POINTS_TEXT = 4 * MOST_POINTS  # characters of the longest text
CURVE_TEXT = 2 * MOST_VALUES
DIGIT_TEXT = SIDE * SIDE  # most digits that people draw take 150 to 300


@dataclass(frozen=True)
class DrawnPoints:
    """Points in the order in which they were drawn: `points` (n, 2) and the class of each, `labels` (n,)."""

    points: np.ndarray
    labels: np.ndarray


def encode_points(
    points: np.ndarray,
    labels: np.ndarray,
    x_range: tuple[float, float] = (-1.0, 1.0),
    y_range: tuple[float, float] = (-1.0, 1.0),
) -> str:
    """The text of `points` (n, 2) and their classes `labels` (n,), each point at the nearest place of the grid.

    Points outside the ranges go to their edge. ValueError where a label is no class or there are more than 300 points.
    """
    points, labels = np.asarray(points, dtype=float).reshape(-1, 2), np.asarray(labels, dtype=int)
    if len(points) > MOST_POINTS or labels.shape != (len(points),) or not np.isin(labels, range(MOST_CLASSES)).all():
        raise ValueError(f"At most {MOST_POINTS} points, each with a class below {MOST_CLASSES}, can be written.")
    places = np.stack([_steps(points[:, 0], x_range, PLACES), _steps(points[:, 1], y_range, PLACES)], axis=1)
    codes = (labels << 20) | (places[:, 0] << 10) | places[:, 1]
    return "".join(_letters(int(code), 4) for code in codes)


def decode_points(
    text: str,
    classes: int = 2,
    x_range: tuple[float, float] = (-1.0, 1.0),
    y_range: tuple[float, float] = (-1.0, 1.0),
) -> DrawnPoints:
    """The points of a text; Refusal where it is none, or names a class beyond the first `classes`."""
    if len(text) > POINTS_TEXT:
        raise Refusal("drawing_points", limit=MOST_POINTS, got=len(text) // 4)
    codes = _codes(text, 4)
    labels, x, y = codes >> 20, (codes >> 10) & 1023, codes & 1023
    if (wrong := np.flatnonzero((x > PLACES) | (y > PLACES))).size:
        raise Refusal("drawing_place", point=int(wrong[0]) + 1)
    if (wrong := np.flatnonzero(labels >= classes)).size:
        raise Refusal("drawing_class", point=int(wrong[0]) + 1, got=int(labels[wrong[0]]) + 1, classes=classes)
    points = np.stack([_values(x, x_range, PLACES), _values(y, y_range, PLACES)], axis=1)
    return DrawnPoints(points=points, labels=labels)


def encode_curve(values: np.ndarray, y_range: tuple[float, float] = (-1.0, 1.0)) -> str:
    """The text of the values (m,) of a curve at equal distances, each at the nearest step of `y_range`."""
    return "".join(_letters(int(step), 2) for step in _steps(np.asarray(values, dtype=float), y_range, LEVELS))


def decode_curve(text: str, size: int = 64, y_range: tuple[float, float] = (-1.0, 1.0)) -> np.ndarray:
    """The values (size,) of a curve; an empty text is the line at zero, or at the end of the range next to zero.

    Refusal where the text is no curve of that size.
    """
    if not text:
        return np.full(size, float(np.clip(0.0, *y_range)))
    if len(text) > CURVE_TEXT:
        raise Refusal("drawing_long", limit=CURVE_TEXT)
    steps = _codes(text, 2)
    if len(steps) != size:
        raise Refusal("drawing_values", want=size, got=len(steps))
    if (wrong := np.flatnonzero(steps > LEVELS)).size:
        raise Refusal("drawing_value", place=int(wrong[0]) + 1)
    return _values(steps, y_range, LEVELS)


def encode_digit(image: np.ndarray) -> str:
    """The text of a (28, 28) image of grays 0 to 255, each at the nearest multiple of 5; a black one is empty."""
    levels = np.rint(np.asarray(image, dtype=float).reshape(SIDE * SIDE) / 5).astype(int)
    if levels.min() < 0 or levels.max() >= GRAYS:
        raise ValueError("The grays of a digit go from 0 to 255.")
    if not levels.any():
        return ""
    starts = np.flatnonzero(np.diff(levels, prepend=-1))
    lengths = np.diff(starts, append=len(levels))
    runs = zip(lengths, (ALPHABET[level] for level in levels[starts]), strict=True)
    return "".join(letter * length if length < 3 else f"{length}{letter}" for length, letter in runs)


def decode_digit(text: str) -> np.ndarray:
    """The (28, 28) uint8 image of a text; Refusal where it is none."""
    if not text:
        return np.zeros((SIDE, SIDE), np.uint8)
    if len(text) > DIGIT_TEXT:
        raise Refusal("drawing_long", limit=DIGIT_TEXT)
    if wrong := re.search(r"[^A-Za-z0-9]|[0-9]{4}|[0-9]+$", text):
        raise Refusal("drawing_character", character=wrong[0][:1], span=(wrong.start(), wrong.end()))
    runs = re.findall(r"([0-9]*)([A-Za-z])", text)
    lengths = [int(length or 1) for length, _ in runs]
    if sum(lengths) != SIDE * SIDE:
        raise Refusal("drawing_pixels", want=SIDE * SIDE, got=sum(lengths))
    levels = np.array([ALPHABET.index(letter) for _, letter in runs], np.uint8)
    return np.repeat(5 * levels, lengths).reshape(SIDE, SIDE)


def _steps(values: np.ndarray, bounds: tuple[float, float], count: int) -> np.ndarray:
    """The nearest of `count` steps that each value is above the lower bound; the shape is kept."""
    low, high = bounds
    return np.clip(np.rint((values - low) / (high - low) * count), 0, count).astype(int)


def _values(steps: np.ndarray, bounds: tuple[float, float], count: int) -> np.ndarray:
    low, high = bounds
    values: np.ndarray = (low * (count - steps) + high * steps) / count  # both bounds, and zero between, are exact
    return values


def _letters(code: int, count: int) -> str:
    return "".join(ALPHABET[(code >> 6 * place) & 63] for place in reversed(range(count)))


def _codes(text: str, count: int) -> np.ndarray:
    """The whole numbers (n,) of a text, each of `count` characters."""
    if wrong := re.search(r"[^A-Za-z0-9_-]", text):
        raise Refusal("drawing_character", character=wrong[0], span=wrong.span())
    if len(text) % count:
        raise Refusal("drawing_cut", count=count)
    digits = np.array([ALPHABET.index(letter) for letter in text], dtype=int).reshape(-1, count)
    weights: np.ndarray = 64 ** np.arange(count - 1, -1, -1)
    codes: np.ndarray = digits @ weights
    return codes

"""Small arrays to look into: their shape as text, their numbers from a rule, from typed text or from an image."""

import math
import re
from collections.abc import Sequence
from typing import Annotated, Literal

import numpy as np

from core.params import Interval, Len, config
from core.refusal import Refusal

DTypeName = Literal["float64", "float32", "float16", "int64", "int32", "int8", "uint8", "bool"]
MOST_AXES = 4
MOST_CELLS = 512  # more cannot be drawn so that a person can point at one


@config
class ArrayConfig:
    """How an array is made, and how it lies in memory."""

    source: Literal["arange", "zeros", "ones", "linspace", "random", "text", "digit", "photo"] = "arange"
    shape: Annotated[str, Len(max_length=40)] = "2, 3, 4"
    dtype: DTypeName = "float32"
    order: Literal["C", "F"] = "C"
    seed: Annotated[int, Interval(ge=0, le=999)] = 0
    numbers: Annotated[str, Len(max_length=400)] = "1 2 3; 4 5 6"


def integers_of(text: str) -> tuple[int, ...]:
    """The whole numbers of `2, 3, 4`, `(2, 3)` or `2×3`; none for empty text. Refusal where it holds others."""
    inner = text.strip()
    if inner.startswith("(") and inner.endswith(")"):
        inner = inner[1:-1]
    parts = [part for part in re.split(r"[\s,;×]+|(?<=[0-9])x(?=[0-9])", inner) if part]
    if not all(re.fullmatch(r"[+-]?[0-9]{1,9}", part) for part in parts):
        raise Refusal("integers", got=text[:40])
    return tuple(int(part) for part in parts)


def shape_of(text: str) -> tuple[int, ...]:
    """The shape that a text means: up to 4 axes, up to 512 cells; Refusal otherwise."""
    shape = integers_of(text)
    if len(shape) > MOST_AXES:
        raise Refusal("axes", limit=MOST_AXES, got=len(shape))
    if any(size < 0 for size in shape):
        raise Refusal("negative_size", got=min(shape))
    check_cells(shape)
    return shape


def check_cells(shape: Sequence[int], limit: int = MOST_CELLS) -> None:
    """Refusal where a shape has too many cells; an axis of size 0 counts as 1, so that no axis alone is huge."""
    got = math.prod(max(size, 1) for size in shape)
    if got > limit:
        raise Refusal("cells", limit=limit, got=got)


def numbers_from_text(text: str) -> np.ndarray:
    """Rows between `;` or new lines, numbers between spaces or commas; float64.

    (rows, columns), or (columns,) for one row alone.
    """
    rows = [re.split(r"[\s,]+", row.strip(" ,")) for row in re.split(r"[;\n]", text) if row.strip(" ,")]
    if not rows:
        raise Refusal("text_empty")
    if len({len(row) for row in rows}) > 1:
        lengths = ", ".join(str(len(row)) for row in rows)
        raise Refusal("text_ragged", got=lengths)
    check_cells([len(rows), len(rows[0])])
    numbers = []
    for word in (word for row in rows for word in row):
        if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", word):
            raise Refusal("text_number", got=word[:40])
        numbers.append(float(word))
    return np.array(numbers).reshape((len(rows), -1) if len(rows) > 1 else -1)


def image(name: str, seed: int) -> np.ndarray:
    """A picture as numbers, uint8: `digit` (8, 8), which of the 1,797 is chosen by the seed; `photo` (9, 8, 3)."""
    from sklearn.datasets import load_digits, load_sample_image

    if name == "digit":
        pixels: np.ndarray = load_digits().images[seed].astype(np.uint8)
        return pixels
    photo: np.ndarray = load_sample_image("flower.jpg")[20:420:45, 20:620:80]
    return photo


def create(array_config: ArrayConfig) -> np.ndarray:
    """The array of the config, of any shape: its numbers, cast to its dtype, in its memory order."""
    source = array_config.source
    if source == "text":
        array = numbers_from_text(array_config.numbers)
    elif source in ("digit", "photo"):
        array = image(source, array_config.seed)
    else:
        shape = shape_of(array_config.shape)
        size = math.prod(shape)
        generator = np.random.default_rng(array_config.seed)
        numbers = {
            "arange": np.arange(size),
            "zeros": np.zeros(size),
            "ones": np.ones(size),
            "linspace": np.linspace(0, 1, size),
            "random": generator.integers(-9, 10, size) if "int" in array_config.dtype else generator.normal(size=size),
        }
        array = numbers[source].reshape(shape)
    with np.errstate(all="ignore"):  # numbers beyond the dtype become infinite or wrap around
        return np.array(array.astype(array_config.dtype), order=array_config.order)


def first_cells(array: np.ndarray, limit: int = MOST_CELLS) -> np.ndarray:
    """An array of any shape, its longest axes cut until at most `limit` cells and 4 axes are left to draw."""
    if not array.size:
        return array.reshape(0) if array.ndim > MOST_AXES else array
    shown = array[(0,) * max(0, array.ndim - MOST_AXES)]
    while shown.size > limit:
        axis = int(np.argmax(shown.shape))
        shown = shown[tuple(slice((size + 1) // 2 if k == axis else None) for k, size in enumerate(shown.shape))]
    return np.asarray(shown)

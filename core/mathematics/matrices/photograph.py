"""A photograph on the square from -1 to 1, moved by a matrix: an image in an address, and where it lies."""

import base64
import io
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.data.pictures import Picture, load_picture
from core.figures.figure import Figure
from core.mathematics.matrices.entries import determinant

SIDE = 192  # pixels of the photograph that is moved
MOST = 220  # pixels of what is drawn, along its longer side
FLAT = 1e-3  # a determinant below which nothing of it would be seen


@dataclass(frozen=True)
class MovedPhotograph:
    """The picture as a `data:` address, and the box around it: left, bottom, width and height in the plane."""

    source: str
    left: float
    bottom: float
    width: float
    height: float


def square_pixels(picture: Picture) -> np.ndarray:
    """The middle square of a picture, (192, 192, 3) uint8; of a built-in one it is made once."""
    return _cut(picture) if picture.own else _cut_once(picture.name)


@cache
def _cut_once(name: str) -> np.ndarray:
    return _cut(load_picture(name))


def _cut(picture: Picture) -> np.ndarray:
    from PIL import Image

    rows, columns = picture.pixels.shape[:2]
    side = min(rows, columns)
    top, left = (rows - side) // 2, (columns - side) // 2
    image = Image.fromarray(picture.pixels[top : top + side, left : left + side]).convert("RGB")
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def moved_photograph(pixels: np.ndarray, matrix: np.ndarray) -> MovedPhotograph | None:
    """The square of `pixels` (n, n, 3) moved by a matrix (2, 2); None where it is flat.

    Every pixel of the result asks by the inverse where it comes from.
    """
    if abs(determinant(matrix)) < FLAT:
        return None
    half = np.abs(matrix).sum(axis=1)  # of the box around the parallelogram
    width, height = np.maximum(1, np.rint(MOST * half / half.max())).astype(int)
    x = ((np.arange(width) + 0.5) / width * 2 - 1) * half[0]
    y = (1 - (np.arange(height) + 0.5) / height * 2) * half[1]  # rows go down
    inverse = np.linalg.inv(matrix)
    from_x = inverse[0, 0] * x + inverse[0, 1] * y[:, None]
    from_y = inverse[1, 0] * x + inverse[1, 1] * y[:, None]
    inside = (np.abs(from_x) <= 1) & (np.abs(from_y) <= 1)
    last = len(pixels) - 1
    columns = np.clip(((from_x + 1) / 2 * len(pixels)).astype(int), 0, last)
    rows = np.clip(((1 - from_y) / 2 * len(pixels)).astype(int), 0, last)
    moved = np.dstack([pixels[rows, columns], np.where(inside, 255, 0).astype(np.uint8)])
    return MovedPhotograph(
        source=_address(moved), left=-float(half[0]), bottom=-float(half[1]), width=2 * float(half[0]),
        height=2 * float(half[1]),
    )  # fmt: skip


def _address(pixels: np.ndarray) -> str:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", quality=70, method=0)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()


def add_photograph(figure: Figure, photograph: MovedPhotograph | None) -> None:
    """Lays the photograph under everything else in the plane."""
    if photograph is None:
        figure.update_layout(images=[])
        return
    figure.update_layout(
        images=[
            {
                "source": photograph.source, "xref": "x", "yref": "y", "x": photograph.left, "y": photograph.bottom,
                "sizex": photograph.width, "sizey": photograph.height, "xanchor": "left", "yanchor": "bottom",
                "sizing": "stretch", "layer": "below", "opacity": 0.75,
            }
        ]
    )  # fmt: skip

"""Built-in pictures: photographs and a silhouette as arrays of gray values or of red, green and blue."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from core.data.tables import FILES, frozen


@dataclass(frozen=True)
class Picture:
    """Pixels uint8, (height, width) in gray or (height, width, 3) in color.

    A visitor's own picture also says its size before it was made smaller, (width, height), and `notes` name what was
    done to it: "smaller", "first_frame", "turned", "white_ground", "sixteen_bits", "from_cmyk".
    """

    name: str
    pixels: np.ndarray
    own: bool = False
    size: tuple[int, int] = (0, 0)
    notes: tuple[str, ...] = ()

    @property
    def gray(self) -> np.ndarray:
        """Luminance (height, width) float64 from 0 to 255, weights of ITU-R BT.601."""
        pixels = self.pixels.astype(np.float64)
        return pixels if pixels.ndim == 2 else pixels @ np.array([0.299, 0.587, 0.114])


def _from_file(name: str, file: str) -> Picture:
    from PIL import Image

    with Image.open(FILES / file) as image:
        pixels = np.array(image)
    return Picture(name, frozen(pixels), size=(pixels.shape[1], pixels.shape[0]))


def _from_sklearn(name: str) -> Picture:
    from sklearn.datasets import load_sample_image

    pixels = np.array(load_sample_image(f"{name}.jpg"))
    return Picture(name, frozen(pixels), size=(pixels.shape[1], pixels.shape[0]))


SHIPPED = {  # files in FILES
    "astronaut": "astronaut.jpg", "coffee": "coffee.jpg", "chelsea": "chelsea.jpg", "horse": "horse.png",
    "coins": "coins.jpg",
}  # fmt: skip
IMAGES: dict[str, Callable[[], Picture]] = {
    **{name: partial(_from_file, name, file) for name, file in SHIPPED.items()},
    "china": partial(_from_sklearn, "china"),
    "flower": partial(_from_sklearn, "flower"),
}


@cache
def load_picture(name: str) -> Picture:
    """A built-in picture by its name in IMAGES; KeyError where there is none."""
    return IMAGES[name]()


def picture_file(name: str) -> bytes:
    """The file of a picture in SHIPPED, as it is stored; KeyError where there is none."""
    return (FILES / SHIPPED[name]).read_bytes()

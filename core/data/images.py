"""A picture from the bytes of a file that nobody has checked: limits first, then decoding, then a bounded size."""

import io
import threading
import warnings
from typing import Any

import numpy as np

from core.data.image_header import declared_size
from core.data.pictures import Picture
from core.refusal import Refusal

MOST_BYTES = 2_000_000
MOST_PIXELS = 25_000_000
LONGEST_SIDE, SHORTEST_SIDE = 512, 8
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
_one_at_a_time = threading.Lock()  # decoding holds up to 200 MB; a class uploads all at once


def read_image(content: bytes, name: str = "", longest_side: int = LONGEST_SIDE) -> Picture:
    """The picture in a PNG, JPEG, WebP, BMP or GIF file, at most `longest_side` pixels on its longer side.

    Refusal for every file that is not one: too large in bytes or in declared pixels, another kind, truncated, or lying
    about its size. Of an animation the first frame; transparency on white; gray pictures stay gray.
    """
    if not content:
        raise Refusal("empty_file")
    if len(content) > MOST_BYTES:
        raise Refusal("image_bytes", got=len(content), limit=MOST_BYTES)
    declared = declared_size(content)
    if declared is None:
        raise Refusal("image_kind", kinds=", ".join(FORMATS))
    kind, width, height = declared
    _check_pixels(width, height)
    with _one_at_a_time, warnings.catch_warnings(action="ignore"):
        try:
            image, size, notes = _decoded(content, kind, longest_side)
        except Refusal:
            raise
        except Exception as error:  # Pillow's decoders raise more kinds than they name
            raise Refusal("image_broken", kind=kind) from error
    pixels = np.array(image)
    if min(pixels.shape[:2]) < SHORTEST_SIDE:
        raise Refusal("image_small", width=pixels.shape[1], height=pixels.shape[0], limit=SHORTEST_SIDE)
    return Picture(name, pixels, own=True, size=size, notes=notes)


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Refusal("image_pixels", width=width, height=height, limit=MOST_PIXELS)


def _decoded(content: bytes, kind: str, longest_side: int) -> tuple[Any, tuple[int, int], tuple[str, ...]]:
    """Pillow's image in mode L or RGB, its size before it was made smaller, and what was done to it."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=[kind]) as opened:
        _check_pixels(*opened.size)
        size, notes = opened.size, []
        if getattr(opened, "is_animated", False):
            notes.append("first_frame")
        if kind == "JPEG":
            opened.draft(None, (2 * longest_side, 2 * longest_side))  # decodes a large photograph at a fraction
        opened.load()
        image, orientation = _upright(opened)
        if orientation > 1:
            notes.append("turned")
            size = size[::-1] if orientation > 4 else size
        image, more = _plain(image)
        if max(image.size) > longest_side:
            image.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
        if max(size) > longest_side:
            notes.append("smaller")
        return image, size, (*notes, *more)


def _upright(image: Any) -> tuple[Any, int]:
    """The picture as its camera was held, and the orientation that its EXIF tells: 1 to 8, 5 and more lie on a side."""
    from PIL import ExifTags, ImageOps

    try:
        orientation = int(image.getexif().get(ExifTags.Base.Orientation, 1))
        return ImageOps.exif_transpose(image), orientation
    except Exception:  # a broken EXIF is no broken picture
        return image, 1


def _plain(image: Any) -> tuple[Any, tuple[str, ...]]:
    """The picture in mode L (gray) or RGB."""
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of gray; Pillow's own way would cut, not scale
        values = np.asarray(image, dtype=np.float64)
        return Image.fromarray(np.uint8(np.clip(np.rint(values / 257), 0, 255))), ("sixteen_bits",)
    transparent = "A" in image.mode or "a" in image.mode or "transparency" in image.info
    if transparent:
        gray = image.mode in ("L", "LA", "La", "1")
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image).convert("L" if gray else "RGB")
        return image, ("white_ground",)
    if image.mode in ("L", "1"):
        return image.convert("L"), ()
    return image.convert("RGB"), (("from_cmyk",) if image.mode == "CMYK" else ())

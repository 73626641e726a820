"""The mountain and the night over it as small pictures, which cost a browser less than heat maps."""

import base64
import io

import numpy as np
from PIL import Image

from core.practice.tuning.mountain import DECAYS, EPOCHS, RATES, Surface
from core.practice.tuning.race import SearchWalk

ROCK = ((0.0, "#26304f"), (0.45, "#3f7f93"), (0.75, "#e5b567"), (1.0, "#fff3cf"))
NIGHT = (9, 14, 28)
DARKEST = 0.94  # opacity of the night where nothing was tried
FLOOR = 0.0  # the score of the mean: what lies below has one color
GLOW = 0.075  # reach of a full training's light, of the width
SIDE = 31  # pixels of the night
LAST = 63  # the highest level of a picture


def rock_image(surface: Surface) -> str:
    """The mountain in its colors, as an address that a figure draws."""
    levels = np.clip((surface.fine - FLOOR) / (surface.best - FLOOR), 0, 1)
    places = [place for place, _ in ROCK]
    colors = np.array([[int(color[k : k + 2], 16) for k in (1, 3, 5)] for _, color in ROCK])
    palette = [np.interp(np.linspace(0, 1, LAST + 1), places, channel) for channel in colors.T]
    return _address(levels, np.column_stack(palette))


def night_images(walk: SearchWalk, seen: np.ndarray) -> list[str]:
    """The night after so many trials, seen (f,), as f addresses: thinner around each, the longer it was trained.

    One address more is that of full light.
    """
    centers = (np.arange(SIDE) + 0.5) / SIDE
    reach = GLOW * np.sqrt(walk.epochs / EPOCHS)[:, None]
    across = np.exp(-((centers - _share(walk.rates, RATES)[:, None]) ** 2) / (2 * reach**2))  # (e, SIDE)
    upward = np.exp(-((centers - _share(walk.decays, DECAYS)[:, None]) ** 2) / (2 * reach**2))
    night = np.full((SIDE, SIDE), 1.0)
    addresses = {0: _night(night)}
    start = 0
    for count in np.unique(seen[seen > 0]).tolist():
        light = upward[start:count, :, None] * across[start:count, None, :]
        night = np.minimum(night, 1 - light.max(axis=0))
        addresses[count] = _night(night)
        start = count
    return [*(addresses[count] for count in seen.tolist()), _night(np.zeros_like(night))]


def _night(night: np.ndarray) -> str:
    opacity = np.linspace(0, 255 * DARKEST, LAST + 1).round().astype(np.uint8)
    return _address(night, np.tile(NIGHT, (LAST + 1, 1)), transparency=opacity.tobytes())


def _share(values: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """Where values (n,) lie between the ends, by factors, from 0 to 1."""
    low, high = np.log(ends)
    return np.asarray((np.log(values) - low) / (high - low))


def _address(levels: np.ndarray, palette: np.ndarray, **more: bytes) -> str:
    """A picture of levels from 0 to 1, (h, w) from the lowest row up, in a palette (LAST + 1, 3)."""
    image = Image.fromarray((levels[::-1] * LAST).round().astype(np.uint8)).convert("P")
    image.putpalette(palette.round().astype(np.uint8).tobytes())
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6, **more)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()

"""What the figures of scenes share: the canvas as a picture, boxes as closed lines, the colors of a verdict."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.networks.cnn.inside_figure import image_address

HIT_COLOR = "#4cc38a"  # on the dark canvas, in light and dark theme alike
ALARM_COLOR = "#ff6b78"
TRUE_COLOR = "#dfe5ec"
HERE_COLOR = "#f9b84b"
STACKED = (0.38, 0.32)  # on a phone the canvas begins above the first, the other axes end below the second
CORNERS = 6  # of a closed line: four, the first again, and a gap
STUB = np.array([-0.2, -0.1, np.nan])  # in widths of the axes: a piece of line beyond them
GLYPHS = (  # strokes of the digits, 2 wide and 4 high, from below
    "00 04 24 20 00", "03 14 10", "04 24 22 02 00 20", "04 24 22 02 22 20 00", "04 02 22 24 20", "24 04 02 22 20 00",
    "24 04 00 20 22 02", "04 24 10", "02 04 24 22 02 00 20 22", "22 02 04 24 20 00",
)  # fmt: skip
STROKES = 9  # places of a digit: eight at most, the last repeated, and a gap
GLYPH_SIZE = 0.9  # pixels of the canvas


def outline(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The closed lines around boxes (n, 4), NaN between them, as x (6 n,) and y (6 n,)."""
    gap = np.full(len(boxes), np.nan)
    x0, y0, x1, y1 = boxes.T
    x, y = np.stack([x0, x1, x1, x0, x0, gap], axis=1), np.stack([y0, y0, y1, y1, y0, gap], axis=1)
    return x.ravel(), y.ravel()


def outlined_digits(digits: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Digits (n,) as lines whose lower left corners are at x, y (n,), as x (9 n,) and y (9 n,); y runs downwards.

    Lines are moved without Plotly's drawing, texts are not.
    """
    strokes = np.full((len(GLYPHS), STROKES, 2), np.nan)
    for digit, text in enumerate(GLYPHS):
        places = [(int(pair[0]), int(pair[1])) for pair in text.split()]
        strokes[digit, :-1] = places + places[-1:] * (STROKES - 1 - len(places))
    lines = GLYPH_SIZE * strokes[digits]  # (n, 9, 2)
    return (x[:, None] + lines[..., 0]).ravel(), (y[:, None] - lines[..., 1]).ravel()


def with_stub(values: np.ndarray, width: float) -> np.ndarray:
    """Coordinates (…, n) behind a piece of line beyond axes of this width, (…, 3 + n).

    A line that is never empty is moved from draw to draw; one that comes and goes is Plotly's work.
    """
    stub = np.broadcast_to(width * STUB, (*values.shape[:-1], len(STUB)))
    return np.concatenate([stub, values], axis=-1)


def show_canvas(figure: Figure, canvas: np.ndarray, domain: tuple[float, float] = (0, 1)) -> None:
    """A canvas (side, side) uint8 as the ground of the first axes, dark in both themes."""
    side = canvas.shape[0]
    pixels = np.repeat(24 + (canvas.astype(int) * 200 // 255)[..., None], 3, axis=2).astype(np.uint8)
    hidden: Mapping[str, Any] = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    figure.update_xaxes(**hidden, range=[0, side], domain=list(domain))
    figure.update_yaxes(**hidden, range=[side, 0], scaleanchor="x", constraintoward="top")
    figure.update_layout(images=[{
        "source": image_address(pixels), "xref": "x", "yref": "y", "x": 0, "y": 0, "sizex": side, "sizey": side,
        "sizing": "stretch", "layer": "below",
    }])  # fmt: skip


def stacked_when_narrow(figure: Figure) -> None:
    """On a phone the canvas leads, and the other axes lie below it instead of beside it."""
    canvas, below = STACKED
    figure.when_narrow(
        xaxis={"domain": [0, 1]}, yaxis={"domain": [canvas, 1]}, xaxis2={"domain": [0.13, 1]},
        yaxis2={"domain": [0, below]},
    )  # fmt: skip

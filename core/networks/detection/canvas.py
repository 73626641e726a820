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


def outline(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The closed lines around boxes (n, 4), NaN between them, as x (6 n,) and y (6 n,)."""
    gap = np.full(len(boxes), np.nan)
    x0, y0, x1, y1 = boxes.T
    x, y = np.stack([x0, x1, x1, x0, x0, gap], axis=1), np.stack([y0, y0, y1, y1, y0, gap], axis=1)
    return x.ravel(), y.ravel()


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

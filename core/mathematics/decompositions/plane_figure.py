"""What the planes of a matrix (2, 2) have in common: reach, colors and circle."""

from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.plane import circle
from core.figures.theme import GRADIENT, NEUTRAL, TEST

LINE_COLORS = (GRADIENT, TEST)  # of the first and second eigenline or singular direction
REACHES = (1.6, 2.3, 3.3, 4.7, 6.6)  # the plane does not jump while a number is dragged
MARGIN = {"l": 44, "r": 10, "t": 10, "b": 40}


def reach_of(a: np.ndarray) -> float:
    """How far the plane must reach for the unit circle and its image under A (2, 2)."""
    longest = max(1.0, float(np.linalg.norm(a, 2))) * 1.08
    return next((reach for reach in REACHES if longest <= reach), REACHES[-1])


def add_circle(figure: Figure, a: np.ndarray, **line: Any) -> None:
    """The unit circle moved by a matrix (2, 2)."""
    x, y = a @ circle(145)
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": NEUTRAL, "width": 1.5, **line}, hoverinfo="skip")

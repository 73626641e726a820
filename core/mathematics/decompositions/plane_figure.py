"""What the planes of a matrix (2, 2) have in common: reach, colors, circle and names."""

from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.plane import circle
from core.figures.theme import GRADIENT, INK, NEUTRAL, TEST

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


def add_name(figure: Figure, place: np.ndarray, text: str, color: str = INK) -> None:
    """A short name beside a place (2,)."""
    figure.add_annotation(
        x=float(place[0]), y=float(place[1]), text=f"<b>{text}</b>", showarrow=False,
        font={"color": color, "size": 14}, xshift=16 if place[0] >= 0 else -16, yshift=10 if place[1] >= 0 else -10,
    )  # fmt: skip

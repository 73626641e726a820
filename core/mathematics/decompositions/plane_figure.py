"""The plane with circle, lines and arrows; what moves in it are shapes."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import GRADIENT, INK, NEUTRAL, TEST, blank

Say = Callable[..., str]
LINE_COLORS = (GRADIENT, TEST)  # of the first and second eigenline or singular direction
REACHES = (1.6, 2.3, 3.3, 4.7, 6.6)  # the plane does not jump while a number is dragged
MARGIN = {"l": 44, "r": 10, "t": 10, "b": 40}


def reach_of(a: np.ndarray) -> float:
    """How far the plane must reach for the unit circle and its image under A (2, 2)."""
    longest = max(1.0, float(np.linalg.norm(a, 2))) * 1.08
    return next((reach for reach in REACHES if longest <= reach), REACHES[-1])


def plane(names: Sequence[str], reach: float, height: int) -> Figure:
    """An empty plane with equal units."""
    axis: dict[str, Any] = {
        "range": [-reach, reach], "fixedrange": True, "dtick": 1 if reach < 5 else 2, "zeroline": True,
        "zerolinecolor": NEUTRAL, "zerolinewidth": 1, "automargin": False,
    }  # fmt: skip
    figure = blank("", *names, height=height, showlegend=False, hovermode="closest", shapes=[], margin=dict(MARGIN))
    return figure.update_layout(xaxis=axis, yaxis={**axis, "scaleanchor": "x"}, annotations=[])


def add_circle(figure: Figure, a: np.ndarray, **line: Any) -> None:
    """The unit circle moved by a matrix (2, 2)."""
    turn = np.linspace(0, 2 * np.pi, 145)
    x, y = a @ np.array([np.cos(turn), np.sin(turn)])
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": NEUTRAL, "width": 1.5, **line}, hoverinfo="skip")


def add_arrow(figure: Figure, tip: np.ndarray, color: str, reach: float, width: float = 4, opacity: float = 1) -> None:
    """An arrow from the origin to `tip` (2,) as a line and a head, both shapes; a dot where it has no length."""
    x, y = float(tip[0]), float(tip[1])
    size = math.hypot(x, y)
    if size < 1e-9 * reach:
        figure.add_dot(0.0, 0.0, 11, fillcolor=color, line={"width": 0})
        return
    head = min(0.075 * reach, size)
    along = x / size, y / size
    back = x - head * along[0], y - head * along[1]
    side = -0.4 * head * along[1], 0.4 * head * along[0]
    line = {"color": color, "width": width}
    figure.add_shape(type="line", x0=0.0, y0=0.0, x1=back[0], y1=back[1], line=line, opacity=opacity)
    corners = ((x, y), (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    path = " L ".join(f"{left:.6g} {up:.6g}" for left, up in corners)
    figure.add_shape(type="path", path=f"M {path} Z", fillcolor=color, line={"width": 0}, opacity=opacity)


def add_line(figure: Figure, direction: np.ndarray, color: str, reach: float, **line: Any) -> None:
    """The line through the origin in a direction (2,)."""
    x, y = (float(one) for one in 2 * reach * direction)
    style = {"color": color, "width": 2, "dash": "dash", **line}
    figure.add_shape(type="line", x0=-x, y0=-y, x1=x, y1=y, line=style, layer="below")


def add_name(figure: Figure, place: np.ndarray, text: str, color: str = INK) -> None:
    """A short name beside a place (2,)."""
    figure.add_annotation(
        x=float(place[0]), y=float(place[1]), text=f"<b>{text}</b>", showarrow=False,
        font={"color": color, "size": 14}, xshift=16 if place[0] >= 0 else -16, yshift=10 if place[1] >= 0 else -10,
    )  # fmt: skip

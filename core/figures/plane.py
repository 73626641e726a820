"""A plane with equal units along both axes, and what moves in it: arrows, lines and paths, all of them shapes.

A moved shape costs a fraction of the time that a trace takes.

Shapes: a place is (2,), a piece of a line (2, points).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import INK, blank

Spot = Sequence[float] | np.ndarray
HEAD = 0.34  # length of an arrow's head
NO_STYLE: Mapping[str, Any] = {}


def plane(title: str, names: Sequence[str], reach: float, /, *, height: int, **axis: Any) -> Figure:
    """An empty plane that shows -reach to reach along both axes; `axis` holds further entries of both."""
    axis = {
        "range": [-reach, reach], "fixedrange": True, "dtick": 1 if reach < 6 and height > 300 else 2,
        "zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1, "automargin": False, **axis,
    }  # fmt: skip
    margin = {"l": 44, "r": 8, "t": 34 if title else 8, "b": 40}
    figure = blank(title, *names, height=height, showlegend=False, hovermode="closest", shapes=[], margin=margin)
    return figure.update_layout(xaxis=axis, yaxis={**axis, "scaleanchor": "x"})


def add_arrow(
    figure: Figure, start: Spot, end: Spot, color: str, *, head: float = HEAD, width: float = 3, dash: str = "solid",
    label: str = "", away: Spot | None = None, label_style: Mapping[str, Any] = NO_STYLE,
) -> None:  # fmt: skip
    """An arrow as two shapes, a line and a head; a dot where it has no length. Its label lies away from a place."""
    (x0, y0), (x1, y1) = _floats(start), _floats(end)
    length = math.hypot(x1 - x0, y1 - y0)
    if length < 1e-9:
        figure.add_dot(x1, y1, 9, fillcolor=color, line={"width": 0})
        return
    head = min(head, length)
    along_x, along_y = head * (x1 - x0) / length, head * (y1 - y0) / length
    x, y = x1 - along_x, y1 - along_y  # where the head begins
    leftwards = x1 < x0 if away is None else float(away[0]) > x1
    anchors = {"xanchor": "right" if leftwards else "left", "yanchor": "bottom" if y1 >= y0 else "top"}
    font = {"color": INK, "size": 14}
    text = {"text": label, "textangle": 0, "textposition": "end", "padding": 7, "font": font, **anchors, **label_style}
    add_line(figure, (x0, y0), (x, y), color, width=width, dash=dash, **({"label": text} if label else {}))
    corners = [[x1, x - 0.4 * along_y, x + 0.4 * along_y], [y1, y + 0.4 * along_x, y - 0.4 * along_x]]
    add_path(figure, [np.array(corners)], color, 0, fillcolor=color)


def add_line(
    figure: Figure, start: Spot, end: Spot, color: str, *, width: float = 1.5, dash: str = "solid", **shape: Any
) -> None:
    """A straight line from place to place."""
    (x0, y0), (x1, y1) = _floats(start), _floats(end)
    line = {"color": color, "width": width, "dash": dash}
    figure.add_shape(type="line", x0=x0, y0=y0, x1=x1, y1=y1, line=line, **shape)


def add_path(
    figure: Figure, pieces: Iterable[np.ndarray], color: str, width: float, *, dash: str = "solid", **shape: Any
) -> None:
    """Pieces of lines, each (2, points), as one shape; with a `fillcolor` each is closed."""
    line = {"color": color, "width": width, "dash": dash}
    figure.add_shape(type="path", path=path(pieces, closed="fillcolor" in shape), line=line, **shape)


def path(pieces: Iterable[np.ndarray], closed: bool = False) -> str:
    """Pieces of lines, each (2, points), as the path of a shape."""
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{x:.5g},{y:.5g}" for x, y in piece.T.tolist()) + end for piece in pieces)


def circle(points: int = 97) -> np.ndarray:
    """The unit circle, (2, points), its last point on the first."""
    turn = np.linspace(0, 2 * np.pi, points)
    return np.array([np.cos(turn), np.sin(turn)])


def _floats(place: Spot) -> list[float]:
    return [float(value) for value in place]

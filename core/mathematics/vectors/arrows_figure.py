"""Arrows in a plane and in space, on axes that stay while the arrows move.

Shapes: a place is (2,) in the plane and (3,) in space; corners are (n, 2) or (n, 3).
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import GRID, INK, PAPER, blank

Say = Callable[..., str]
Vector = Sequence[float] | np.ndarray
REACH = 5.6  # of the axes to both sides of the origin
HEAD = 0.34  # length of an arrow's head
HEIGHT = 462


def plane(names: Sequence[str], reach: float = REACH, *, title: str = "", height: int = HEIGHT) -> Figure:
    """An empty plane with equal units along both axes, crossed at the origin; all that moves in it are shapes."""
    tick = 1 if reach < 8 and height > 300 else 2
    axis = {"range": [-reach, reach], "fixedrange": True, "dtick": tick, "zeroline": True, "zerolinecolor": INK,
            "zerolinewidth": 1, "automargin": False}  # fmt: skip
    margin = {"l": 44, "r": 8, "t": 34 if title else 8, "b": 40}
    figure = blank(title, *names, height=height, showlegend=False, hovermode="closest", shapes=[], margin=margin)
    return figure.update_layout(xaxis=axis, yaxis={**axis, "scaleanchor": "x"})


def add_arrow(
    figure: Figure, start: Vector, end: Vector, color: str, *, width: float = 3, dash: str = "solid", label: str = "",
    away: Vector | None = None,
) -> None:  # fmt: skip
    """An arrow as two shapes, a line and a head; a dot where it has no length. Its label lies away from a place."""
    (x0, y0), (x1, y1) = map(_floats, (start, end))
    size = math.hypot(x1 - x0, y1 - y0)
    if size < 1e-9:
        figure.add_dot(x1, y1, 9, fillcolor=color, line={"width": 0})
        return
    along, head = ((x1 - x0) / size, (y1 - y0) / size), min(HEAD, size)
    x, y = x1 - head * along[0], y1 - head * along[1]  # where the head begins
    leftwards = x1 < x0 if away is None else float(away[0]) > x1
    anchors = {"xanchor": "right" if leftwards else "left", "yanchor": "bottom" if y1 >= y0 else "top"}
    written = {"text": label, "textangle": 0, "textposition": "end", "padding": 7, **anchors}
    said = {"label": {**written, "font": {"color": INK, "size": 14}}} if label else {}
    figure.add_shape(
        type="line", x0=x0, y0=y0, x1=x, y1=y, line={"color": color, "width": width, "dash": dash}, **said
    )  # fmt: skip
    aside = (-0.38 * head * along[1], 0.38 * head * along[0])
    add_polygon(figure, [(x1, y1), (x + aside[0], y + aside[1]), (x - aside[0], y - aside[1])], color)


def add_line(
    figure: Figure, start: Vector, end: Vector, color: str = GRID, *, width: float = 1.5, dash: str = "dot",
    layer: str = "above",
) -> None:  # fmt: skip
    """A straight line without a head."""
    (x0, y0), (x1, y1) = map(_floats, (start, end))
    line = {"color": color, "width": width, "dash": dash}
    figure.add_shape(type="line", x0=x0, y0=y0, x1=x1, y1=y1, line=line, layer=layer)


def add_polygon(figure: Figure, corners: Sequence[Vector] | np.ndarray, fill: str, **shape: object) -> None:
    """A filled polygon."""
    path = " L ".join(f"{x:.6g} {y:.6g}" for x, y in map(_floats, corners))
    figure.add_shape(type="path", path=f"M {path} Z", fillcolor=fill, **({"line": {"width": 0}} | shape))


def space(reach: float = REACH, height: int = HEIGHT) -> Figure:
    """An empty space with equal units along all axes; its camera is the reader's."""
    tick = 2 if reach < 8 else 5
    axis = {"range": [-reach, reach], "autorange": False, "dtick": tick, "gridcolor": GRID, "zerolinecolor": INK,
            "showbackground": False, "showspikes": False}  # fmt: skip
    camera = {"eye": {"x": 1.3, "y": -1.5, "z": 0.8}, "center": {"x": 0, "y": 0, "z": -0.15}}
    scene = {"aspectmode": "cube", "camera": camera} | {
        f"{name}axis": {**axis, "title": {"text": name}} for name in "xyz"
    }
    return blank(height=height, showlegend=False, scene=scene, margin={"l": 0, "r": 0, "t": 0, "b": 0})


def add_arrow_in_space(
    figure: Figure, start: Vector, end: Vector, color: str, *, name: str = "", width: float = 6, dash: str = "solid"
) -> None:
    """An arrow with its name at the tip; exact values on hover."""
    ends = np.array([_floats(start), _floats(end)])
    x, y, z = ends.T
    figure.add_scatter3d(
        x=x, y=y, z=z, mode="lines+markers+text", text=["", name], textposition="top center",
        textfont={"color": INK, "size": 15}, line={"color": color, "width": width, "dash": dash},
        marker={"color": color, "size": [0.1, 6], "symbol": ["circle", "diamond"], "line": {"color": PAPER}},
        hovertemplate=f"{name} (%{{x:.4g}}, %{{y:.4g}}, %{{z:.4g}})<extra></extra>",
    )  # fmt: skip


def add_polygon_in_space(
    figure: Figure, corners: Sequence[Vector] | np.ndarray, color: str, opacity: float = 0.25
) -> None:
    """A flat convex polygon, seen through."""
    x, y, z = np.array([_floats(corner) for corner in corners]).T
    fan = range(1, len(corners) - 1)
    figure.add_mesh3d(
        x=x, y=y, z=z, i=[0 for _ in fan], j=list(fan), k=[one + 1 for one in fan], color=color, opacity=opacity,
        hoverinfo="skip", flatshading=True, lighting={"ambient": 1, "diffuse": 0, "specular": 0},
    )  # fmt: skip


def _floats(place: Vector) -> list[float]:
    return [float(value) for value in place]

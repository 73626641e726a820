"""A space with equal units along all axes, and arrows, lines and polygons in it.

Shapes: a place is (3,), a piece of a line (3, points).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import GRID, INK, PAPER, blank

Spot = Sequence[float] | np.ndarray
CAMERA: Mapping[str, Any] = {"eye": {"x": 1.3, "y": -1.5, "z": 0.8}, "center": {"x": 0, "y": 0, "z": -0.15}}


def space(
    title: str, names: Sequence[str], reach: float, *, height: int, camera: Mapping[str, Any] = CAMERA, **axis: Any
) -> Figure:
    """An empty space that shows -reach to reach along all axes; `axis` holds further entries of each."""
    axis = {
        "range": [-reach, reach], "autorange": False, "dtick": 2 if reach < 8 else 5, "gridcolor": GRID,
        "showbackground": False, "showspikes": False, **axis,
    }  # fmt: skip
    axes = {f"{letter}axis": {**axis, "title": {"text": name}} for letter, name in zip("xyz", names, strict=True)}
    scene = {"aspectmode": "cube", "camera": dict(camera), **axes}
    margin = {"l": 0, "r": 0, "t": 34 if title else 0, "b": 0}
    return blank(title, height=height, showlegend=False, scene=scene, margin=margin)


def add_arrow_in_space(
    figure: Figure, start: Spot, end: Spot, color: str, *, name: str = "", name_color: str = INK, width: float = 6,
    dash: str = "solid", hover: bool = True,
) -> None:  # fmt: skip
    """An arrow with its name at the tip; exact values on hover."""
    x, y, z = np.array([start, end], dtype=float).T
    values = {"hovertemplate": f"{name} (%{{x:.4g}}, %{{y:.4g}}, %{{z:.4g}})<extra></extra>".lstrip()}
    figure.add_scatter3d(
        x=x, y=y, z=z, mode="lines+markers+text", text=["", name], textposition="top center",
        textfont={"color": name_color, "size": 15}, line={"color": color, "width": width, "dash": dash},
        marker={"color": color, "size": [0.1, 6], "symbol": ["circle", "diamond"], "line": {"color": PAPER}},
        **(values if hover else {"hoverinfo": "skip"}),
    )  # fmt: skip


def add_lines_in_space(
    figure: Figure, pieces: Iterable[np.ndarray], color: str, width: float = 5, dash: str = "solid"
) -> None:
    """Pieces of lines, each (3, points), as one trace."""
    gap = np.full((3, 1), np.nan)
    x, y, z = np.hstack([part for piece in pieces for part in (piece, gap)])[:, :-1]
    line = {"color": color, "width": width, "dash": dash}
    figure.add_scatter3d(x=x, y=y, z=z, mode="lines", line=line, hoverinfo="skip")


def add_polygon_in_space(
    figure: Figure, corners: Sequence[Spot] | np.ndarray, color: str, opacity: float = 0.25, **trace: Any
) -> None:
    """A flat convex polygon of corners (n, 3), seen through."""
    x, y, z = np.asarray(corners, dtype=float).T
    last = len(corners) - 1
    plain = {"flatshading": True, "lighting": {"ambient": 1, "diffuse": 0, "specular": 0}}
    figure.add_mesh3d(
        x=x, y=y, z=z, i=[0] * (last - 1), j=list(range(1, last)), k=list(range(2, last + 1)), color=color,
        opacity=opacity, hoverinfo="skip", **plain | trace,
    )  # fmt: skip

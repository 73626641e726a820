"""The plane and space under a matrix: grid, unit circle, unit square and cube, and arrows."""

from collections.abc import Iterable
from itertools import product
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, TEST, blank, translucent

REACH = 3.3  # what is seen of an axis
LINES = 9  # of the grid, on either side of zero
COLUMN_COLORS = (GRADIENT, TEST, "#b08a00")  # of the first, second and third column
AXIS: dict[str, Any] = {"fixedrange": True, "showticklabels": True, "zeroline": False}


def plane(title: str, height: int, reach: float = REACH, name: str = "x") -> Figure:
    """An empty plane with equal scales, its axes called x₁ and x₂ or by another letter."""
    figure = blank(title, f"{name}₁", f"{name}₂", height=height, showlegend=False, hovermode="closest")
    figure.update_xaxes(**AXIS, range=[-reach, reach], scaleanchor="y", dtick=1, title={"standoff": 2})
    figure.update_yaxes(**AXIS, range=[-reach, reach], dtick=1, title={"standoff": 2})
    return figure.add_scatter(x=[0], y=[0], mode="markers", opacity=0, hoverinfo="skip", showlegend=False)


def path(pieces: Iterable[np.ndarray], closed: bool = False) -> str:
    """Pieces of lines, each (2, points), as the path of a shape."""
    end = " Z" if closed else ""
    return " ".join("M" + " L".join(f"{x:.5g},{y:.5g}" for x, y in piece.T) + end for piece in pieces)


def add_path(figure: Figure, pieces: Iterable[np.ndarray], color: str, width: float, **shape: Any) -> None:
    """Pieces of lines, each (2, points), as one shape, which moves in a fraction of the time that a trace takes."""
    closed = "fillcolor" in shape
    figure.add_shape(type="path", path=path(pieces, closed), line={"color": color, "width": width}, **shape)


def add_grid(figure: Figure, matrix: np.ndarray, opacity: float = 0.6) -> None:
    """The grid of whole numbers, moved by a matrix (2, 2); the two axes are colored like the columns."""
    ends = np.array([-LINES, LINES])
    whole = [np.full(2, k) for k in range(-LINES, LINES + 1) if k]
    pieces = [np.array(pair) for k in whole for pair in ((k, ends), (ends, k))]
    add_path(figure, [matrix @ piece for piece in pieces], translucent(NEUTRAL, opacity), 1)
    for axis in (0, 1):
        add_line(figure, matrix[:, axis], translucent(COLUMN_COLORS[axis], 0.6), width=1.5, far=LINES)


def add_square(figure: Figure, matrix: np.ndarray, det: float) -> None:
    """The unit square, moved by a matrix (2, 2): blue, or orange where it is turned over."""
    color = CLASS_B if det >= 0 else CLASS_A
    square = np.array([[0, 1, 1, 0], [0, 0, 1, 1]])
    add_path(figure, [matrix @ square], color, 2, fillcolor=translucent(color, 0.2))


def circle(points: int = 91) -> np.ndarray:
    """The unit circle, (2, points)."""
    angle = np.linspace(0, 2 * np.pi, points)
    return np.array([np.cos(angle), np.sin(angle)])


def add_ellipse(figure: Figure, matrix: np.ndarray, color: str = INK, fill: str = "rgba(0,0,0,0)") -> None:
    """The unit circle, moved by a matrix (2, 2)."""
    add_path(figure, [matrix @ circle()], color, 2, fillcolor=fill)


def add_arrow(figure: Figure, tip: np.ndarray, color: str, width: float = 3, reach: float = REACH) -> None:
    """An arrow (2,) from the origin, its head of a size fit for axes of this reach; of length zero it is a dot."""
    length = float(np.hypot(*tip))
    if length < 1e-9 * reach:
        figure.add_dot(float(tip[0]), float(tip[1]), 8, fillcolor=color, line={"width": 0})
        return
    along = tip / length * min(0.085 * reach, length)
    across = 0.42 * np.array([-along[1], along[0]])
    neck = tip - along
    pieces = [np.array([[0, 0], neck]).T, np.array([tip, neck + across, neck - across]).T]
    add_path(figure, pieces, color, width, fillcolor=color)


def add_line(figure: Figure, direction: np.ndarray, color: str, far: float = 2 * LINES, **line: Any) -> None:
    """The line through the origin in a direction (2,)."""
    x, y = far * direction
    figure.add_shape(type="line", x0=-x, x1=x, y0=-y, y1=y, line={"color": color, "width": 2, **line})


def space(title: str, height: int, reach: float = REACH, name: str = "x", **scene: Any) -> Figure:
    """Empty space with equal scales; a hand turns it."""
    figure = blank(title, height=height, showlegend=False)
    axis = {
        "range": [-reach, reach], "gridcolor": GRID, "zerolinecolor": NEUTRAL, "showbackground": False,
        "showspikes": False, "dtick": 2,
    }  # fmt: skip
    axes = {f"{letter}axis": {**axis, "title": {"text": f"{name}{'₁₂₃'[k]}"}} for k, letter in enumerate("xyz")}
    camera = {"eye": {"x": 1.5, "y": 1.35, "z": 0.75}, "center": {"x": 0, "y": 0, "z": -0.12}}
    return figure.update_layout(scene={**axes, "aspectmode": "cube", "camera": camera, **scene})


def add_cube(figure: Figure, matrix: np.ndarray, det: float) -> None:
    """The unit cube, moved by a matrix (3, 3): blue, or orange where it is turned over."""
    corners = np.array(list(product((0, 1), repeat=3)))
    x, y, z = matrix @ corners.T
    color = CLASS_B if det >= 0 else CLASS_A
    sides = [(0, 1, 3), (0, 3, 2), (4, 5, 7), (4, 7, 6), (0, 1, 5), (0, 5, 4),
             (2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 3, 7), (1, 7, 5)]  # fmt: skip
    i, j, k = np.array(sides).T
    figure.add_mesh3d(x=x, y=y, z=z, i=i, j=j, k=k, color=color, opacity=0.3, hoverinfo="skip", flatshading=True)
    pairs = [(p, q) for p in range(8) for q in range(p + 1, 8) if np.abs(corners[p] - corners[q]).sum() == 1]
    add_segments(figure, [matrix @ np.array([corners[p], corners[q]]).T for p, q in pairs], color, 2)


def add_segments(figure: Figure, segments: list[np.ndarray], color: str, width: float = 1, dash: str = "solid") -> None:
    """Pieces of lines in space, each (3, 2), as one trace."""
    gap = np.full((3, 1), np.nan)
    x, y, z = np.hstack([piece for segment in segments for piece in (segment, gap)])
    line = {"color": color, "width": width, "dash": dash}
    figure.add_scatter3d(x=x, y=y, z=z, mode="lines", line=line, hoverinfo="skip")


def add_floor(figure: Figure, matrix: np.ndarray, most: int = 3) -> None:
    """The grid of whole numbers in the plane of the first two axes, moved by a matrix (3, 3)."""
    whole = range(-most, most + 1)
    ends = [[k, k] for k in whole]
    lines = [np.array([pair, [-most, most], [0, 0]]) for pair in ends]
    lines += [np.array([[-most, most], pair, [0, 0]]) for pair in ends]
    add_segments(figure, [matrix @ line for line in lines], NEUTRAL, 1.5)


def add_space_arrow(figure: Figure, tip: np.ndarray, color: str, label: str, start: np.ndarray | None = None) -> None:
    """An arrow (3,) with a point at its tip, from the origin or from `start`."""
    first = np.zeros(3) if start is None else start
    x, y, z = np.array([first, tip]).T
    figure.add_scatter3d(
        x=x, y=y, z=z, mode="lines+markers+text", line={"color": color, "width": 7},
        marker={"size": [0, 5], "color": color}, text=["", label], textposition="top center",
        textfont={"color": color, "size": 15}, hovertemplate="(%{x:.4g}, %{y:.4g}, %{z:.4g})<extra></extra>",
    )  # fmt: skip


def add_space_plane(figure: Figure, point: np.ndarray, directions: np.ndarray, color: str, **trace: Any) -> None:
    """The plane through a point (3,) along two orthonormal directions, the columns of (3, 2)."""
    far = 40.0
    x, y, z = point[:, None] + directions @ np.array([[-far, far, far, -far], [-far, -far, far, far]])
    figure.add_mesh3d(
        x=x, y=y, z=z, i=[0, 0], j=[1, 2], k=[2, 3], color=color, opacity=0.35, hoverinfo="skip",
        lighting={"ambient": 0.9, "diffuse": 0.2}, **trace,
    )  # fmt: skip

"""The plane and space under a matrix: grid, unit circle, unit square and cube, and arrows."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.plane import add_arrow, add_line, add_path, circle, plane
from core.figures.space import add_arrow_in_space, add_lines_in_space, add_polygon_in_space, space
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, TEST, translucent

REACH = 3.3  # what is seen of an axis
LINES = 9  # of the grid, on either side of zero
FAR = 40.0  # beyond every edge of the picture
HEAD = 0.115  # of the reach: length of an arrow's head
COLUMN_COLORS = (GRADIENT, TEST, "#b08a00")  # of the first, second and third column
EYE = {"x": 1.5, "y": 1.35, "z": 0.75}
CENTER = {"x": 0.1, "y": -0.1, "z": -0.12}


def camera(distance: float) -> dict[str, dict[str, float]]:
    """Where a space is seen from: the narrower the figure, the larger the distance that shows it whole."""
    return {"eye": {axis: distance * value for axis, value in EYE.items()}, "center": CENTER}


CAMERA = camera(1.0)


def numbered_plane(title: str, height: int, reach: float = REACH, name: str = "x") -> Figure:
    """An empty plane, its axes called x₁ and x₂ or by another letter."""
    axis = {"zeroline": False, "automargin": True, "title": {"standoff": 2}}
    figure = plane(title, (f"{name}₁", f"{name}₂"), reach, height=height, **axis)
    return figure.update_layout(margin=_margin(title))


def numbered_space(
    title: str, height: int, reach: float = REACH, name: str = "x", view: Mapping[str, Any] = CAMERA
) -> Figure:
    """An empty space, its axes called x₁, x₂ and x₃ or by another letter."""
    names = [f"{name}{number}" for number in "₁₂₃"]
    figure = space(title, names, reach, height=height, camera=view, zerolinecolor=NEUTRAL)
    return figure.update_layout(margin=_margin(title))


def _margin(title: str) -> dict[str, int]:
    return {"l": 8, "r": 8, "t": 36 if title else 10, "b": 8}


def add_vector(figure: Figure, tip: np.ndarray, color: str, reach: float = REACH) -> None:
    """An arrow (2,) from the origin, its head of a size fit for axes of this reach."""
    add_arrow(figure, (0, 0), tip, color, head=HEAD * reach)


def add_vector_in_space(figure: Figure, tip: np.ndarray, color: str, name: str) -> None:
    """An arrow (3,) from the origin, its name in its color."""
    add_arrow_in_space(figure, (0, 0, 0), tip, color, name=name, name_color=color, width=7)


def add_grid(figure: Figure, matrix: np.ndarray, opacity: float = 0.6) -> None:
    """The grid of whole numbers, moved by a matrix (2, 2); the two axes are colored like the columns."""
    ends = np.array([-LINES, LINES])
    whole = [np.full(2, k) for k in range(-LINES, LINES + 1) if k]
    pieces = [np.array(pair) for k in whole for pair in ((k, ends), (ends, k))]
    add_path(figure, [matrix @ piece for piece in pieces], translucent(NEUTRAL, opacity), 1)
    for axis in (0, 1):
        end = LINES * matrix[:, axis]
        add_line(figure, -end, end, translucent(COLUMN_COLORS[axis], 0.6))


def add_square(figure: Figure, matrix: np.ndarray, det: float) -> None:
    """The unit square, moved by a matrix (2, 2): blue, or orange where it is turned over."""
    color = CLASS_B if det >= 0 else CLASS_A
    square = np.array([[0, 1, 1, 0], [0, 0, 1, 1]])
    add_path(figure, [matrix @ square], color, 2, fillcolor=translucent(color, 0.2))


def add_ellipse(figure: Figure, matrix: np.ndarray, color: str = INK, fill: str = "rgba(0,0,0,0)") -> None:
    """The unit circle, moved by a matrix (2, 2)."""
    add_path(figure, [matrix @ circle(91)], color, 2, fillcolor=fill)


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
    add_lines_in_space(figure, [matrix @ np.array([corners[p], corners[q]]).T for p, q in pairs], color, 2)


def add_floor(figure: Figure, matrix: np.ndarray, most: int = 3) -> None:
    """The grid of whole numbers in the plane of the first two axes, moved by a matrix (3, 3)."""
    whole = range(-most, most + 1)
    ends = [[k, k] for k in whole]
    lines = [np.array([pair, [-most, most], [0, 0]]) for pair in ends]
    lines += [np.array([[-most, most], pair, [0, 0]]) for pair in ends]
    add_lines_in_space(figure, [matrix @ line for line in lines], NEUTRAL, 1.5)


def add_plane_in_space(figure: Figure, point: np.ndarray, directions: np.ndarray, color: str, **trace: Any) -> None:
    """The plane through a point (3,) along two orthonormal directions, the columns of (3, 2)."""
    corners = point[:, None] + FAR * directions @ np.array([[-1, 1, 1, -1], [-1, -1, 1, 1]])
    light = {"ambient": 0.9, "diffuse": 0.2}
    add_polygon_in_space(figure, corners.T, color, 0.35, flatshading=False, lighting=light, **trace)


def add_subspace(figure: Figure, basis: np.ndarray, color: str, reach: float = REACH, dash: str = "solid") -> None:
    """The line or plane through the origin with an orthonormal basis, the columns of (3, 1) or (3, 2)."""
    if basis.shape[1] == 2:
        add_plane_in_space(figure, np.zeros(3), basis, color)
        return
    end = reach / np.abs(basis[:, 0]).max() * basis[:, 0]
    add_lines_in_space(figure, [np.column_stack([-end, end])], color, 5, dash)

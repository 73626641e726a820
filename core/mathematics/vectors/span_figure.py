"""What arrows reach: the grid of a basis in the plane; a line, a plane or all of space."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, add_line, add_path, circle, plane
from core.figures.space import add_arrow_in_space, add_lines_in_space, add_polygon_in_space, space
from core.figures.theme import BAD, CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, TEST, translucent
from core.mathematics.vectors.pair_figure import HEIGHT, REACH
from core.mathematics.vectors.span import Span

ARROWS = {"v": CLASS_B, "w": CLASS_A, "u": TEST}
MOST_LINES = 40  # of the grid to each side
FAR = 40.0  # beyond every edge of the picture


def plane_figure(found: Span, t: Say) -> Figure:
    """Arrows and the grid of their whole multiples; the combination as a path, and the point to be reached."""
    figure = plane("", (t("axis.first"), t("axis.second")), REACH, height=HEIGHT)
    v, w = found.arrows.T
    if found.rank == 2:
        _grid_lines(figure, v, w, CLASS_A)
        _grid_lines(figure, w, v, CLASS_B)
    elif found.rank == 1:
        along = _direction(found)
        add_line(figure, -FAR * along, FAR * along, GRADIENT, width=5)
        add_line(figure, found.target, found.nearest, BAD, dash="dot")
    if found.answer == "one":  # how far along each arrow the point lies
        for corner in (found.coordinates * found.arrows).T:
            add_line(figure, found.target, corner, INK, dash="dot")
    first = found.coefficients[0] * v
    add_arrow(figure, np.zeros(2), first, CLASS_B, width=2, dash="dot")
    add_arrow(figure, first, found.combination, CLASS_A, width=2, dash="dot")
    add_arrow(figure, np.zeros(2), found.combination, GRADIENT, width=4, label=t("figure.combination"))
    add_arrow(figure, np.zeros(2), v, CLASS_B)
    add_arrow(figure, np.zeros(2), w, CLASS_A)
    return figure


def _grid_lines(figure: Figure, step: np.ndarray, along: np.ndarray, color: str) -> None:
    """Lines in the direction of `along`, one step from the next, as one path."""
    direction = along / np.hypot(*along)
    gap = abs(float(step[0] * direction[1] - step[1] * direction[0]))
    most = min(MOST_LINES, math.ceil(12 / gap)) if gap > 0.1 else 0
    line = np.outer(direction, [-FAR, FAR])
    lines = [line + k * step[:, None] for k in range(-most, most + 1)]
    add_path(figure, lines, translucent(color, 0.45), 1, layer="below")


def space_figure(found: Span, t: Say) -> Figure:
    """Three arrows and what they span, the combination as a path, and the point to be reached."""
    figure = space("", "xyz", REACH, height=HEIGHT, zerolinecolor=INK)
    shown = found.arrows[:, :2] if found.rank == 3 else found.arrows
    basis, singular, _ = np.linalg.svd(shown)
    if (singular > found.tolerance).sum() == 2:
        disk = 5 * (basis[:, :2] @ circle(49)[:, :-1]).T
        add_polygon_in_space(figure, disk, NEUTRAL if found.rank == 3 else GRADIENT, 0.2)
    if found.rank == 1:
        add_lines_in_space(figure, [np.outer(basis[:, 0], [-5, 5])], GRADIENT)
    steps = np.cumsum(found.coefficients * found.arrows, axis=1).T
    for start, end, color in zip([np.zeros(3), *steps], steps, ARROWS.values(), strict=False):
        add_lines_in_space(figure, [np.array([start, end]).T], color, dash="dot")
    add_arrow_in_space(figure, np.zeros(3), found.combination, GRADIENT, name=t("figure.combination_space"))
    for (name, color), arrow in zip(ARROWS.items(), found.arrows.T, strict=True):
        add_arrow_in_space(figure, np.zeros(3), arrow, color, name=name)
    x, y, z = found.target[:, None]
    figure.add_scatter3d(
        x=x, y=y, z=z, mode="markers+text", text=["x"], textfont={"color": INK, "size": 15}, textposition="top center",
        marker={"size": 7, "color": INK}, hovertemplate="x (%{x:.4g}, %{y:.4g}, %{z:.4g})<extra></extra>",
    )  # fmt: skip
    if found.answer == "none":
        add_lines_in_space(figure, [np.array([found.target, found.nearest]).T], BAD, dash="dot")
    return figure


def _direction(found: Span) -> np.ndarray:
    """The direction of the line that arrows of rank 1 span."""
    return np.asarray(np.linalg.svd(found.arrows)[0][:, 0])

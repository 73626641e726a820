"""The gradient across the map beside the surface, and the map of the angles by which steepest descent misses."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow
from core.figures.space import add_arrow_in_space
from core.figures.theme import BAD, GOOD, GRADIENT
from core.mathematics.gradients.landscape import Landscape
from core.mathematics.gradients.landscape_figure import (
    add_level_line,
    add_point,
    empty_map,
    height_range,
    map_figure,
    name_at,
    surface_figure,
)
from core.mathematics.gradients.slope import Miss, PointGradient

ARROW = 1.7  # length of an arrow that shows a direction alone
ANGLES = ((0.0, "#ffffff"), (0.5, "#e9a8c8"), (1.0, "#a02a70"))


def slope_map(land: Landscape, found: PointGradient, miss: Miss | None, angles: np.ndarray | None, t: Say) -> Figure:
    """The level line through the point, ∇f and -∇f across it, and the way straight to the minimum.

    With `angles`, (n, n), the colors are those of the angle between the last two.
    """
    figure = map_figure(land, t, t("figure.map")) if angles is None else _angle_map(land, angles, t)
    add_level_line(figure, land, found.value)
    here, turn = np.array([found.x, found.y]), math.radians(found.uphill)
    if math.isfinite(turn):
        up = ARROW * np.array([math.cos(turn), math.sin(turn)])
        add_arrow(figure, here, here + 0.7 * up, BAD, width=2)
        add_arrow(figure, here, here - up, GRADIENT, width=4.5, **name_at(here - up, "−∇f"))
    if miss is not None:
        add_arrow(figure, here, miss.minimum, GOOD, width=2.5)
    for x, y in land.minima:
        figure.add_dot(float(x), float(y), 9, fillcolor=GOOD, line={"color": "#ffffff", "width": 1.5})
    return figure


def _angle_map(land: Landscape, angles: np.ndarray, t: Say) -> Figure:
    figure = empty_map(t, t("figure.angles"))
    bar = {"thickness": 10, "dtick": 45, "ticksuffix": "°", "outlinewidth": 0, "x": 1.0, "len": 0.9}
    figure.add_heatmap(
        x=land.axis, y=land.axis, z=angles.astype(np.float32), zmin=0, zmax=180, colorscale=ANGLES, colorbar=bar,
        hoverongaps=False, hovertemplate="(%{x:.2f}, %{y:.2f}): %{z:.1f}°<extra></extra>",
    )  # fmt: skip
    return figure.update_layout(margin={"r": 56})


def slope_surface(land: Landscape, found: PointGradient, t: Say) -> Figure:
    """The point on the surface; -∇f lies flat at its height: it is an arrow of the map, not of the slope."""
    figure = surface_figure(land, t, t("figure.surface"))
    floor = height_range(land)[0]
    add_point(figure, found.x, found.y, found.value, floor)
    turn = math.radians(found.uphill)
    if math.isfinite(turn):
        end = found.x - ARROW * math.cos(turn), found.y - ARROW * math.sin(turn)
        start = found.x, found.y, found.value
        add_arrow_in_space(figure, start, (*end, found.value), GRADIENT, width=7, hover=False)
    return figure

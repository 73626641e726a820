"""The axes of curvature on the map, and the Taylor surface laid on the true one."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line, add_path
from core.figures.theme import CLASS_A, GRADIENT, translucent
from core.mathematics.gradients.curvature import Curvature
from core.mathematics.gradients.landscape import LARGEST, Landscape, level_segments
from core.mathematics.gradients.landscape_figure import (
    add_level_line,
    add_point,
    height_range,
    map_figure,
    surface_figure,
)

AXIS = 1.5  # half the length of an axis of curvature
LINES = "#5a3406"  # on the orange patch
ORANGE = ((0.0, CLASS_A), (1.0, CLASS_A))


def curvature_map(
    land: Landscape, found: Curvature, patch: tuple[np.ndarray, np.ndarray, np.ndarray], t: Say
) -> Figure:
    """The eigenvectors as a cross, with their eigenvalues, and the level line of both surfaces through the point.

    `patch` is what `taylor_patch` gives: x and y, (n,), and values, (n, n).
    """
    figure = map_figure(land, t, t("figure.map"))
    add_level_line(figure, land, found.value)
    x, y, values = patch
    edge = {"x0": float(x[0]), "x1": float(x[-1]), "y0": float(y[0]), "y1": float(y[-1])}
    figure.add_shape(type="rect", line={"color": CLASS_A, "width": 2}, fillcolor=translucent(CLASS_A, 0.12), **edge)
    if not np.isfinite(found.eigenvalues).all():
        return figure
    middle = np.add(level_segments(x - found.x, values, found.value), (found.x, found.y))
    if len(middle):
        add_path(figure, middle.swapaxes(1, 2), CLASS_A, 2, dash="dot")
    here = np.array([found.x, found.y])
    for value, way in zip(found.eigenvalues, found.eigenvectors.T, strict=True):
        dash = "solid" if value > 0 else "dot"
        add_line(figure, here - AXIS * way, here + AXIS * way, GRADIENT, width=3, dash=dash)
    return figure


def curvature_surface(
    land: Landscape, found: Curvature, patch: tuple[np.ndarray, np.ndarray, np.ndarray], t: Say
) -> Figure:
    """The surface with the Taylor polynomial of second order on it; `patch`: x and y, (n,), and values, (n, n)."""
    figure = surface_figure(land, t, t("figure.surface"))
    x, y, values = patch
    values = np.where(np.abs(values) < LARGEST, values, np.nan)
    figure.add_surface(
        x=x, y=y, z=values.astype(np.float32), colorscale=ORANGE, showscale=False, opacity=0.85,
        contours={name: {"show": True, "color": translucent(LINES, 0.4), "width": 1, "highlight": False,
                         "start": float(ends[0]), "end": float(ends[-1]), "size": float(ends[-1] - ends[0]) / 6}
                  for name, ends in (("x", x), ("y", y))},
        hovertemplate="%{z:.4g}<extra></extra>",
    )  # fmt: skip
    if math.isfinite(found.value):
        add_point(figure, found.x, found.y, found.value, height_range(land)[0])
    return figure

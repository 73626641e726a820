"""The map with its level lines and the surface above it; what a dragged point moves are shapes, or small traces."""

import math
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_path, plane
from core.figures.space import space
from core.figures.theme import CLASS_B, INK, NEUTRAL, translucent
from core.mathematics.gradients.landscape import REACH, Landscape, level_segments

HEIGHT = 440
DARK = "#14202b"  # lines on the map, which is light in both themes
ROOM = 0.5  # an arrow that ends nearer to the edge of the map has no room for its name
EVERY = 2  # each second place of the map is a corner of the surface
HEIGHTS = ((0.0, "#f3f8fc"), (0.5, "#8cbfe0"), (1.0, CLASS_B))
CAMERA = {"eye": {"x": -1.04, "y": -1.37, "z": 0.88}, "center": {"x": 0, "y": 0, "z": -0.16}}


def empty_map(t: Say, title: str) -> Figure:
    """The square [-5, 5]² with equal units; gray shows through where f has no value."""
    axis = {"showgrid": False, "zeroline": False, "constrain": "domain"}
    figure = plane(title, (t("axis.x"), t("axis.y")), REACH, height=HEIGHT, **axis)
    return figure.update_layout(plot_bgcolor=translucent(NEUTRAL, 0.25))


def map_figure(land: Landscape, t: Say, title: str) -> Figure:
    """Level lines over colors of the height: between any two neighbors lies the same share of the map."""
    figure = empty_map(t, title)
    figure.add_contour(
        x=land.axis, y=land.axis, z=land.bands.astype(np.float32), customdata=land.values.astype(np.float32),
        colorscale=HEIGHTS, zmin=0, zmax=max(1, len(land.levels) - 1), showscale=False,
        contours={"start": 1, "end": max(1, len(land.levels) - 2), "size": 1, "coloring": "heatmap"},
        line={"width": 0.7, "color": translucent("#20405a", 0.55)}, hoverongaps=False,
        hovertemplate="f(%{x:.2f}, %{y:.2f}) = %{customdata:.4g}<extra></extra>",
    )  # fmt: skip
    return figure


def add_level_line(figure: Figure, land: Landscape, value: float, color: str = DARK) -> None:
    """The level line through a point, drawn from the height there."""
    if not math.isfinite(value):
        return
    pieces = level_segments(land.axis, land.values, value)
    if len(pieces):
        add_path(figure, pieces.swapaxes(1, 2), color, 2)


def name_at(tip: np.ndarray, name: str) -> dict[str, Any]:
    """The name of an arrow that ends at a place (2,): drawn on the map alone, which is light in both themes."""
    inside = float(np.abs(tip).max()) < REACH - ROOM
    return {"label": name, "label_style": {"padding": 8, "font": {"color": DARK, "size": 14}}} if inside else {}


def height_range(land: Landscape) -> tuple[float, float]:
    """What the vertical axis of the surface shows: all heights, or without the highest and lowest if these tower."""
    low, high = float(land.levels[0]), float(land.levels[-1])
    inner = np.quantile(land.values[np.isfinite(land.values)], [0.02, 0.98]) if len(land.levels) > 2 else (low, high)
    towers = high - low > 20 * max(inner[1] - inner[0], 1e-300)
    low, high = (float(inner[0]), float(inner[1])) if towers else (low, high)
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room


def surface_figure(land: Landscape, t: Say, title: str) -> Figure:
    """The surface z = f(x, y), colored as the map; its camera is the reader's."""
    figure = space(title, (t("axis.x"), t("axis.y"), "f"), REACH, height=HEIGHT, camera=CAMERA, dtick=2.5)
    heights = {"dtick": None, "nticks": 5, "range": list(height_range(land))}
    flat = {"aspectmode": "manual", "aspectratio": {"x": 1, "y": 1, "z": 0.72}}
    figure.update_layout(scene={**flat, "zaxis": heights})
    corners = land.axis[::EVERY]
    figure.add_surface(
        x=corners, y=corners, z=land.values[::EVERY, ::EVERY].astype(np.float32),
        surfacecolor=land.bands[::EVERY, ::EVERY].astype(np.float32), cmin=0, cmax=max(1, len(land.levels) - 1),
        colorscale=HEIGHTS, showscale=False, opacity=0.92,
        hovertemplate="f(%{x:.2f}, %{y:.2f}) = %{z:.4g}<extra></extra>",
    )  # fmt: skip
    return figure


def add_point(figure: Figure, x: float, y: float, value: float, floor: float) -> None:
    """The point on the surface, and the plumb line down to its place on the map."""
    here = value if math.isfinite(value) else floor
    figure.add_scatter3d(
        x=[x, x], y=[y, y], z=[here, floor], mode="lines+markers", line={"color": INK, "width": 3},
        marker={"color": INK, "size": [7, 3]}, hovertemplate="(%{x:.4g}, %{y:.4g}, %{z:.5g})<extra></extra>",
    )  # fmt: skip

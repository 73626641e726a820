"""The map with its level lines and the surface above it; what a dragged point moves are shapes, or small traces."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import CLASS_B, GRID, INK, NEUTRAL, blank, translucent
from core.mathematics.gradients.landscape import REACH, Landscape, level_segments

Say = Callable[..., str]
Spot = Sequence[float] | np.ndarray
HEIGHT = 440
DARK = "#14202b"  # lines on the map, which is light in both themes
HEAD = 0.34  # length of an arrow's head
EVERY = 2  # each second place of the map is a corner of the surface
HEIGHTS = ((0.0, "#f3f8fc"), (0.5, "#8cbfe0"), (1.0, CLASS_B))
CAMERA = {"eye": {"x": -1.04, "y": -1.37, "z": 0.88}, "center": {"x": 0, "y": 0, "z": -0.16}}


def empty_map(t: Say, title: str, *, height: int = HEIGHT) -> Figure:
    """The square [-5, 5]² with equal units; gray shows through where f has no value."""
    axis = {"range": [-REACH, REACH], "fixedrange": True, "dtick": 1 if height > 300 else 2, "automargin": False,
            "showgrid": False}  # fmt: skip
    figure = blank(title, t("axis.x"), t("axis.y"), height=height, showlegend=False, hovermode="closest", shapes=[],
                   margin={"l": 44, "r": 8, "t": 34, "b": 40}, plot_bgcolor=translucent(NEUTRAL, 0.25))  # fmt: skip
    return figure.update_layout(
        xaxis={**axis, "constrain": "domain"}, yaxis={**axis, "scaleanchor": "x", "constrain": "domain"}
    )


def map_figure(land: Landscape, t: Say, title: str, *, height: int = HEIGHT) -> Figure:
    """Level lines over colors of the height: between any two neighbors lies the same share of the map."""
    figure = empty_map(t, title, height=height)
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
    path = "".join(f"M{a:.3g} {b:.3g}L{c:.3g} {d:.3g}" for (a, b), (c, d) in pieces)
    if path:
        figure.add_shape(type="path", path=path, line={"color": color, "width": 2})


def add_arrow(figure: Figure, start: Spot, end: Spot, color: str, *, width: float = 3.5, label: str = "") -> None:
    """An arrow between two places, (2,), as two shapes, a line and a head; nothing where it has no length."""
    (x0, y0), (x1, y1) = (tuple(map(float, place)) for place in (start, end))
    size = math.hypot(x1 - x0, y1 - y0)
    if not 1e-9 < size < math.inf:
        return
    along, head = ((x1 - x0) / size, (y1 - y0) / size), min(HEAD, size)
    x, y = x1 - head * along[0], y1 - head * along[1]  # where the head begins
    anchors = {"xanchor": "left" if x1 >= x0 else "right", "yanchor": "bottom" if y1 >= y0 else "top"}
    written = {"text": label, "textangle": 0, "textposition": "end", "padding": 8, **anchors}
    said = {"label": {**written, "font": {"color": DARK, "size": 14}}} if label else {}
    figure.add_shape(type="line", x0=x0, y0=y0, x1=x, y1=y, line={"color": color, "width": width}, **said)
    aside = (-0.38 * head * along[1], 0.38 * head * along[0])
    path = f"M {x1:.5g} {y1:.5g} L {x + aside[0]:.5g} {y + aside[1]:.5g} L {x - aside[0]:.5g} {y - aside[1]:.5g} Z"
    figure.add_shape(type="path", path=path, fillcolor=color, line={"width": 0})


def add_line(figure: Figure, start: Spot, end: Spot, color: str, *, width: float = 1.5, dash: str = "dash") -> None:
    """A straight line between two places, (2,), without a head."""
    (x0, y0), (x1, y1) = (tuple(map(float, place)) for place in (start, end))
    figure.add_shape(type="line", x0=x0, y0=y0, x1=x1, y1=y1, line={"color": color, "width": width, "dash": dash})


def height_range(land: Landscape) -> tuple[float, float]:
    """What the vertical axis of the surface shows: all heights, or without the highest and lowest if these tower."""
    low, high = float(land.levels[0]), float(land.levels[-1])
    inner = np.quantile(land.values[np.isfinite(land.values)], [0.02, 0.98]) if len(land.levels) > 2 else (low, high)
    towers = high - low > 20 * max(inner[1] - inner[0], 1e-300)
    low, high = (float(inner[0]), float(inner[1])) if towers else (low, high)
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room


def surface_figure(land: Landscape, t: Say, title: str, *, height: int = HEIGHT) -> Figure:
    """The surface z = f(x, y), colored as the map; its camera is the reader's."""
    axis = {"range": [-REACH, REACH], "autorange": False, "dtick": 2.5, "gridcolor": GRID, "showbackground": False,
            "showspikes": False}  # fmt: skip
    scene = {
        "aspectmode": "manual", "aspectratio": {"x": 1, "y": 1, "z": 0.72}, "camera": CAMERA,
        "xaxis": {**axis, "title": {"text": t("axis.x")}}, "yaxis": {**axis, "title": {"text": t("axis.y")}},
        "zaxis": {**axis, "dtick": None, "nticks": 5, "range": list(height_range(land)), "title": {"text": "f"}},
    }  # fmt: skip
    figure = blank(title, height=height, showlegend=False, scene=scene, margin={"l": 0, "r": 0, "t": 34, "b": 0})
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


def add_line_in_space(
    figure: Figure, start: Spot, end: Spot, color: str, *, width: float = 7, tip: bool = False
) -> None:
    """A line between two places in space, (3,); with a tip it is an arrow."""
    x, y, z = np.array([start, end], dtype=float).T
    figure.add_scatter3d(
        x=x, y=y, z=z, mode="lines+markers", line={"color": color, "width": width}, hoverinfo="skip",
        marker={"color": color, "size": [0.1, 6 if tip else 0.1], "symbol": ["circle", "diamond"]},
    )  # fmt: skip

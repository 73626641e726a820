"""The map of starts, colored by the minimum that each leads to, and the rate at which each minimum gives out."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line, add_path
from core.figures.theme import ACCENT, INK, blank
from core.learning.descent.starts import Scout, StartMap
from core.learning.descent.terrain import GRID, Relief
from core.learning.descent.terrain_figure import COUNTRIES, DARK, add_minima, add_relief, empty_map, inside, thin_axis

UNSETTLED_COLOR = "#aab4bf"
MARGIN = {"l": 58, "r": 12, "t": 34, "b": 44}
MOST_BARS = 12


def color_of(k: int) -> str:
    """The color of a minimum; so many colors take turns."""
    return COUNTRIES[k % len(COUNTRIES)]


def starts_map(found: StartMap, land: Relief, limits: np.ndarray, pace: float, walk: Scout, t: Say) -> Figure:
    """The countries, the level lines over them, the minima (hollow beyond `limits`, (m,)), and the scout's path."""
    figure = empty_map(t, t("figure.starts"), float(land.axis[-1]))
    codes = np.where(found.ends >= 0, found.ends % len(COUNTRIES) + 2, found.ends + 2)
    palette = (UNSETTLED_COLOR, DARK, *COUNTRIES)
    n = len(palette)
    scale = [(edge / n, color) for k, color in enumerate(palette) for edge in (k, k + 1)]
    figure.add_heatmap(
        x=land.axis, y=land.axis, z=codes.astype(np.uint8), zmin=-0.5, zmax=n - 0.5, colorscale=scale,
        showscale=False, hoverinfo="skip",
    )  # fmt: skip
    add_relief(figure, land, 0.45, "none")
    add_minima(figure, found.minima, ["#ffffff"] * len(found.minima), ~(pace > limits), 12)
    path = inside(walk.places[np.isfinite(walk.places).all(-1)], float(land.axis[-1]))
    for color, width in (("#ffffff", 4.0), (DARK, 2.0)):
        add_path(figure, [path.T], color, width)
    return figure


def shown_limits(limits: np.ndarray) -> list[int]:
    """The numbers of the lowest minima that have a limit, (m,) of them in all: their bars are drawn."""
    return [k for k in range(min(len(limits), MOST_BARS)) if 0 < limits[k] < math.inf]


def limits_figure(found: StartMap, limits: np.ndarray, pace: float, t: Say) -> Figure:
    """A bar for each minimum, how much of the map leads there, at the largest rate that it can hold, (m,)."""
    shown, shares = shown_limits(limits), 100 * found.counts / GRID**2
    key = "limits" if len(shown) == len(limits) else "limits_lowest" if shown else "no_limits"
    figure = blank(t(f"figure.{key}", count=len(shown)), t("axis.rate"), t("axis.share"), height=300, shapes=[])
    ends = min(0.002, np.min(limits[shown], initial=1) / 2), max(0.5, 2 * np.max(limits[shown], initial=0))
    figure.update_layout(margin=dict(MARGIN))
    figure.update_xaxes(**thin_axis(type="log", range=np.log10(ends).tolist(), dtick="D2" if ends[1] < 5 else 1))
    top = 60 if np.max(shares[shown], initial=0) <= 60 else 105
    figure.update_yaxes(**thin_axis(range=[0, top], ticksuffix=" %"))
    for k in shown:
        figure.add_vline(float(limits[k]), line={"color": color_of(k), "width": 1, "dash": "dot"})
        add_line(figure, (limits[k], 0), (limits[k], shares[k]), color_of(k), width=9)
    line = {"color": INK, "width": 1}
    figure.add_scatter(
        x=limits[shown], y=shares[shown], mode="markers", showlegend=False,
        marker={"size": 14, "color": [color_of(k) for k in shown], "line": line},
        customdata=[f"({x:.2f}, {y:.2f})" for x, y in found.minima[shown]],
        hovertemplate="%{customdata}: η < %{x:.4g}, %{y:.1f} %<extra></extra>",
    )  # fmt: skip
    figure.add_vline(pace, line={"color": ACCENT, "width": 2.5})
    return figure

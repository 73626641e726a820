"""The direction on the map, the slope over the full turn, and the section of the surface along the walk."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, add_line
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank
from core.mathematics.gradients.direction import Walk, full_turn
from core.mathematics.gradients.landscape import REACH, Landscape
from core.mathematics.gradients.landscape_figure import DARK, add_level_line, map_figure, name_at

RING = 1.5  # radius on which the direction is dragged
SMALL = 216
MARGIN = {"l": 58, "r": 10, "t": 32, "b": 40}
TURN, CURVE = 0, 0  # the traces that handles follow


def direction_map(land: Landscape, walk: Walk, t: Say) -> Figure:
    """The level line through the point, ∇f across it, and the walk in the direction θ."""
    figure = map_figure(land, t, t("figure.map"))
    add_level_line(figure, land, walk.value)
    here = np.array([walk.x, walk.y])
    circle = {"x0": walk.x - RING, "x1": walk.x + RING, "y0": walk.y - RING, "y1": walk.y + RING}
    figure.add_shape(type="circle", line={"color": DARK, "width": 1, "dash": "dot"}, **circle)
    add_line(figure, here - 12 * walk.u, here + 12 * walk.u, CLASS_A, dash="dash")
    if math.isfinite(walk.uphill):
        turn = math.radians(walk.uphill)
        uphill = RING * np.array([math.cos(turn), math.sin(turn)])
        add_arrow(figure, here, here + uphill, GRADIENT, width=3.5, **name_at(here + uphill, "∇f"))
    add_arrow(figure, here, here + RING * walk.u, CLASS_A, width=3.5)
    return figure


def scale_of(size: float) -> float:
    """The power of two that a number stays below: axes that follow it seldom change."""
    return 2.0 ** math.ceil(math.log2(size)) if 1e-300 < size < 1e300 else 1.0


def turn_figure(walk: Walk, t: Say) -> Figure:
    """The slope in every direction, a cosine of height |∇f|, and where the walk stands."""
    theta, slope = full_turn(walk.gradient)
    figure = _small(t("figure.turn"), t("axis.theta"), t("axis.slope"))
    reach = 1.12 * scale_of(walk.steepness)
    figure.update_xaxes(range=[0, 360], dtick=45, ticksuffix="°")
    figure.update_yaxes(range=[-reach, reach], zeroline=True, zerolinecolor=INK)
    figure.add_scatter(
        x=theta, y=slope, mode="lines", line={"color": CLASS_B, "width": 2.5},
        hovertemplate="%{x:.0f}°: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    for angle, color in ((walk.uphill, GRADIENT), (walk.uphill + 90, NEUTRAL), (walk.uphill + 270, NEUTRAL)):
        if math.isfinite(angle):
            figure.add_vline(angle % 360, line={"color": color, "width": 1.5, "dash": "dot"})
    return figure


def section_figure(distance: np.ndarray, heights: np.ndarray, walk: Walk, t: Say) -> Figure:
    """The cut through the surface along the walk, (n,) both, and the tangent whose slope is ∇f · u."""
    figure = _small(t("figure.section"), t("axis.distance"), t("axis.height"))
    base = walk.value if math.isfinite(walk.value) else 0.0
    known = heights[np.isfinite(heights)]
    reach = scale_of(float(np.abs(known - base).max()) if known.size else 1.0)
    low = base - (0.0 if known.size and known.min() >= base - 0.02 * reach else reach)
    figure.update_xaxes(range=[-REACH, REACH], dtick=1)
    figure.update_yaxes(range=[low - 0.08 * reach, base + reach])
    figure.add_scatter(
        x=distance, y=heights, mode="lines", line={"color": CLASS_B, "width": 2.5}, connectgaps=False,
        hovertemplate="%{x:.2f}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    if math.isfinite(walk.value) and math.isfinite(walk.slope):
        rise = 2.0 * walk.slope
        add_line(figure, (-2, walk.value - rise), (2, walk.value + rise), CLASS_A, width=3)
        figure.add_dot(0, walk.value, 11, fillcolor=INK, line={"color": GRID, "width": 1})
    return figure


def _small(title: str, x: str, y: str) -> Figure:
    figure = blank(title, x, y, height=SMALL, margin=dict(MARGIN), showlegend=False, shapes=[])
    fixed = {"fixedrange": True, "automargin": False, "tickfont": {"size": 11}}
    figure.update_xaxes(**fixed)
    figure.update_yaxes(nticks=5, **fixed)
    return figure

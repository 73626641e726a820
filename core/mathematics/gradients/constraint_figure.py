"""The curve on the map with both gradients, and f along the curve."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, GRADIENT, PAPER, blank
from core.mathematics.gradients.constraint import Constrained, Walker
from core.mathematics.gradients.landscape import Landscape
from core.mathematics.gradients.landscape_figure import add_level_line, map_figure, name_at

ARROW = 1.5
SHORT = 1.0
TOWERS = 20.0  # times the middle nine tenths of all heights: what is higher is cut off
MARGIN = {"l": 62, "r": 14, "t": 34, "b": 40}


def constraint_map(land: Landscape, found: Constrained, walker: Walker, t: Say) -> Figure:
    """The curve, the level line of f through the walker, ∇f and ∇g there, and the best places."""
    figure = map_figure(land, t, t("figure.map"))
    path, pen = "", "M"
    for x, y in zip(found.x[::4], found.y[::4], strict=True):
        if math.isfinite(x):
            path += f"{pen}{x:.4g} {y:.4g}"
        pen = "L" if math.isfinite(x) else "M"
    if path:
        figure.add_shape(type="path", path=path, line={"color": CLASS_A, "width": 4})
    add_level_line(figure, land, walker.value)
    here = np.array([walker.x, walker.y])
    for gradient, length, color, name in (
        (walker.of_g, SHORT, CLASS_A, "∇g"), (walker.of_f, ARROW, GRADIENT, "∇f"),
    ):  # fmt: skip
        size = math.hypot(*gradient)
        if 0 < size < math.inf:
            tip = here + length * gradient / size
            add_arrow(figure, here, tip, color, width=3.5, **name_at(tip, name))
    for places, color in ((found.minima, GOOD), (found.maxima, BAD)):
        for one in places:
            figure.add_dot(one.x, one.y, 11, fillcolor=color, line={"color": PAPER, "width": 1.5})
    return figure


def along_figure(found: Constrained, t: Say) -> Figure:
    """f along the curve, with its least (green) and greatest (red) values."""
    figure = blank(t("figure.along"), t("axis.s"), t("axis.f"), height=330, margin=dict(MARGIN), showlegend=False)
    fixed = {"fixedrange": True, "automargin": False}
    known = found.values[np.isfinite(found.values)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    inner = np.quantile(known, [0.05, 0.95]) if known.size else (low, high)
    if high - low > TOWERS * max(inner[1] - inner[0], 1e-300):  # at a pole: the rest would be a flat line
        low, high = float(inner[0]), float(inner[1])
    room = 0.08 * (high - low) or 1.0
    figure.update_xaxes(range=[0, 360], dtick=45, **fixed)
    figure.update_yaxes(range=[low - room, high + room], nticks=6, **fixed)
    figure.add_scatter(
        x=found.s, y=found.values, mode="lines", line={"color": CLASS_B, "width": 2.5}, connectgaps=False,
        hovertemplate="s = %{x:.1f}: f = %{y:.5g}<extra></extra>",
    )  # fmt: skip
    for places, color in ((found.minima, GOOD), (found.maxima, BAD)):
        for one in places:
            figure.add_dot(one.s, one.value, 11, fillcolor=color, line={"color": PAPER, "width": 1.5})
    return figure

"""The walk of Newton's method over the curve, its slopes step by step, and the ends of all starts."""

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, GRID, INK, NEUTRAL, PAPER, blank
from core.mathematics.derivatives.newton import NewtonWalk
from core.mathematics.derivatives.window import HIGH, LOW, MARGIN, Say, Window, curve_figure

FLOOR = 1e-17
FAR = 1e6


def newton_figure(window: Window, walk: NewtonWalk, t: Say, *, height: int = 268) -> Figure:
    """The curve, the parabola that led to the last place, and the places so far."""
    steps = len(walk.x) - 1
    figure = curve_figure(window, t, t("figure.newton", steps=steps), float(walk.values[0]), height=height)
    x = np.linspace(LOW, HIGH, 301)
    y = np.full_like(x, np.nan)
    k = max(steps - 1, 0)
    if np.isfinite([walk.values[k], walk.slopes[k], walk.seconds[k]]).all():
        d = x - walk.x[k]
        y = walk.values[k] + walk.slopes[k] * d + walk.seconds[k] / 2 * d**2
    figure.add_scatter(
        x=x, y=np.where(np.abs(y) < FAR, y, np.nan), mode="lines", name=t("parabola"), hoverinfo="skip",
        line={"color": CLASS_A, "width": 2, "dash": "dash", "simplify": False},
    )  # fmt: skip
    inside = np.isfinite(walk.values) & (np.abs(walk.x) <= HIGH)
    for k in np.flatnonzero(inside).tolist():
        last = k == steps
        figure.add_dot(
            float(walk.x[k]), float(walk.values[k]), 13 if last else 9, fillcolor=CLASS_A if last else NEUTRAL,
            line={"color": PAPER, "width": 1.5},
        )  # fmt: skip
        figure.add_shape(
            type="line", x0=float(walk.x[k]), x1=float(walk.x[k]), y0=0, y1=float(walk.values[k]),
            line={"color": CLASS_A if last else NEUTRAL, "width": 1, "dash": "dot"},
        )  # fmt: skip
    return figure


def slopes_figure(walk: NewtonWalk, t: Say, *, height: int = 250) -> Figure:
    """|f′| at every place, on a logarithmic axis: straight for a fixed factor, bending down where digits double."""
    figure = blank(t("figure.slopes"), t("axis.step"), "|f′|", height=height, showlegend=False)
    figure.update_layout(margin={**MARGIN, "l": 62})
    figure.update_xaxes(range=[-0.6, 20.6], fixedrange=True, automargin=False)
    figure.update_yaxes(
        type="log", range=[-17.5, 5], dtick=5, exponentformat="power", fixedrange=True, automargin=False,
        tickfont={"size": 11},
    )  # fmt: skip
    size = np.abs(walk.slopes)
    figure.add_scatter(
        x=np.arange(len(size)), y=np.where(np.isfinite(size), np.maximum(size, FLOOR), np.nan), mode="lines+markers",
        line={"color": CLASS_B, "width": 2}, marker={"size": 6}, customdata=walk.x,
        hovertemplate="%{x}: x = %{customdata:.8g}<extra></extra>",
    )  # fmt: skip
    return figure


def ends_figure(ends: tuple[np.ndarray, np.ndarray, np.ndarray], start: float, t: Say, *, height: int = 250) -> Figure:
    """Where the walk of every start comes to rest: green in a minimum, red on a maximum; a gap where it does not.

    ends: starts, places and signs of f″, (n,) each.
    """
    starts, places, sign = ends
    figure = blank(t("figure.ends"), t("axis.start"), t("axis.end"), height=height, showlegend=False)
    figure.update_layout(margin=dict(MARGIN))
    figure.update_xaxes(range=[LOW, HIGH], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[-8, 8], fixedrange=True, automargin=False, zeroline=True, zerolinecolor=GRID)
    for kind, color, symbol in ((1.0, GOOD, "circle"), (-1.0, BAD, "x"), (0.0, NEUTRAL, "square")):
        those = (sign == kind) & np.isfinite(places)
        figure.add_scatter(
            x=starts[those], y=places[those], mode="markers", marker={"size": 4, "color": color, "symbol": symbol},
            hovertemplate="%{x:.3g} → %{y:.5g}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(start, line={"color": INK, "width": 1.5})
    return figure

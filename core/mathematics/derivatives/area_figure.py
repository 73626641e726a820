"""Bars under the curve, the running area with its slope, and the errors of the rules against the number of bars."""

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, GRADIENT, GRID, PAPER, POINT, blank, translucent
from core.mathematics.derivatives.area import RULES, AreaErrors, AreaSum, RealFunction
from core.mathematics.derivatives.settings import AreaConfig
from core.mathematics.derivatives.window import HIGH, LOW, MARGIN, Say, Window, add_line, curve_figure

FLOOR = 1e-17  # what is drawn in place of an error of 0
ARC = 13  # points of a parabola


def area_figure(
    f: RealFunction, window: Window, found: AreaSum, config: AreaConfig, t: Say, *, height: int = 268
) -> Figure:
    """The curve, and its bars: blue above the axis, orange below."""
    title = (
        t("figure.area", n=config.n, total=found.total) if not found.missing else t("figure.area_missing", n=config.n)
    )
    figure = curve_figure(window, t, title, 0.0, height=height)
    x, y = bar_outline(f, found, config.rule)
    for part, color in ((np.maximum(y, 0), CLASS_B), (np.minimum(y, 0), CLASS_A)):
        figure.add_scatter(
            x=x, y=np.where(np.isnan(y), np.nan, part), mode="lines", fill="tozeroy", hoverinfo="skip",
            fillcolor=translucent(color, 0.3), line={"color": color, "width": 1, "simplify": False},
        )  # fmt: skip
    figure.add_hline(0, line={"color": GRID, "width": 1.5})
    return figure


def bar_outline(f: RealFunction, found: AreaSum, rule: str) -> tuple[np.ndarray, np.ndarray]:
    """The outline of all bars, from left to right, as one line: x and y (points,), NaN for a missing bar."""
    s = np.linspace(0, 1, ARC if rule == "Simpson" else 2)
    left, right = found.edges[:-1, None], found.edges[1:, None]
    x = left + (right - left) * s
    width = found.edges[1] - found.edges[0] or 1.0  # no area without a width
    with np.errstate(all="ignore"):
        if rule in ("trapezoid", "Simpson"):
            first, middle, last = f(left), f((left + right) / 2), f(right)
            middle = (first + last) / 2 if rule == "trapezoid" else middle
            top = first * (1 - s) * (1 - 2 * s) + 4 * middle * s * (1 - s) + last * s * (2 * s - 1)
        else:
            top = np.repeat((found.areas[:, None] / width), 2, axis=1)
    top = np.where(np.isnan(found.areas)[:, None], np.nan, top)
    foot = np.where(np.isnan(found.areas), np.nan, 0.0)[:, None]
    outline = np.hstack([foot, top, foot])
    return np.hstack([left, x, right]).ravel(), outline.ravel()


def running_figure(
    x: np.ndarray, area: np.ndarray, config: AreaConfig, height_here: float, t: Say, *, height: int = 250
) -> Figure:
    """The area from a to every x, both (n,), with the slope at b, which is f(b)."""
    figure = blank(t("figure.running"), "b", t("axis.running"), height=height, margin=dict(MARGIN), showlegend=False)
    known = area[np.isfinite(area)]
    low, high = (min(float(known.min()), -1.0), max(float(known.max()), 1.0)) if known.size else (-1.0, 1.0)
    room = 0.12 * (high - low)
    figure.update_xaxes(range=[LOW, HIGH], fixedrange=True, automargin=False)
    figure.update_yaxes(
        range=[low - room, high + room], fixedrange=True, automargin=False, zeroline=True, zerolinecolor=GRID
    )
    figure.add_scatter(
        x=x, y=area, mode="lines", line={"color": CLASS_B, "width": 2.5},
        hovertemplate="F(%{x:.3g}) = %{y:.5g}<extra></extra>",
    )  # fmt: skip
    here = float(np.interp(config.b, x, area))
    add_line(figure, config.b, here, height_here, color=GRADIENT, width=2, dash="dash")
    if np.isfinite(here):
        figure.add_dot(config.b, here, 11, fillcolor=GRADIENT, line={"color": PAPER, "width": 1.5})
    figure.add_vline(config.a, line={"color": GRID, "width": 1.5, "dash": "dot"})
    return figure


def area_errors_figure(errors: AreaErrors, config: AreaConfig, error: float, t: Say, *, height: int = 250) -> Figure:
    """The error of the rules against the number of bars, on logarithmic axes: the slope is the order."""
    figure = blank(
        t("figure.area_errors"), t("axis.bars"), t("axis.error"), height=height, margin={**MARGIN, "l": 62, "b": 66}
    )
    small = {"exponentformat": "power", "fixedrange": True, "automargin": False, "tickfont": {"size": 11}}
    figure.update_xaxes(type="log", range=[-0.1, 3.1], dtick=1, **small)
    figure.update_yaxes(type="log", range=[-17.5, 2], dtick=3, **small)
    figure.update_layout(legend={"y": -0.32, "yanchor": "top", "x": 0.5, "xanchor": "center"})
    for rule, color in zip(RULES, CATEGORICAL, strict=False):
        values = errors.errors[rule]
        figure.add_scatter(
            x=errors.bars, y=np.maximum(values, FLOOR), mode="lines+markers", name=t(f"short.{rule}"),
            customdata=values,
            line={"color": color, "width": 3 if rule == config.rule else 1.2}, marker={"size": 4},
            hovertemplate="n = %{x}: %{customdata:.2e}<extra></extra>",
        )  # fmt: skip
    if np.isfinite(error):
        figure.add_scatter(
            x=[config.n], y=[max(error, FLOOR)], mode="markers", marker=dict(POINT), showlegend=False,
            hovertemplate="n = %{x}: %{y:.2e}<extra></extra>",
        )  # fmt: skip
    return figure

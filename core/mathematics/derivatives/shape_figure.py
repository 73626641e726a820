"""f, f′ and f″ one below the other, over the same x."""

from collections.abc import Sequence

import numpy as np

from core.expressions import Function
from core.figures.figure import Figure
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, GRADIENT, GRID, INK, PAPER, blank, translucent
from core.mathematics.derivatives.shape import Band, Landmark
from core.mathematics.derivatives.window import HIGH, LOW, Say, add_line, range_with, told, window_of

PANELS = {"y": (0.52, 1.0), "y2": (0.26, 0.47), "y3": (0.0, 0.21)}  # the share of the height of each
COLORS = {"y": CLASS_B, "y2": GRADIENT, "y3": CATEGORICAL[2]}
MARKS = {"minimum": "triangle-up", "maximum": "triangle-down", "terrace": "square", "inflection": "diamond"}
STRIPES = {1: translucent(CLASS_B, 0.09), -1: translucent(CLASS_A, 0.13)}


def shape_figure(
    functions: Sequence[Function], found: Sequence[Landmark], parts: Sequence[Band], x: float, t: Say,
    *, height: int = 540,
) -> Figure:  # fmt: skip
    """A function and its two derivatives, bands of curvature, landmarks, and the place x in all three."""
    figure = blank(t("figure.shape"), height=height, margin={"l": 56, "r": 12, "t": 36, "b": 40}, showlegend=False)
    figure.update_xaxes(range=[LOW, HIGH], fixedrange=True, automargin=False, anchor="y3", title={"text": "x"})
    for (name, domain), f, title in zip(PANELS.items(), functions, ("f", "f′", "f″"), strict=True):
        window = window_of(f)
        axis = {
            "domain": domain, "range": range_with(window, float(f(x))), "fixedrange": True, "automargin": False,
            "title": {"text": title}, "gridcolor": GRID, "zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1,
        }  # fmt: skip
        figure.update_layout(**{f"{name[0]}axis{name[1:]}": axis})
        figure.add_scatter(
            x=window.x, y=window.y, mode="lines", name=title, yaxis=name, line={"color": COLORS[name], "width": 2.5},
            hovertemplate=title + "(%{x:.4g}) = %{y:.5g}<extra></extra>",
        )  # fmt: skip
    for part in parts:
        figure.add_shape(
            type="rect", x0=max(part.low, LOW), x1=min(part.high, HIGH), y0=0, y1=1, yref="paper",
            fillcolor=STRIPES[part.sign], line={"width": 0}, layer="below",
        )  # fmt: skip
    for kind, symbol in MARKS.items():
        those = [one for one in found if one.kind == kind]
        figure.add_scatter(
            x=[one.x for one in those], y=[one.y for one in those], mode="markers", name=t(f"kind.{kind}"),
            marker={"symbol": symbol, "size": 11, "color": INK, "line": {"width": 1.5, "color": PAPER}},
            hovertemplate=t(f"kind.{kind}") + " (%{x:.5g}, %{y:.5g})<extra></extra>",
        )  # fmt: skip
    y, slope, bend = (float(f(x)) for f in functions)
    add_line(figure, x, y, slope, color=GRADIENT, width=2, dash="dash")
    figure.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", line={"color": INK, "width": 1, "dash": "dot"})
    for name, value in (("y2", slope), ("y3", bend)):
        if np.isfinite(value):
            figure.add_dot(x, value, 11, yref=name, fillcolor=COLORS[name], line={"color": PAPER, "width": 1.5})
    return figure


def shape_alt(found: Sequence[Landmark], x: float, slope: float, t: Say) -> str:
    """What the three curves show, in one sentence."""
    counts = {kind: sum(one.kind == kind for one in found) for kind in MARKS}
    return t("alt.shape", x=x, slope=told(slope, t), **counts)

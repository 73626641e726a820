"""The two axes that share x: the target with what approximates it, and the beads of the units below."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import GRID as GRID_COLOR
from core.figures.theme import INK, NEUTRAL, PAPER, blank, translucent
from core.networks.approximation.target import GRID, Target, span_of, target_values

STILL: Mapping[str, Any] = {"fixedrange": True, "automargin": False, "gridcolor": GRID_COLOR}
MARGIN: Mapping[str, int] = {"l": 52, "r": 12, "t": 36, "b": 40}
SIDE = 1.3  # how far the axis of x goes; beyond 1 lies what is outside of the data
EDGE = 1.22  # where a bead is drawn that is further out
LOWER = 0.27  # of the height is the axis of the beads


def two_axes(target: Target, title: str, below: str, t: Say, height: int) -> Figure:
    """The target above, on an axis with room around it, and an empty axis below."""
    figure = one_axis(target, title, t, height)
    common = {"linecolor": GRID_COLOR, "showgrid": True, "ticks": "", **STILL}
    figure.update_layout(
        xaxis={"anchor": "y2"}, yaxis={"domain": [LOWER + 0.05, 1]},
        yaxis2={**common, "domain": [0, LOWER], "anchor": "x", "zeroline": True, "zerolinecolor": NEUTRAL, "nticks": 5,
                "title": {"text": below, "standoff": 6}},
    )  # fmt: skip
    for low, high in ((-SIDE, -1), (1, SIDE)):
        figure.add_shape(
            type="rect", x0=low, x1=high, y0=0, y1=1, yref="paper", line={"width": 0},
            fillcolor=translucent(NEUTRAL, 0.14), layer="below",
        )  # fmt: skip
    return figure


def one_axis(target: Target, title: str, t: Say, height: int) -> Figure:
    """The target on an axis with room around it."""
    figure = blank(title, t("axis.x"), t("axis.y"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.995, "yanchor": "top", "x": 0.125, "xanchor": "left", "bgcolor": PAPER})
    figure.update_xaxes(range=[-SIDE, SIDE], **STILL)
    figure.update_yaxes(range=list(span_of(target)), **STILL)
    figure.add_scatter(
        x=GRID, y=target_values(target, GRID), mode="lines", name=t("legend.target"), hoverinfo="skip",
        line={"color": translucent(NEUTRAL, 0.75), "width": 7, "simplify": False},
    )  # fmt: skip
    return figure


def add_whole(figure: Figure, x: np.ndarray, y: np.ndarray, name: str) -> None:
    """The network's curve, over all else; x and y are (n,)."""
    figure.add_scatter(
        x=x, y=np.clip(y, -1e4, 1e4), mode="lines", name=name, line={"color": INK, "width": 2.5},
        hovertemplate="(%{x:.3f}, %{y:.4g})<extra></extra>",
    )  # fmt: skip

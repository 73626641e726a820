"""Products of random queries and keys, the weights of one query, and the largest weight against the width."""

import math
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank
from core.networks.attention.scale import ScaledScores

HEIGHT = 350
EDGE = 70.0  # of the axis of products: three standard deviations at d = 512
BINS = np.linspace(-EDGE, EDGE, 71)  # of width 2
PANELS = ((0.0, 0.29), (0.37, 0.63), (0.71, 1.0))
MOST_KEYS = 16


def scale_figure(found: ScaledScores, t: Say) -> Figure:
    """Three panels, in each orange for products as they are and blue for those that are divided."""
    figure = blank(height=HEIGHT, margin={"l": 40, "r": 10, "t": 52, "b": 44}, showlegend=False, shapes=[])
    fixed = {"fixedrange": True, "automargin": False, "zeroline": False, "gridcolor": GRID}
    axes: tuple[tuple[str, list[float], list[float], str, dict[str, Any]], ...] = (
        ("", [-EDGE, EDGE], [0, 1.02], "axis.score", {}),
        ("2", [0.4, MOST_KEYS + 0.6], [0, 1.02], "axis.key", {"dtick": 4, "tick0": 1}),
        ("3", [-0.1, math.log10(600)], [0, 1.02], "axis.width",
         {"type": "log", "tickvals": [1, 4, 16, 64, 256]}),
    )  # fmt: skip
    for (axis, across, up, name, more), domain in zip(axes, PANELS, strict=True):
        figure.update_layout(**{
            f"xaxis{axis}": {**fixed, "range": across, "domain": list(domain), "anchor": f"y{axis}",
                             "title": {"text": t(name), "standoff": 4}, **more},
            f"yaxis{axis}": {**fixed, "range": up, "domain": [0, 1], "anchor": f"x{axis}", "title": {"text": ""}},
        })  # fmt: skip
    for row, (color, name) in enumerate(((CLASS_A, "legend.plain"), (CLASS_B, "legend.divided"))):
        _scores(figure, found, row, color, t(name))
        _weights(figure, found, row, color, t(name))
        figure.add_scatter(
            x=found.widths, y=found.largest[row], mode="lines+markers", xaxis="x3", yaxis="y3",
            line={"color": color, "width": 2.5}, marker={"size": 6},
            hovertemplate=f"{t(name)}: %{{y:.3f}}<extra>d = %{{x}}</extra>",
        )  # fmt: skip
    keys = found.weights.shape[1]
    for axis, end in (("2", MOST_KEYS + 0.6), ("3", 600)):
        figure.add_shape(
            type="line", x0=0.4 if axis == "2" else 0.8, x1=end, y0=1 / keys, y1=1 / keys, xref=f"x{axis}",
            yref=f"y{axis}", line={"color": NEUTRAL, "width": 1, "dash": "dash"},
        )  # fmt: skip
    for (left, _), name in zip(PANELS, ("scores", "weights", "largest"), strict=True):
        figure.add_annotation(
            x=left, y=1.0, yshift=4, xref="paper", yref="paper", xanchor="left", yanchor="bottom", align="left",
            showarrow=False, text=t(f"figure.{name}", plain=CLASS_A, divided=CLASS_B),
            font={"size": 13, "color": INK},
        )  # fmt: skip
    return figure


def _scores(figure: Figure, found: ScaledScores, row: int, color: str, name: str) -> None:
    """Share of the scores in each bin, over that of the fullest."""
    scores = (found.products if row == 0 else found.products / found.divisor).ravel()
    counts, _ = np.histogram(scores.clip(-EDGE, EDGE), BINS)
    figure.add_scatter(
        x=(BINS[1:] + BINS[:-1]) / 2, y=counts / counts.max(), mode="lines", fill="tozeroy", xaxis="x", yaxis="y",
        line={"color": color, "width": 2, "shape": "hvh"}, customdata=counts / counts.sum(),
        hovertemplate=f"{name}: %{{customdata:.1%}}<extra>%{{x:.0f}} ± 1</extra>",
    )  # fmt: skip


def _weights(figure: Figure, found: ScaledScores, row: int, color: str, name: str) -> None:
    keys = found.weights.shape[1]
    figure.add_bar(
        x=np.arange(1, keys + 1) + (row - 0.5) * 0.4, y=found.weights[row], width=0.38, xaxis="x2", yaxis="y2",
        marker={"color": color}, hovertemplate=f"{name}: %{{y:.4f}}<extra></extra>",
    )  # fmt: skip

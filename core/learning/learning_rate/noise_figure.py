"""The cloud of batch gradients around the true one, and how it shrinks with the batch."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, plane
from core.figures.theme import BAD, CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, POINT, blank, translucent
from core.learning.learning_rate.noise import SIZES, GradientNoise

SHOWN = 400  # batches of the cloud
MARGIN = {"l": 62, "r": 10, "t": 34, "b": 42}
FLOOR = 1e-4  # of the variance in units of |g|²: the lower edge of the figure
CEILING = 1e5


def cloud_figure(found: GradientNoise, t: Say) -> Figure:
    """Gradients of 400 batches in units of |g|: along g, and across it; left of the axis they lead uphill."""
    reach = found.reach
    ticks = 10 ** math.floor(math.log10(reach / 2))
    step = next(ticks * k for k in (1, 2, 5, 10) if reach / (ticks * k) < 5)
    figure = plane(t("figure.cloud"), (t("axis.along"), t("axis.across")), reach, height=446, constrain="domain",
                   dtick=step, showgrid=False)  # fmt: skip
    figure.add_shape(type="rect", x0=-1e4, x1=0, y0=-1e4, y1=1e4, fillcolor=translucent(BAD, 0.07), line={"width": 0},
                     layer="below")  # fmt: skip
    along, across = found.along[:SHOWN], found.across[:SHOWN]
    uphill = along < 0
    for chosen, color in ((~uphill, CLASS_B), (uphill, BAD)):
        figure.add_scatter(
            x=along[chosen], y=across[chosen], mode="markers", marker={"size": 6, "color": translucent(color, 0.5)},
            hovertemplate="%{x:.3g}, %{y:.3g}<extra></extra>",
        )  # fmt: skip
    add_arrow(figure, (0, 0), (1, 0), GRADIENT, head=0.05 * reach, width=4, label="g")
    figure.add_annotation(x=-0.97 * reach, y=0.92 * reach, text=t("figure.uphill"), showarrow=False, xanchor="left",
                          font={"color": BAD})  # fmt: skip
    return figure


def variance_figure(found: GradientNoise, batch: int, t: Say) -> Figure:
    """The squared distance of a batch's gradient over |g|² against its size: expected as a line, measured as dots."""
    figure = blank(t("figure.variance"), t("axis.batch"), t("axis.variance"), height=300, margin=dict(MARGIN))
    figure.update_layout(showlegend=False)
    figure.update_xaxes(type="log", range=[-0.05, math.log10(260)], fixedrange=True, tickvals=[1, 4, 16, 64, 200])
    figure.update_yaxes(type="log", range=[math.log10(FLOOR), math.log10(CEILING)], fixedrange=True, automargin=False,
                        dtick=1, exponentformat="power")  # fmt: skip
    signal = max(found.signal, 1e-300)
    expected = np.where(found.variances > 0, found.variances, np.nan) / signal
    figure.add_scatter(x=SIZES, y=expected, mode="lines", line={"color": INK, "width": 2.5},
                       hovertemplate="B = %{x}: %{y:.4g}<extra></extra>")  # fmt: skip
    inside = SIZES[-1] > SIZES
    figure.add_scatter(x=SIZES[inside], y=(found.measured / signal)[inside], mode="markers",
                       marker={"size": 9, "color": CLASS_B},
                       hovertemplate="B = %{x}: %{y:.4g}<extra></extra>")  # fmt: skip
    figure.add_hline(1, line={"color": GRADIENT, "width": 2, "dash": "dot"})
    figure.add_annotation(x=math.log10(1.1), y=0, text=t("figure.equal"), showarrow=False, xanchor="left",
                          yanchor="top")  # fmt: skip
    figure.add_vline(batch, line={"color": CLASS_A, "width": 2})
    if found.variance > 0:
        figure.add_scatter(x=[batch], y=[found.variance / signal], mode="markers", marker=dict(POINT), hoverinfo="skip")
    else:
        figure.add_annotation(x=math.log10(batch), y=math.log10(FLOOR), text="0", showarrow=False, xanchor="right",
                              yanchor="bottom", font={"color": NEUTRAL})  # fmt: skip
    return figure

"""Sharpness along descent below, at and above 2/η, the loss beside it, and all eigenvalues at the end."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, NEUTRAL, blank
from core.learning.learning_rate.sharpness import SharpnessPath

LOW = 0.03
HIGH = 60.0
MARGIN = {"l": 60, "r": 10, "t": 34, "b": 42}


def limit_place(found: SharpnessPath) -> float:
    """Where 2/η is dragged: on its line, or at the edge of the figure that is nearest."""
    return min(max(found.limit, LOW), HIGH)


def sharpness_figure(found: SharpnessPath, t: Say) -> Figure:
    """The largest eigenvalue of the Hessian over the steps, and the line 2/η."""
    figure = blank(t("figure.sharpness"), t("axis.step"), t("axis.sharpness"), height=446, margin=dict(MARGIN))
    figure.update_layout(showlegend=False)
    figure.update_xaxes(range=[-0.02 * found.asked, 1.04 * found.asked], fixedrange=True)
    figure.update_yaxes(type="log", range=[math.log10(LOW) - 0.1, math.log10(HIGH) + 0.1], fixedrange=True,
                        automargin=False, tickvals=[0.03, 0.1, 0.3, 1, 3, 10, 30])  # fmt: skip
    figure.add_shape(type="rect", xref="x domain", x0=0, x1=1, y0=found.limit, y1=1e6, line={"width": 0},
                     fillcolor="rgba(209,73,91,0.08)", layer="below")  # fmt: skip
    figure.add_scatter(
        x=found.steps, y=np.clip(found.sharpness, 1e-6, 1e6), mode="lines+markers", marker={"size": 4},
        line={"color": GOOD, "width": 2.5}, hovertemplate="%{x}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_hline(found.limit, line={"color": CLASS_A, "width": 2.5})
    if found.diverged is not None:
        figure.add_vline(found.diverged, line={"color": BAD, "width": 2, "dash": "dot"})
    return figure


def descent_figure(found: SharpnessPath, t: Say) -> Figure:
    """The loss over the steps; where it diverges, up to its last number, which a cross marks."""
    figure = blank(t("figure.loss"), t("axis.step"), t("axis.loss"), height=220, margin=dict(MARGIN))
    figure.update_layout(showlegend=False)
    figure.update_xaxes(range=[-0.02 * found.asked, 1.04 * found.asked], fixedrange=True)
    figure.update_yaxes(type="log", range=[-4.2, 1.2], fixedrange=True, automargin=False, dtick=1,
                        exponentformat="power")  # fmt: skip
    steps, shown = np.arange(len(found.losses)), np.clip(found.losses, 1e-5, 12)
    figure.add_scatter(x=steps, y=shown, mode="lines", line={"color": CLASS_B, "width": 2}, customdata=found.losses,
                       hovertemplate="%{x}: %{customdata:.4g}<extra></extra>")  # fmt: skip
    if found.diverged is not None:
        figure.add_scatter(x=steps[-1:], y=shown[-1:], mode="markers", hoverinfo="skip",
                           marker={"symbol": "x", "size": 11, "color": BAD})  # fmt: skip
    return figure


def spectrum_figure(found: SharpnessPath, t: Say) -> Figure:
    """All eigenvalues of the Hessian at the last measurement, ascending, beside 2/η."""
    figure = blank(t("figure.spectrum"), t("axis.number"), t("axis.eigenvalue"), height=220, margin=dict(MARGIN))
    figure.update_layout(showlegend=False)
    values = found.eigenvalues
    figure.update_xaxes(range=[0, len(values) + 1], fixedrange=True)
    figure.update_yaxes(range=[-2, 12], fixedrange=True, automargin=False, zeroline=True, zerolinecolor=NEUTRAL)
    figure.add_scatter(
        x=np.arange(1, len(values) + 1), y=np.clip(values, -2, 12), mode="markers", customdata=values,
        marker={"size": 6, "color": [BAD if value < 0 else GOOD for value in values.tolist()]},
        hovertemplate="%{customdata:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_hline(found.limit, line={"color": CLASS_A, "width": 2})
    return figure

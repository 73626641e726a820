"""Predicted probabilities beside those of the labels, and the loss against the temperature."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, GRID, INK, NEUTRAL, POINT, blank, translucent
from core.probability.information.code import NAMES
from core.probability.information.loss import SoftmaxLoss

MARGIN = {"l": 52, "r": 10, "t": 30, "b": 44}
TOP = 5.0  # nats that the axis shows


def softmax_figure(found: SoftmaxLoss, t: Say, *, height: int = 380) -> Figure:
    """A bar for each class as high as its softmax; an outline for the share of its labels."""
    figure = blank("", t("axis.class"), t("axis.probability"), height=height, shapes=[], margin=dict(MARGIN))
    count = len(found.q)
    figure.update_xaxes(
        range=[-0.6, count - 0.4], tickvals=list(range(count)), ticktext=list(NAMES[:count]), fixedrange=True,
        automargin=False, showgrid=False,
    )  # fmt: skip
    figure.update_yaxes(range=[0, 1.1], dtick=0.2, fixedrange=True, automargin=False)
    figure.add_bar(
        x=list(range(count)), y=found.q, name=t("figure.q"), width=0.6, marker={"color": CLASS_B},
        text=[f"{value:.3g}" for value in found.q], textposition="outside", cliponaxis=False,
        hovertemplate="q = %{y:.6g}<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        x=list(range(count)), y=found.p, name=t("figure.p"), width=0.8,
        marker={"color": translucent(NEUTRAL, 0.12), "line": {"color": INK, "width": 1.5}},
        hovertemplate="p = %{y:.6g}<extra></extra>",
    )  # fmt: skip
    return figure.update_layout(barmode="overlay")


def temperature_figure(found: SoftmaxLoss, temperature: float, t: Say, *, height: int = 270) -> Figure:
    """The loss at every temperature, and the floor that no prediction is below."""
    figure = blank("", t("axis.temperature"), t("axis.loss"), height=height, shapes=[], margin=dict(MARGIN))
    figure.update_xaxes(
        type="log", range=[np.log10(0.045), np.log10(22)], tickvals=[0.05, 0.2, 1, 5, 20], fixedrange=True,
        automargin=False,
    )  # fmt: skip
    figure.update_yaxes(range=[0, TOP], fixedrange=True, automargin=False)
    figure.add_scatter(
        x=found.temperatures, y=found.losses, mode="lines", name=t("figure.loss"),
        line={"color": CLASS_B, "width": 2.5},
        hovertemplate="T = %{x:.3g}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=found.temperatures[[0, -1]], y=[found.floor] * 2, mode="lines", name=t("figure.floor"),
        line={"color": BAD, "width": 2, "dash": "dash"}, hovertemplate="%{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(  # a dot that is a shape is squeezed by a logarithmic axis
        x=[temperature], y=[found.loss if found.loss < TOP else None], mode="markers", marker=dict(POINT),
        showlegend=False, hoverinfo="skip",
    )  # fmt: skip
    return figure.add_vline(temperature, line={"color": GRID, "width": 2})

"""The path of every coefficient over λ, the errors along it, and the coefficients where the slider stands."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, INK, NEUTRAL, PAPER, TEST, TRAIN, blank, translucent
from core.learning.regularization.capacity_figure import MARGIN, STILL
from core.learning.regularization.penalties import STRENGTHS, CoefficientPath, PenalizedFit
from core.learning.regularization.settings import PenaltiesConfig

STEP = 25.0  # to a multiple of which the axis of the coefficients is rounded up
TICKS = [0.01, 0.1, 1, 10, 100, 1000]


def reach_of(path: CoefficientPath) -> float:
    """The largest coefficient that the axes show; that of a nearly free fit may lie beyond 100."""
    largest = float(np.abs(path.coefficients).max())
    return float(min(np.ceil(max(largest, 1.0) / STEP) * STEP, 100.0))


def path_figure(path: CoefficientPath, config: PenaltiesConfig, t: Say, *, height: int = 420) -> Figure:
    """Every coefficient by λ; those of noise columns in gray."""
    figure = blank(t("figure.path"), t("axis.strength"), t("axis.coefficient"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 1.0, "yanchor": "top", "bgcolor": PAPER, "font": {"size": 11}})
    reach = reach_of(path)
    figure.update_xaxes(type="log", range=[-2.05, 3.05], tickvals=TICKS, **STILL)
    figure.update_yaxes(range=[-reach, reach], **STILL)
    real = len(path.names)
    useless = path.coefficients[:, real:].T
    if len(useless):
        gaps = np.full((len(useless), 1), np.nan)
        figure.add_scatter(
            x=np.tile(np.append(STRENGTHS, np.nan), len(useless)), y=np.hstack([useless, gaps]).ravel(),
            mode="lines", name=t("legend.useless"), line={"color": translucent(NEUTRAL, 0.6), "width": 1},
            hoverinfo="skip",
        )  # fmt: skip
    for k, name in enumerate(path.names):
        figure.add_scatter(
            x=STRENGTHS, y=path.coefficients[:, k], mode="lines", name=t(f"column.{name}"),
            line={"color": CATEGORICAL[k % len(CATEGORICAL)], "width": 2},
            hovertemplate=t(f"column.{name}") + ", λ = %{x:.3g}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(0, line={"color": INK, "width": 1})
    figure.add_vline(config.strength, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def path_errors_figure(path: CoefficientPath, config: PenaltiesConfig, t: Say, *, height: int = 210) -> Figure:
    """Mean squared errors on training and validation rows by λ, and of always predicting the mean."""
    figure = blank(t("figure.errors"), height=height, margin={**MARGIN, "b": 28})
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "x": 0.01, "xanchor": "left"})
    figure.update_xaxes(type="log", range=[-2.05, 3.05], tickvals=TICKS, **STILL)
    figure.update_yaxes(range=[0, 8000], dtick=2000, **STILL)
    for name, values, color in (("train", path.train, TRAIN), ("valid", path.valid, TEST)):
        figure.add_scatter(
            x=STRENGTHS, y=values, mode="lines", name=t(f"legend.{name}"), line={"color": color, "width": 2.5},
            hovertemplate="λ = %{x:.3g}: %{y:.0f}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(path.spread, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    figure.add_vline(config.strength, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def bars_figure(path: CoefficientPath, fit: PenalizedFit, t: Say, *, height: int = 210) -> Figure:
    """The coefficients at the chosen λ, column by column; an exact 0 is a cross."""
    figure = blank(t("figure.bars"), height=height, margin={**MARGIN, "b": 28}, bargap=0.25, showlegend=False)
    count, real, reach = len(fit.coefficients), len(path.names), reach_of(path)
    figure.update_xaxes(
        range=[-0.8, count - 0.2], tickvals=list(range(real)), ticktext=[t(f"column.{name}") for name in path.names],
        tickangle=-60,
        tickfont={"size": 10}, **{**STILL, "showgrid": False},
    )  # fmt: skip
    figure.update_yaxes(range=[-reach, reach], **STILL)
    colors = [CATEGORICAL[k % len(CATEGORICAL)] if k < real else NEUTRAL for k in range(count)]
    figure.add_bar(
        x=np.arange(count), y=fit.coefficients, marker={"color": colors, "line": {"width": 0}},
        hovertemplate="%{y:.4g}<extra></extra>",
    )  # fmt: skip
    zero = np.flatnonzero(~fit.nonzero)
    figure.add_scatter(
        x=zero, y=np.zeros(len(zero)), mode="markers", hovertemplate="0<extra></extra>",
        marker={"symbol": "x-thin", "size": 7, "line": {"width": 1.5, "color": INK}},
    )  # fmt: skip
    return figure

"""The exact risk as a sum of its parts, the simulated fits upon it, and the coefficients that are used."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.learning.regularization.capacity_figure import MARGIN, STILL
from core.learning.regularization.double_descent import FEATURES, RiskCurve, risk_parts
from core.learning.regularization.settings import GaussianConfig

TOP = 5.0  # of the risk that the axis shows
PARTS = {"missed": NEUTRAL, "shrunk": CLASS_A, "noise": CLASS_B}


def risk_figure(curve: RiskCurve, config: GaussianConfig, t: Say, *, height: int = 400) -> Figure:
    """The parts of the exact risk stacked over the number of features, and the means of simulated fits."""
    n = config.rows
    figure = blank(t("figure.risk"), t("axis.used"), t("axis.risk"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "bgcolor": PAPER})
    figure.update_xaxes(range=[-3, FEATURES + 3], **STILL)
    figure.update_yaxes(range=[0, TOP], **STILL)
    stacked = np.zeros(FEATURES)
    all_parts = [risk_parts(config, int(p)) for p in curve.sizes]
    for name, color in PARTS.items():
        part = np.array([getattr(parts, name) for parts in all_parts])
        above = np.minimum(stacked + part, 40 * TOP)
        figure.add_scatter(
            x=np.concatenate([curve.sizes, curve.sizes[::-1]]), y=np.concatenate([above, stacked[::-1]]),
            mode="lines", fill="toself", fillcolor=translucent(color, 0.35), line={"width": 0}, hoverinfo="skip",
            name=t(f"part.{name}"),
        )  # fmt: skip
        stacked = above
    figure.add_scatter(
        x=curve.sizes, y=np.minimum(curve.exact, 40 * TOP), mode="lines", line={"color": INK, "width": 2},
        name=t("legend.exact"), hovertemplate="p = %{x}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=curve.tried, y=curve.mean, mode="markers", name=t("legend.simulated"),
        marker={"color": BAD, "size": 7, "line": {"width": 1, "color": PAPER}},
        error_y={
            "type": "data", "symmetric": False, "array": np.maximum(curve.high - curve.mean, 0),
            "arrayminus": np.maximum(curve.mean - curve.low, 0), "color": BAD, "thickness": 1, "width": 0,
        }, hovertemplate="p = %{x}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_hline(curve.null, line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})
    figure.add_vline(n, line={"color": BAD, "width": 1.5, "dash": "dash"})
    figure.add_vline(config.used, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def signal_figure(curve: RiskCurve, config: GaussianConfig, t: Say, *, height: int = 400) -> Figure:
    """The share of the signal that the used features hold, by their number."""
    figure = blank(t("figure.signal"), t("axis.used"), height=height, margin=dict(MARGIN), showlegend=False)
    figure.update_xaxes(range=[-3, FEATURES + 3], **STILL)
    figure.update_yaxes(range=[0, 1.04], tickformat="~%", **STILL)
    held = np.cumsum(curve.signal)
    figure.add_scatter(
        x=curve.sizes, y=held, mode="lines", line={"color": CLASS_A, "width": 2.5},
        hovertemplate="p = %{x}: %{y:.1%}<extra></extra>",
    )  # fmt: skip
    figure.add_vline(config.rows, line={"color": BAD, "width": 1.5, "dash": "dash"})
    figure.add_vline(config.used, line={"color": INK, "width": 1, "dash": "dot"})
    figure.add_dot(config.used, float(held[config.used - 1]), 11, fillcolor=CLASS_A, line={"color": PAPER, "width": 2})
    return figure


def shown_risk(risk: float) -> float:
    """The risk where it is in sight, else a place near the top of the axis."""
    return float(min(risk, 0.95 * TOP))

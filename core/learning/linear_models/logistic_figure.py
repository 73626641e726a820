"""The cases with their curve, and the slope against the strength of the penalty."""

import numpy as np
from scipy.special import expit

from core.figures.figure import Figure, Say
from core.figures.plane import add_line
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, blank, mark_here
from core.learning.linear_models.logistic import CURVE_C, LogisticFit
from core.learning.linear_models.routes import ENOUGH
from core.learning.linear_models.settings import LogisticFitConfig

HIGH = 384
CURVE = 161  # points
MARGIN = {"l": 56, "r": 12, "t": 34, "b": 44}
Y_ENDS = (-0.15, 1.15)


def cases_figure(found: LogisticFit, config: LogisticFitConfig, drawn: bool, name: str, t: Say) -> Figure:
    """Cases at 0 and 1, drawn unless they are dragged, the curve of the risk, and the threshold."""
    figure = blank(t("figure.cases", place=found.place, p=found.p), name, t("axis.risk"), height=HIGH, shapes=[])
    figure.update_layout(margin=dict(MARGIN), showlegend=False, hovermode="closest")
    figure.update_xaxes(range=list(found.axis), fixedrange=True, automargin=False)
    figure.update_yaxes(range=list(Y_ENDS), fixedrange=True, automargin=False, tickvals=[0, 0.25, 0.5, 0.75, 1])
    x = np.linspace(*found.axis, CURVE)
    intercept, slope = found.drawn
    figure.add_scatter(
        x=x, y=expit(intercept + slope * x), mode="lines", line={"color": GRADIENT, "width": 3},
        hovertemplate="%{x:.4g}: %{y:.4f}<extra></extra>",
    )  # fmt: skip
    if np.isfinite(found.best).all() and np.abs(found.end).max() < ENOUGH:
        figure.add_scatter(
            x=x, y=expit(found.end[0] + found.end[1] * x), mode="lines", hoverinfo="skip",
            line={"color": NEUTRAL, "width": 2, "dash": "dash"},
        )  # fmt: skip
    if drawn:
        for label, color, symbol in ((0, CLASS_A, "diamond"), (1, CLASS_B, "circle")):
            some = found.y == label
            figure.add_scatter(
                x=found.x[some], y=found.y[some], mode="markers", hovertemplate="%{x:.4g}<extra></extra>",
                marker={"size": 10, "color": color, "symbol": symbol, "opacity": 0.6},
            )  # fmt: skip
    border = threshold_place(found, config.threshold)
    add_line(figure, (found.axis[0], config.threshold), (found.axis[1], config.threshold), NEUTRAL, dash="dot")
    if border is not None and found.axis[0] <= border <= found.axis[1]:
        add_line(figure, (border, Y_ENDS[0]), (border, Y_ENDS[1]), INK, dash="dot")
    return figure


def threshold_place(found: LogisticFit, threshold: float) -> float | None:
    """The x at which the risk of the drawn curve is the threshold; None where it is nowhere."""
    intercept, slope = found.drawn
    if slope == 0 or not 0 < threshold < 1:
        return None
    return float((np.log(threshold / (1 - threshold)) - intercept) / slope)


def slopes_figure(found: LogisticFit, config: LogisticFitConfig, t: Say) -> Figure:
    """The slope for every C, with that of no penalty where there is one, and the C on the screen."""
    figure = blank(t("figure.slopes"), t("axis.c"), t("axis.slope"), height=HIGH, shapes=[], showlegend=False)
    figure.update_layout(margin=dict(MARGIN))
    size = 1.1 * float(np.abs(found.slopes).max()) or 1.0
    down = found.slopes[-1] < 0
    figure.update_xaxes(type="log", range=[-4, 8], fixedrange=True, automargin=False, dtick=2, exponentformat="power")
    figure.update_yaxes(range=[-size, 0.1 * size] if down else [-0.1 * size, size], fixedrange=True, automargin=False)
    figure.add_scatter(
        x=CURVE_C, y=found.slopes, mode="lines", line={"color": CLASS_B, "width": 2.5},
        hovertemplate="C = %{x:.3g}: %{y:.5g}<extra></extra>",
    )  # fmt: skip
    if np.isfinite(found.best).all() and not config.penalized:
        figure.add_hline(float(found.best[1]), line={"color": GRADIENT, "width": 2, "dash": "dot"})
    if config.penalized and np.isfinite(found.best).all():
        mark_here(figure, config.c, float(found.best[1]))
    return figure

"""The cost of both answers for one case, and the expected cost of a threshold for all cases."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank, mark_here, translucent
from core.probability.information.decision import Decision
from core.probability.information.settings import DecisionConfig

MARGIN = {"l": 52, "r": 12, "t": 30, "b": 42}


def answers_figure(found: Decision, config: DecisionConfig, t: Say, *, height: int = 235) -> Figure:
    """What yes and what no cost where a probability is stated; they cross at the best threshold."""
    top = max(config.false_positive, config.false_negative, 0.1)
    figure = _axes(t("axis.stated"), t("axis.case"), top, height)
    for values, key, color in ((found.yes, "yes", CLASS_B), (found.no, "no", CLASS_A)):
        figure.add_scatter(
            x=found.thresholds, y=values, mode="lines", name=t(f"figure.{key}"), line={"color": color, "width": 2.5},
            hovertemplate="%{x:.3f}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    return _marks(figure, found, config)


def costs_figure(found: Decision, config: DecisionConfig, t: Say, *, height: int = 265) -> Figure:
    """Expected cost of a case against the threshold, false alarms below misses, and the better rule without a model."""
    figure = _axes(t("axis.threshold"), t("axis.cost"), max(found.always + found.never, 0.01), height)
    parts = ((found.costs_positive, "false_alarms", CLASS_B), (found.costs_negative, "misses", CLASS_A))
    for values, key, color in parts:
        figure.add_scatter(
            x=found.thresholds, y=values, mode="lines", stackgroup="cost", name=t(f"figure.{key}"),
            line={"color": color, "width": 1}, fillcolor=translucent(color, 0.4),
            hovertemplate="%{x:.3f}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=[0, 1], y=[min(found.always, found.never)] * 2, mode="lines", name=t("figure.baseline"),
        line={"color": NEUTRAL, "width": 2, "dash": "dash"}, hovertemplate="%{y:.4g}<extra></extra>",
    )  # fmt: skip
    return mark_here(_marks(figure, found, config), config.threshold, found.cost)


def _axes(x: str, y: str, top: float, height: int) -> Figure:
    figure = blank("", x, y, height=height, shapes=[], margin=dict(MARGIN))
    figure.update_xaxes(range=[-0.01, 1.01], fixedrange=True, automargin=False)
    return figure.update_yaxes(range=[0, 1.08 * top], fixedrange=True, automargin=False)


def _marks(figure: Figure, found: Decision, config: DecisionConfig) -> Figure:
    if not np.isnan(found.best):
        figure.add_vline(found.best, line={"color": INK, "width": 1.5, "dash": "dot"})
    return figure.add_vline(config.threshold, line={"color": GRID, "width": 2})

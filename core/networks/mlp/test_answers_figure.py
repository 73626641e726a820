"""How a network answers the test points: a confusion matrix for classes, predicted over true for values."""

from collections.abc import Callable

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import BAD, CLASS_B, GOOD, INK, NEUTRAL, blank, translucent
from core.networks.mlp.test_answers import Outcome

Say = Callable[..., str]
HEIGHT = 280
WRONG_TO_RIGHT = ((0, translucent(BAD, 0.7)), (0.5, "rgba(135,147,161,0.1)"), (1, translucent(GOOD, 0.7)))  # under ink


def outcome_figure(found: Outcome, t: Say, *, height: int = HEIGHT) -> Figure:
    """The confusion matrix, or each test point's predicted value over its true one."""
    return _fit(found, t, height) if found.classes == 0 else _matrix(found, t, height)


def outcome_alt(found: Outcome, t: Say) -> str:
    """How many test points are right, or how much of their values is explained."""
    if found.classes == 0:
        return t("alt.fit", epoch=found.epoch, n=len(found.y_true), explained=max(found.explained, -1000.0))
    right, n = int(np.trace(found.matrix)), int(found.matrix.sum())
    return t("alt.matrix", epoch=found.epoch, right=right, n=n, accuracy=found.accuracy)


def class_names(classes: int) -> list[str]:
    """The labels that the data carry: -1 and 1, or 0, 1, …"""
    return ["−1", "+1"] if classes == 2 else [str(k) for k in range(classes)]


def _matrix(found: Outcome, t: Say, height: int) -> Figure:
    counts, names = found.matrix, class_names(found.classes)
    depth = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)  # of what is true, so that rows compare
    sign = 2 * np.eye(found.classes) - 1
    figure = blank(t("figure.matrix", epoch=found.epoch), t("axis.called"), t("axis.true"), height=height)
    figure.add_heatmap(
        z=np.where(counts > 0, sign * (0.12 + 0.88 * np.sqrt(depth)), 0.0), x=names, y=names, zmin=-1, zmax=1,
        showscale=False, xgap=3, ygap=3, colorscale=WRONG_TO_RIGHT,
        text=[[f"{count:d}" for count in row] for row in counts], texttemplate="%{text}",
        textfont={"size": 17, "color": INK}, customdata=depth,
        hovertemplate=t("figure.matrix_hover", true="%{y}", called="%{x}", count="%{text}", share="%{customdata:.1%}")
        + "<extra></extra>",
    )  # fmt: skip
    axis = {"type": "category", "showgrid": False, "fixedrange": True}
    figure.update_xaxes(**axis, range=[-0.5, found.classes - 0.5])
    figure.update_yaxes(**axis, range=[found.classes - 0.5, -0.5])
    return figure


def _fit(found: Outcome, t: Say, height: int) -> Figure:
    figure = blank(t("figure.fit", epoch=found.epoch), t("axis.true_value"), t("axis.predicted"), height=height)
    low, high = float(found.y_true.min()), float(found.y_true.max())
    room = 0.15 * (high - low) or 1.0
    reach = [low - room, high + room]
    figure.add_scatter(
        x=reach, y=reach, mode="lines", line={"color": NEUTRAL, "dash": "dot"}, hoverinfo="skip", showlegend=False
    )
    figure.add_scatter(
        x=found.y_true, y=np.clip(found.y_pred, reach[0], reach[1]), customdata=found.y_pred, mode="markers",
        showlegend=False, marker={"size": 6, "color": translucent(CLASS_B, 0.6)},
        hovertemplate="%{x:.4g} → %{customdata:.4g}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=reach, fixedrange=True)
    figure.update_yaxes(range=reach, fixedrange=True)
    return figure

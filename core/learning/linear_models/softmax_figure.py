"""The plane of three classes with its regions and borders, and the loss of the descent."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line
from core.figures.theme import CATEGORICAL, GRADIENT, INK, NEUTRAL, blank, translucent
from core.learning.linear_models.softmax import CLASSES, SoftmaxFit

HIGH = 384
MARGIN = {"l": 56, "r": 12, "t": 34, "b": 44}
SYMBOLS: tuple[Literal["circle", "diamond", "square"], ...] = ("circle", "diamond", "square")
CHANCE = float(np.log(CLASSES))


def plane_figure(found: SoftmaxFit, names: Sequence[str], classes: Sequence[str], drawn: bool, t: Say) -> Figure:
    """Every cell in the color of its most probable class, deeper where that is surer; the points, unless dragged."""
    ends = found.plane.ends
    figure = blank(t("figure.plane", wrong=found.wrong), *names, height=HIGH, hovermode="closest", shapes=[])
    figure.update_layout(margin=dict(MARGIN), showlegend=False)
    figure.update_xaxes(range=list(ends[:2]), fixedrange=True, automargin=False, showgrid=False)
    figure.update_yaxes(range=list(ends[2:]), fixedrange=True, automargin=False, showgrid=False)
    surplus = (found.confidence - 1 / CLASSES) / (1 - 1 / CLASSES)
    scale: list[list[object]] = []
    for code in range(CLASSES):
        end = 1.0 if code == CLASSES - 1 else (code + 1 - 1e-6) / CLASSES
        pale, deep = translucent(CATEGORICAL[code], 0.04), translucent(CATEGORICAL[code], 0.42)
        scale += [[code / CLASSES, pale], [end, deep]]
    figure.add_heatmap(
        x=found.x, y=found.y, z=found.winner + 0.999 * surplus.clip(0, 1), zmin=0, zmax=CLASSES, colorscale=scale,
        showscale=False, hoverinfo="skip",
    )  # fmt: skip
    for code, name in enumerate(classes if drawn else ()):
        some = found.plane.labels == code
        figure.add_scatter(
            x=found.plane.points[some, 0], y=found.plane.points[some, 1], mode="markers", name=name,
            marker={"size": 7, "color": CATEGORICAL[code], "symbol": SYMBOLS[code], "opacity": 0.85},
            hovertemplate="(%{x:.4g}, %{y:.4g})<extra>" + name + "</extra>",
        )  # fmt: skip
    if np.isfinite(found.best).all():
        for first, last in borders(per_unit_scores(found), ends):
            add_line(figure, first, last, INK, width=2, dash="dash")
    return figure


def per_unit_scores(found: SoftmaxFit) -> np.ndarray:
    """The best weights (3, 3) for the columns (1, x, y) as they are."""
    slopes = found.best[:, 1:] / found.spread
    return np.column_stack([found.best[:, 0] - slopes @ found.mean, slopes])


def borders(weights: np.ndarray, ends: Sequence[float]) -> list[tuple[np.ndarray, np.ndarray]]:
    """The pieces, each two places (2,), on which two classes of weights (3, 3) tie and the third scores no higher."""
    corner, reach = np.array([ends[0], ends[2]]), np.array([ends[1] - ends[0], ends[3] - ends[2]])
    pieces = []
    for first, second, third in ((0, 1, 2), (0, 2, 1), (1, 2, 0)):
        gap, lead = weights[first] - weights[second], weights[first] - weights[third]
        normal = gap[1:] * reach  # in shares of the axes
        if not normal.any():
            continue
        foot = -(gap[0] + gap[1:] @ corner) * normal / (normal @ normal)
        along = np.array([-normal[1], normal[0]]) / np.hypot(*normal)
        inside = kept_interval(foot, along, lead[0] + lead[1:] @ (corner + foot * reach), lead[1:] @ (along * reach))
        if inside is not None:
            pieces.append((corner + (foot + inside[0] * along) * reach, corner + (foot + inside[1] * along) * reach))
    return pieces


def kept_interval(foot: np.ndarray, along: np.ndarray, value: float, slope: float) -> tuple[float, float] | None:
    """The steps t for which foot + t·along, both (2,), lies in the unit square and value + t·slope is not negative."""
    low, high = -np.inf, np.inf
    for bound, rate in ((foot[0], along[0]), (1 - foot[0], -along[0]), (foot[1], along[1]), (1 - foot[1], -along[1]),
                        (value, slope)):  # fmt: skip
        if rate > 0:
            low = max(low, -bound / rate)
        elif rate < 0:
            high = min(high, -bound / rate)
        elif bound < 0:
            return None
    return (float(low), float(high)) if low < high else None


def loss_figure(found: SoftmaxFit, t: Say) -> Figure:
    """The loss of every step, that of guessing, and the least one."""
    figure = blank(t("figure.loss"), t("axis.step"), t("axis.loss"), height=HIGH, shapes=[], showlegend=False)
    figure.update_layout(margin=dict(MARGIN))
    figure.update_xaxes(type="log", range=[-0.1, 3.55], fixedrange=True, automargin=False, dtick=1)
    figure.update_yaxes(range=[0, 1.3 * CHANCE], fixedrange=True, automargin=False)
    steps = np.arange(len(found.losses))
    some = np.unique(np.geomspace(1, len(found.losses), 300).astype(int)) - 1
    figure.add_scatter(
        x=steps[some] + 1, y=found.losses[some], mode="lines", line={"color": GRADIENT, "width": 2.5},
        hovertemplate="%{y:.5g}<extra></extra>",
    )  # fmt: skip
    figure.add_hline(CHANCE, line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})
    figure.add_annotation(
        x=0, y=CHANCE, xref="x domain", xanchor="left", yanchor="bottom", text=t("figure.chance"), showarrow=False,
        font={"size": 12},
    )  # fmt: skip
    if np.isfinite(found.best_loss):
        figure.add_hline(found.best_loss, line={"color": INK, "width": 2, "dash": "dash"})
    return figure

"""The loss of two weights seen whole, the circle within which minima attract, and where each learning rate lands."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_path, circle, plane
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, NEUTRAL, PAPER, POINT, SEQUENTIAL, blank, translucent
from core.learning.learning_rate.stability import LANDING_RATES, TwoWeightsWalk, loss_of

SIDE = 5.3
SHOWN = 40.0  # a walk is drawn up to here, far beyond the figure
GRID = np.linspace(-SIDE, SIDE, 107)
HEIGHTS = np.round(np.log10(loss_of(*np.meshgrid(GRID, GRID)) + 1e-3), 3)
MARGIN = {"l": 56, "r": 10, "t": 34, "b": 40}
TOP = 25.0  # sharpness shown in the curve of landings


def stability_map(found: TwoWeightsWalk, t: Say) -> Figure:
    """Loss by color, all minima inside (green) and outside (red) of u² + v² = 2/η, and the walk."""
    figure = plane(t("figure.map"), (t("axis.u"), t("axis.v")), SIDE, height=446, constrain="domain", showgrid=False)
    figure.add_heatmap(
        x=GRID, y=GRID, z=HEIGHTS, colorscale=[list(pair) for pair in SEQUENTIAL], showscale=False, zsmooth="best",
        opacity=0.45, hovertemplate="u = %{x:.2f}, v = %{y:.2f}<extra></extra>",
    )  # fmt: skip
    radius = math.sqrt(found.limit)
    add_path(figure, _branches(1 / SIDE, SIDE, radius, inside=False), BAD, 3, dash="dot")
    add_path(figure, _branches(1 / SIDE, SIDE, radius, inside=True), GOOD, 5)
    add_path(figure, [radius * circle()], CLASS_A, 2.5, fillcolor=translucent(CLASS_A, 0.08))
    way = np.array([found.u, found.v])
    far = np.abs(way).max(axis=0) > SHOWN
    way = way[:, : int(np.argmax(far)) + 1] if far.any() else way
    add_path(figure, [np.clip(way, -1e3, 1e3)], INK, 1.5)
    if np.abs(way[:, -1]).max() <= SIDE:
        figure.add_dot(float(way[0, -1]), float(way[1, -1]), 13, fillcolor=CLASS_B, line={"color": PAPER, "width": 2})
    return figure


def _branches(low: float, high: float, radius: float, inside: bool) -> list[np.ndarray]:
    """The pieces (2, points) of both branches of uv = 1 inside or outside of the circle, u from `low` to `high`."""
    root = math.sqrt(max(radius**4 - 4, 0))
    ends = [math.sqrt(max(radius**2 - root, 0) / 2), math.sqrt((radius**2 + root) / 2)]  # u where it meets the circle
    if radius**2 < 2:
        spans = [] if inside else [(low, high)]
    else:
        first, last = np.clip(ends, low, high)
        spans = [(first, last)] if inside else [(low, first), (last, high)]
    pieces = []
    for begin, end in spans:
        if end > begin:
            u = np.geomspace(begin, end, 60)
            pieces += [np.array([u, 1 / u]), np.array([-u, -1 / u])]
    return pieces


def landing_figure(found: TwoWeightsWalk, reached: np.ndarray, eta: float, t: Say) -> Figure:
    """The sharpness reached (160,) against η, below the curve 2/η."""
    figure = blank(t("figure.landing"), t("axis.eta"), t("axis.sharpness"), height=224, margin=dict(MARGIN))
    figure.update_layout(showlegend=False)
    figure.update_xaxes(type="log", range=[-2, math.log10(1.5)], fixedrange=True, tickvals=[0.01, 0.03, 0.1, 0.3, 1])
    figure.update_yaxes(range=[0, TOP], fixedrange=True, automargin=False)
    bound = np.minimum(2 / LANDING_RATES, 10 * TOP)
    figure.add_scatter(
        x=LANDING_RATES, y=bound, mode="lines", line={"color": CLASS_A, "width": 2}, name="2/η",
        hovertemplate="η = %{x:.3g}: 2/η = %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=LANDING_RATES, y=reached, mode="lines+markers", marker={"size": 3}, line={"color": CLASS_B, "width": 2.5},
        hovertemplate="η = %{x:.3g}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_annotation(x=math.log10(0.1), y=22, text="2/η", showarrow=False, xanchor="left")
    figure.add_vline(eta, line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})
    if found.end in ("settled", "leaped", "held"):
        figure.add_scatter(
            x=[eta], y=[float(found.sharpness[-1])], mode="markers", marker=dict(POINT), hoverinfo="skip"
        )
    return figure


def walk_figure(found: TwoWeightsWalk, t: Say) -> Figure:
    """Loss over the steps; a walk that diverges ends where it does."""
    figure = blank(t("figure.steps"), t("axis.step"), t("axis.loss"), height=216, margin=dict(MARGIN))
    figure.update_xaxes(range=[0, found.steps], fixedrange=True)
    figure.update_yaxes(type="log", range=[-8.3, 3], fixedrange=True, automargin=False, dtick=2, exponentformat="power")
    figure.add_scatter(
        x=np.arange(len(found.losses)), y=np.clip(found.losses, 1e-300, 1e300), mode="lines",
        line={"color": CLASS_B, "width": 2.5}, hovertemplate="%{x}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    return figure

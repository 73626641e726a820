"""A ball that grows until it touches, the ring of all directions, and one vector under the same norm."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, add_line, add_path, plane
from core.figures.theme import BAD, CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, TEST, blank, translucent
from core.mathematics.vectors.ball import Ring, Touch
from core.mathematics.vectors.norms import BallConfig, NormConfig, ball_outline, norm
from core.mathematics.vectors.pair_figure import HEIGHT, REACH

RING = 5.0  # its radius
BALL_REACH = 5.5
COLORS = {"one": CLASS_A, "none": CLASS_B, "tie": INK, "inside": NEUTRAL}
WIDTHS = {"one": 11, "none": 4, "tie": 4, "inside": 2}  # the color alone does not carry the meaning


def ball_figure(found: Touch, ring: Ring, config: BallConfig, t: Say) -> Figure:
    """The plane of two weights: the ball, what it touches, and around it what every other direction would give."""
    figure = plane("", ("w₁", "w₂"), BALL_REACH, height=HEIGHT)
    _ring(figure, ring, t)
    p, growth = float(config.p), config.growth
    linear = config.loss == "linear"
    ball = ball_outline(p, growth * found.size if linear else 1.0)
    add_path(figure, [ball[:-1].T], TEST, 2, fillcolor=translucent(TEST, 0.28))
    if linear:
        along = np.array([-found.center[1], found.center[0]]) / config.offset
        add_line(figure, found.center - 30 * along, found.center + 30 * along, INK, width=2.5)
        add_line(figure, (0, 0), found.center, NEUTRAL, dash="dot")
    else:
        _circles(figure, found, growth)
    if growth == 1:
        _touching(figure, found)
    legend = {"orientation": "h", "x": 0.5, "xanchor": "center", "y": 1, "yanchor": "bottom", "font": {"size": 12}}
    return figure.update_layout(showlegend=True, legend=legend, margin={"t": 28})


def _ring(figure: Figure, ring: Ring, t: Say) -> None:
    shown: set[str] = set()
    for (low, high), kind in zip(ring.arcs, ring.arc_zeros, strict=True):
        turn = np.radians(np.linspace(low, high, max(9, round(high - low))))
        figure.add_scatter(
            x=RING * np.cos(turn), y=RING * np.sin(turn), mode="lines",
            line={"color": COLORS[kind], "width": WIDTHS[kind], "simplify": False},
            name=t(f"figure.{kind}"), legendgroup=kind, showlegend=kind not in shown,
            hovertemplate=f"{low:.4g}°–{high:.4g}°<extra>{t(f'figure.{kind}')}</extra>",
        )  # fmt: skip
        shown.add(kind)
    kind = ring.single_zeros
    turn = np.radians(ring.single)
    if kind not in ring.arc_zeros:
        figure.add_scatter(
            x=RING * np.cos(turn), y=RING * np.sin(turn), mode="markers", name=t(f"figure.{kind}"), legendgroup=kind,
            marker={"color": COLORS[kind], "size": 13, "symbol": "diamond" if kind == "tie" else "circle"},
            customdata=ring.single, hovertemplate="%{customdata}°",
        )  # fmt: skip


def _circles(figure: Figure, found: Touch, growth: float) -> None:
    for share in (growth, growth * 2 / 3, growth / 3):
        radius = share * found.size
        (x, y), line = found.center, {"color": GRADIENT, "width": 2 if share == growth else 1}
        if radius > 0:
            figure.add_shape(type="circle", x0=x - radius, x1=x + radius, y0=y - radius, y1=y + radius, line=line)


def _touching(figure: Figure, found: Touch) -> None:
    points = found.points
    if found.side:
        add_line(figure, points[0], points[1], BAD, width=6)
    for x, y in points:
        figure.add_dot(float(x), float(y), 12, fillcolor=BAD, line={"width": 2, "color": INK})


def norm_figure(ball_config: BallConfig, norm_config: NormConfig, t: Say) -> Figure:
    """A vector, and the ball of all vectors that are as long under the norm p."""
    figure = plane(t("figure.length"), ("x₁", "x₂"), REACH, height=300)
    p, x = float(ball_config.p), np.array([norm_config.x1, norm_config.x2])
    radius = float(norm(x, p))
    if radius > 0:
        add_path(figure, [ball_outline(p, radius)[:-1].T], TEST, 2, fillcolor=translucent(TEST, 0.14))
    add_path(figure, [ball_outline(p)[:-1].T], TEST, 1, dash="dot", fillcolor=translucent(TEST, 0.3))
    add_arrow(figure, (0, 0), x, CLASS_B)
    return figure


def length_figure(p: np.ndarray, length: np.ndarray, t: Say) -> Figure:
    """The length (n,) of one vector over p (n,); evenly spaced, for the last p is infinite."""
    names = ["∞" if math.isinf(one) else f"{one:g}" for one in p]
    figure = blank(t("figure.lengths"), "p", t("axis.length"), height=260, showlegend=False)
    figure.add_scatter(
        x=names, y=length, mode="lines+markers", line={"color": CLASS_B},
        hovertemplate="p = %{x}: %{y:.9g}<extra></extra>",
    )  # fmt: skip
    scale = {"type": "log"} if length.max() > 0 else {"range": [-0.05, 1]}
    return figure.update_layout(xaxis={"type": "category"}, yaxis=scale)

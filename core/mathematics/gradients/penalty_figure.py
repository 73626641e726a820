"""The diamond or circle with the ellipse of the loss that touches it, and the weights for every radius."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, add_path, circle, plane
from core.figures.theme import CLASS_A, CLASS_B, GOOD, GRADIENT, INK, NEUTRAL, PAPER, blank, translucent
from core.mathematics.gradients.penalty import Penalized
from core.mathematics.gradients.settings import PenaltyConfig

SIDE = 3.4
ARROW = 1.0
RINGS = (0.15, 0.4, 0.7, 1.4, 2.2)  # loss relative to that of the touching ellipse, by radius
MARGIN = {"l": 56, "r": 14, "t": 34, "b": 70}


def penalty_map(found: Penalized, config: PenaltyConfig, t: Say) -> Figure:
    """The allowed set, ellipses of equal loss around w₀, and -∇ of the loss where w is held back."""
    figure = plane(t("figure.map"), (t("axis.w1"), t("axis.w2")), SIDE, height=440, constrain="domain")
    for ring in RINGS:
        _ellipse(figure, found, max(found.loss, 0.5) * ring**2, translucent(CLASS_B, 0.55), 1.0)
    _ellipse(figure, found, found.loss, CLASS_B, 2.5)
    r, skin = config.radius, {"fillcolor": translucent(CLASS_A, 0.25), "line": {"color": CLASS_A, "width": 2.5}}
    if config.norm == "L1":
        figure.add_shape(type="path", path=f"M {r} 0 L 0 {r} L {-r} 0 L 0 {-r} Z", **skin)
    else:
        figure.add_shape(type="circle", x0=-r, y0=-r, x1=r, y1=r, **skin)
    size = math.hypot(*found.gradient)
    if found.active and size > 0:
        add_arrow(figure, found.weights, found.weights - ARROW * found.gradient / size, GRADIENT, width=3.5)
    figure.add_dot(float(found.weights[0]), float(found.weights[1]), 13, fillcolor=GOOD,
                   line={"color": PAPER, "width": 1.5})  # fmt: skip
    return figure


def _ellipse(figure: Figure, found: Penalized, loss: float, color: str, width: float) -> None:
    """All w of one loss: w₀ + √loss · L⁻ᵀ (cos, sin) with Q = L Lᵀ."""
    if not loss > 0:
        return
    way = np.linalg.solve(np.linalg.cholesky(found.q).T, circle(73))
    add_path(figure, [found.center[:, None] + math.sqrt(loss) * way], color, width, layer="below")


def path_figure(radii: np.ndarray, weights: np.ndarray, found: Penalized, config: PenaltyConfig, t: Say) -> Figure:
    """Both weights, (n, 2), against the radius, (n,); where a curve lies on the axis its weight is exactly 0."""
    figure = blank(t("figure.path"), t("axis.radius"), t("axis.weight"), height=300, margin=dict(MARGIN))
    fixed = {"fixedrange": True, "automargin": False, "dtick": 1}
    figure.update_xaxes(range=[0, 4.5], **fixed)
    figure.update_yaxes(range=[-3.2, 3.2], zeroline=True, zerolinecolor=INK, **fixed)
    figure.update_layout(legend={"y": -0.3, "yanchor": "top", "x": 0.5, "xanchor": "center"})
    for k, color in enumerate((CLASS_B, CLASS_A)):
        figure.add_scatter(
            x=radii, y=weights[:, k], mode="lines", name=t(f"axis.w{k + 1}"), line={"color": color, "width": 2.5},
            hovertemplate="%{x:.2f}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
        figure.add_dot(config.radius, float(found.weights[k]), 10, fillcolor=color, line={"color": PAPER, "width": 1})
    figure.add_vline(config.radius, line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})
    return figure

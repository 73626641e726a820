"""The phase map of momentum, and the error along each eigen-direction after every step."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line, add_path
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, blank, translucent
from core.learning.descent.quadratic import EDGE, Modes, best_pair, critical_momentum, spectral_radius
from core.learning.descent.terrain_figure import DARK, HEIGHT, thin_axis

LOW, HIGH = -4.0, np.log10(EDGE)  # exponents of ηλ
MARGIN = {"l": 58, "r": 12, "t": 34, "b": 44}
DIGIT = ((0.0, "#08306b"), (0.5, "#6baed6"), (1.0, "#f4f8fb"))  # the longer, the paler
DIRECTIONS = (CLASS_A, CLASS_B)  # x, the flat one, and y, the steep one
TALLEST = 6  # exponent of ten of the largest error drawn


def phase_map(found: Modes, t: Say) -> Figure:
    """The steps for a factor of ten over ηλ and β, both directions, the critical line, the edge of divergence."""
    figure = blank(t("figure.phase"), t("axis.product"), t("axis.beta"), height=HEIGHT, margin=dict(MARGIN), shapes=[])
    products, betas = np.logspace(LOW, HIGH, 161), np.linspace(0, 1, 101)
    factors = spectral_radius(products[None, :], betas[:, None])
    figure.update_layout(plot_bgcolor=translucent(BAD, 0.55), showlegend=False)
    figure.update_xaxes(**thin_axis(type="log", range=[LOW, HIGH], showgrid=False, dtick=1, exponentformat="power"))
    figure.update_yaxes(**thin_axis(range=[0, 1], dtick=0.2, showgrid=False))
    with np.errstate(all="ignore"):
        digit = np.where(factors < 1, np.log10(-np.log(10) / np.log(factors)), np.nan)  # steps for a factor of ten
    bar = {"thickness": 10, "outlinewidth": 0, "x": 1.0, "len": 0.9, "tickvals": [0, 1, 2, 3, 4],
           "ticktext": ["1", "10", "10²", "10³", "10⁴"]}  # fmt: skip
    figure.add_heatmap(
        x=products, y=betas, z=digit.astype(np.float32), customdata=factors.astype(np.float32), zmin=0, zmax=4,
        colorscale=DIGIT, hoverongaps=False, zsmooth=False, colorbar=bar,
        hovertemplate="ηλ = %{x:.3g}, β = %{y:.2f}: %{customdata:.4f}<extra></extra>",
    )  # fmt: skip
    figure.update_layout(margin={"r": 56})
    critical, over = products[products <= 4], np.linspace(2, 4, 40)
    add_path(figure, [np.stack([critical, critical_momentum(critical)])], DARK, 2, dash="dash")
    add_path(figure, [np.stack([over, over / 2 - 1])], BAD, 3)
    (flat, steep), kappa = found.products.tolist(), float(found.curvatures[1])
    add_line(figure, (flat, found.beta), (steep, found.beta), DARK, width=1.5)
    rate, beta, _ = best_pair(kappa)
    ring = {"size": 11, "color": "rgba(0,0,0,0)", "line": {"color": GOOD, "width": 2.5}}
    figure.add_scatter(x=[rate, rate * kappa], y=[beta, beta], mode="markers", marker=ring, hoverinfo="skip")
    dot = {"size": 16, "color": CLASS_A, "line": {"color": "#ffffff", "width": 2}}
    figure.add_scatter(x=[flat], y=[found.beta], mode="markers", marker=dot, hoverinfo="skip")
    return figure


def errors_figure(found: Modes, t: Say) -> Figure:
    """|x| and |y| after every step on factors of ten, and the slopes that the factors promise."""
    figure = blank(t("figure.errors"), t("axis.step"), t("axis.error"), height=HEIGHT, margin=dict(MARGIN), shapes=[])
    steps = np.arange(len(found.errors))
    figure.update_layout(legend={"y": 1.0, "yanchor": "top", "x": 1, "xanchor": "right", "orientation": "v"})
    figure.update_xaxes(**thin_axis(range=[-0.02 * steps[-1], 1.02 * steps[-1]]))
    figure.update_yaxes(**thin_axis(type="log", range=[-12.3, TALLEST], dtick=3, exponentformat="power"))
    with np.errstate(all="ignore"):
        sizes = np.abs(found.errors)
        sizes = np.where((sizes > 1e-13) & (sizes < 1e12), sizes, np.nan)
    for k, color in enumerate(DIRECTIONS):
        figure.add_scatter(
            x=steps, y=sizes[:, k], mode="lines", name=t(f"direction.{k}"), line={"color": color, "width": 2.5},
            hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
        with np.errstate(all="ignore"):
            slope = np.abs(found.errors[0, k]) * found.radii[k] ** steps
        slope = np.where((slope > 1e-13) & (slope < 1e12), slope, np.nan)
        figure.add_scatter(
            x=steps, y=slope, mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": color, "width": 1.2, "dash": "dot"},
        )  # fmt: skip
    if found.settled >= 0:
        figure.add_vline(found.settled, line={"color": INK, "width": 1.5, "dash": "dash"})
    return figure

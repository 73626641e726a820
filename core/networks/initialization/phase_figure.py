"""The plane as a map of gradient ratios with the edge of chaos, and what happens at one point of it."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, DIVERGING, GRADIENT, GRID, INK, NEUTRAL, blank
from core.networks.initialization.phase import BIAS_SPREADS, WEIGHT_SPREADS, EdgeLine, PlaneMap, PlaneWalks
from core.networks.initialization.settings import MOST_LAYERS
from core.networks.initialization.waterfall_figure import power_of_ten

HEIGHT = 440
MOST = 6  # powers of ten of the map
GRADIENTS = 9


def plane_figure(found: PlaneMap, edge: EdgeLine, t: Say) -> Figure:
    """The ratio of the first layer's gradient to the last one's; white is 1, the line is theory."""
    figure = blank(t("figure.plane"), t("axis.sigma_w"), t("axis.sigma_b"), height=HEIGHT, showlegend=False,
                   hovermode="closest", margin={"l": 52, "r": 8, "t": 34, "b": 42})  # fmt: skip
    figure.update_xaxes(range=[0.5, 3], fixedrange=True, automargin=False, dtick=0.5)
    figure.update_yaxes(range=[0, 1], fixedrange=True, automargin=False, dtick=0.2)
    with np.errstate(all="ignore"):
        exponents = np.log10(found.ratios)
    figure.add_heatmap(
        x=WEIGHT_SPREADS, y=BIAS_SPREADS, z=np.clip(exponents, -MOST, MOST), zmin=-MOST, zmax=MOST, zsmooth="best",
        colorscale=DIVERGING, customdata=found.ratios, hovertemplate="σ_w %{x:.2f}, σ_b %{y:.2f}: %{customdata:.2g}"
        "<extra></extra>", colorbar={"thickness": 12, "outlinewidth": 0, "tickvals": [-6, -3, 0, 3, 6],
        "ticktext": ["≤ 10⁻⁶", "10⁻³", "1", "10³", "≥ 10⁶"]},
    )  # fmt: skip
    figure.add_scatter(x=edge.sigma_w, y=edge.sigma_b, mode="lines", line={"color": "#1f2733", "width": 2.5,
                       "dash": "dash"}, hovertemplate="χ = 1: σ_w = %{x:.3f}<extra></extra>")  # fmt: skip
    return figure


def point_figure(found: PlaneWalks, chi: float, t: Say) -> Figure:
    """Angle of two inputs and gradient of each layer, at the chosen point; dashed the gradient by χ alone."""
    figure = blank(t("figure.point"), "", "", height=HEIGHT, showlegend=False, hovermode="closest",
                   margin={"l": 58, "r": 8, "t": 34, "b": 42})  # fmt: skip
    figure.update_xaxes(range=[-1, MOST_LAYERS + 1], fixedrange=True, anchor="y2", automargin=False, dtick=10,
                        title={"text": t("axis.layer")})  # fmt: skip
    common = {"fixedrange": True, "automargin": False, "anchor": "x", "gridcolor": GRID, "zeroline": False}
    ticks = list(range(-GRADIENTS, GRADIENTS + 1, 3))
    figure.update_layout(
        yaxis={**common, "domain": [0.55, 1], "range": [-4, 124], "dtick": 30, "title": {"text": t("axis.angle")}},
        yaxis2={**common, "domain": [0, 0.45], "range": [-GRADIENTS - 0.5, GRADIENTS + 0.5], "tickvals": ticks,
                "ticktext": [power_of_ten(k) for k in ticks], "title": {"text": t("axis.relative")}},
    )  # fmt: skip
    angles, gradients = found.angles[:, 0], found.gradients[:, 0]
    depth = len(gradients)
    _line(figure, np.arange(depth + 1), angles, angles, CLASS_A, "y", "°")
    with np.errstate(all="ignore"):
        relative = gradients / gradients[-1] if gradients[-1] > 0 else np.full(depth, np.nan)
        exponents = np.clip(np.log10(relative), -GRADIENTS, GRADIENTS)
        theory = np.clip((depth - np.arange(1, depth + 1)) / 2 * np.log10(chi), -GRADIENTS, GRADIENTS)
    figure.add_scatter(x=np.arange(1, depth + 1), y=theory, mode="lines", yaxis="y2", hoverinfo="skip",
                       line={"color": NEUTRAL, "width": 2, "dash": "dash"})  # fmt: skip
    _line(figure, np.arange(1, depth + 1), exponents, relative, GRADIENT, "y2", "")
    figure.add_shape(type="line", x0=-1, x1=MOST_LAYERS + 1, y0=0, y1=0, yref="y2", line={"color": INK, "width": 1})
    return figure


def _line(figure: Figure, x: np.ndarray, y: np.ndarray, told: np.ndarray, color: str, axis: str, unit: str) -> None:
    figure.add_scatter(
        x=x, y=y, mode="lines+markers", yaxis=axis, customdata=told, marker={"size": 4, "color": color},
        line={"color": color, "width": 2}, hovertemplate=f"%{{x}}: %{{customdata:.3g}}{unit}<extra></extra>",
    )  # fmt: skip

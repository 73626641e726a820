"""Ellipses of a bivariate normal distribution over its draws, and y alone beside y for a given x."""

import numpy as np
from scipy import stats

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, add_line, add_path
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, blank, translucent
from core.probability.distributions.bivariate import RADII, Bivariate, ellipse
from core.probability.distributions.settings import BivariateConfig
from core.probability.distributions.window import MARGIN, STILL, rung

REACH = 6.0
LEVELS = 241


def ellipses_figure(found: Bivariate, config: BivariateConfig, t: Say, *, height: int = 470) -> Figure:
    """The draws, the ellipses at 1, 2 and 3 standard deviations, their axes, and the line of the means of y."""
    figure = blank(t("figure.ellipses"), "x", "y", height=height, margin=dict(MARGIN), showlegend=False)
    axis = {**STILL, "range": [-REACH, REACH], "dtick": 2, "zeroline": True}
    figure.update_layout(xaxis=axis, yaxis={**axis, "scaleanchor": "x"})
    figure.add_scatter(
        x=found.points[:, 0], y=found.points[:, 1], mode="markers",
        marker={"size": 4, "color": NEUTRAL, "opacity": 0.65}, hovertemplate="(%{x:.3g}, %{y:.3g})<extra></extra>",
    )  # fmt: skip
    for radius, width in zip(RADII, (3.0, 2.0, 1.2), strict=True):
        add_path(figure, [ellipse(config, radius)], CLASS_B, width)
    slope = config.rho * config.sd_y / config.sd_x
    start, end = ((x, config.mean_y + slope * (x - config.mean_x)) for x in (-REACH, REACH))
    add_line(figure, start, end, GRADIENT, width=2, dash="dash")
    center = np.array([config.mean_x, config.mean_y])
    for length, direction in zip(found.lengths, found.axes.T, strict=True):
        sign = 1.0 if direction @ [1.0, 0.5] >= 0 else -1.0
        add_arrow(figure, center, center + sign * length * direction, INK, width=2, head=min(0.25, length / 2))
    figure.add_vline(config.given_x, line={"color": CLASS_A, "width": 2})
    spread = found.conditional_mean + 2 * found.conditional_sd * np.array([-1.0, 1.0])
    add_line(figure, (config.given_x, spread[0]), (config.given_x, spread[1]), CLASS_A, width=6)
    return figure


def conditional_figure(found: Bivariate, config: BivariateConfig, t: Say, *, height: int = 470) -> Figure:
    """The density of y alone, and that of y where x is held, over the same y as beside."""
    figure = blank(t("figure.conditional"), t("axis.density"), "y", height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.02, "yanchor": "bottom", "x": 0.98, "xanchor": "right", "orientation": "v"})
    top = rung(1.1 * float(stats.norm.pdf(0)) / found.conditional_sd)
    figure.update_xaxes(range=[0, top], **STILL)
    figure.update_yaxes(range=[-REACH, REACH], dtick=2, **STILL)
    names = (t("legend.alone"), t("legend.given", x=config.given_x))
    means, sds = (config.mean_y, found.conditional_mean), (config.sd_y, found.conditional_sd)
    for name, mean, sd, color in zip(names, means, sds, (CLASS_B, CLASS_A), strict=True):
        y = np.linspace(-REACH, REACH, LEVELS)
        y = np.unique(np.concatenate([y, mean + sd * np.linspace(-5, 5, 61)]))
        figure.add_scatter(
            x=stats.norm.pdf(y, mean, sd), y=y, mode="lines", name=name, fill="tozerox",
            fillcolor=translucent(color, 0.18), line={"color": color, "width": 2.5, "simplify": False},
            hovertemplate="f(%{y:.3g}) = %{x:.4g}<extra></extra>",
        )  # fmt: skip
        add_line(figure, (0, mean), (top, mean), color, width=1, dash="dot")
    return figure

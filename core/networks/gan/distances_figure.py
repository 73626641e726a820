"""Two spikes with the best judge over them, and four distances by how far they are apart."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, CLASS_B, GRADIENT, GRID, INK, blank, translucent
from core.networks.gan.distances import KINDS, SpikeDistances, best_judge, distances_at, normal_density

HEIGHT = 370
PLACES = np.linspace(-4, 4, 1601)
APART = np.linspace(-3, 3, 121)
DARK = "#5b6b7a"
COLORS = dict(zip(KINDS, CATEGORICAL, strict=False))
MARGIN = {"l": 38, "r": 10, "t": 34, "b": 66}


def spikes_figure(found: SpikeDistances, t: Say) -> Figure:
    """Both densities, each scaled to a height of 1, and D* = p / (p + q)."""
    config = found.config
    figure = _empty(t("figure.spikes"), t("axis.place"), (-4, 4), (0, 1.12))
    for mean, color, key in ((0.0, DARK, "legend.p"), (config.distance, GRADIENT, "legend.q")):
        height = normal_density(PLACES, mean, config.spike) * config.spike * np.sqrt(2 * np.pi)
        figure.add_scatter(x=PLACES, y=height, mode="lines", name=t(key), line={"color": color, "width": 1.8},
                           fill="tozeroy", fillcolor=translucent(color, 0.2), hoverinfo="skip")  # fmt: skip
    with np.errstate(over="ignore"):
        log_ratio = (PLACES * config.distance - config.distance**2 / 2) / config.spike**2
    figure.add_scatter(
        x=PLACES, y=np.exp(-np.logaddexp(0, log_ratio)), mode="lines", name="D*",
        line={"color": CLASS_B, "width": 2.5}, hovertemplate="x = %{x:.2f}: D* = %{y:.4f}<extra></extra>",
    )  # fmt: skip
    figure.add_hline(0.5, line={"color": CLASS_B, "width": 1, "dash": "dash"})
    figure.add_vline(config.pointer, line={"color": INK, "width": 1.2, "dash": "dot"})
    figure.add_dot(config.pointer, best_judge(config.pointer, config)["d"], 10, fillcolor=CLASS_B,
                   line={"color": "#ffffff", "width": 1.5})  # fmt: skip
    return figure


def distances_figure(found: SpikeDistances, t: Say) -> Figure:
    """JS, KL, W1 and MMD over the distance of two such spikes; dashed ln 2, more than JS can be."""
    figure = _empty(t("figure.distances"), t("axis.apart"), (-3, 3), (0, 3))
    values = [distances_at(float(apart), found.config.spike) for apart in APART]
    for kind in KINDS:
        y = np.array([one[kind] for one in values])
        figure.add_scatter(x=APART, y=np.minimum(y, 99), mode="lines", name=t(f"legend.{kind}"),
                           line={"color": COLORS[kind], "width": 2.2},
                           hovertemplate=t(f"legend.{kind}") + ": %{y:.4g}<extra></extra>")  # fmt: skip
    figure.add_hline(float(np.log(2)), line={"color": COLORS["js"], "width": 1, "dash": "dash"})
    figure.add_vline(found.config.distance, line={"color": INK, "width": 1.5, "dash": "dot"})
    for kind in KINDS:
        if found.values[kind] <= 3:
            figure.add_dot(found.config.distance, found.values[kind], 9, fillcolor=COLORS[kind],
                           line={"color": "#ffffff", "width": 1.5})  # fmt: skip
    return figure


def _empty(title: str, x: str, x_range: tuple[float, float], y_range: tuple[float, float]) -> Figure:
    figure = blank(title, x, "", height=HEIGHT, margin=dict(MARGIN), shapes=[])
    fixed = {"fixedrange": True, "automargin": False, "gridcolor": GRID}
    figure.update_layout(legend={"y": -0.16, "yanchor": "top", "x": 0, "xanchor": "left", "font": {"size": 11}})
    figure.update_xaxes(**fixed, range=list(x_range), dtick=1)
    return figure.update_yaxes(**fixed, range=list(y_range))

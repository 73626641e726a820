"""A hundred intervals for a mean, and the coverage over the sample size."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, POINT, blank
from core.probability.estimation.mean import (
    SIZES,
    TRUE_MEAN,
    MeanConfig,
    MeanSamples,
    counting_interval,
    exact_coverage,
)
from core.probability.estimation.share import LevelConfig

SHOWN = 100
COLORS = {"t": CLASS_B, "z": CLASS_A}
MARGIN = {"l": 56, "r": 12, "t": 36, "b": 66}
HEIGHT = 436
LOWEST = 0.45  # coverage in the picture: that of two observations and the bootstrap, 0.5, is inside


def mean_figure(found: MeanSamples, mean_config: MeanConfig, t: Say, *, height: int = HEIGHT) -> Figure:
    """The first hundred intervals; the vertical line is the true mean."""
    truth = TRUE_MEAN[mean_config.population]
    figure = blank(t("figure.means"), t("axis.value"), t("axis.samples"), height=height, hovermode="closest")
    figure.update_layout(margin=dict(MARGIN), showlegend=False)
    still = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(range=[truth - 2.5, truth + 2.5], **still)
    figure.update_yaxes(range=[SHOWN + 0.5, -0.5], showgrid=False, tickvals=[1, 50, 100], **still)
    low, high = found.low[:SHOWN], found.high[:SHOWN]
    hits = (low <= truth) & (truth <= high)
    for chosen, color, name, width in ((hits, NEUTRAL, "hit", 1.2), (~hits, CLASS_A, "miss", 2.4)):
        number = np.flatnonzero(chosen & np.isfinite(low))
        gaps = np.full(number.size, np.nan)
        figure.add_scatter(
            x=np.stack([low[number], high[number], gaps], axis=1).ravel(),
            y=np.stack([number + 1.0, number + 1.0, gaps], axis=1).ravel(),
            mode="lines+markers" if name == "miss" else "lines",
            line={"color": color, "width": width, "simplify": False},
            marker={"size": 4, "color": color}, hovertemplate="%{x:.4f}<extra>" + t(f"figure.{name}") + "</extra>",
        )  # fmt: skip
    return figure.add_vline(truth, line={"color": INK, "width": 1.5})


def size_figure(
    found: MeanSamples, level_config: LevelConfig, mean_config: MeanConfig, t: Say, *, height: int = HEIGHT
) -> Figure:
    """The exact coverage of t and z for a normal population, and the coverage that was counted here."""
    level = level_config.level
    floor = max(0.0, min(LOWEST, 1 - 6 * (1 - level)))
    figure = blank(t("figure.sizes"), t("axis.size"), t("axis.coverage"), height=height, hovermode="closest")
    figure.update_layout(margin=dict(MARGIN), legend={"y": -0.17, "yanchor": "top", "x": 0.5, "xanchor": "center"})
    still = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(type="log", range=[-0.06, 2.06], tickvals=[1, 2, 3, 5, 10, 20, 50, 100], **still)
    figure.update_yaxes(range=[floor - 0.04 * (1 - floor), 1 + 0.04 * (1 - floor)], tickformat=".1~%", **still)
    for name in ("t", "z"):
        figure.add_scatter(
            x=SIZES, y=exact_coverage(SIZES, level, name), mode="lines", name=t(f"figure.exact_{name}"),
            line={"color": COLORS[name], "width": 2.5 if name == mean_config.mean_method else 1.5},
            hovertemplate="n = %{x}: %{y:.2%}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(level, line={"color": INK, "width": 1.2, "dash": "dash"})
    if np.isfinite(found.low).all():
        _counted(figure, found.counted, mean_config.size, floor, t)
    return figure


def _counted(figure: Figure, counted: float, size: int, floor: float, t: Say) -> None:
    """The coverage that was counted, with the chance of the counting; at the edge, a triangle points further down."""
    low, high = counting_interval(counted)
    inside = counted >= floor
    margin = {
        "type": "data", "symmetric": False, "array": [high - counted], "arrayminus": [counted - low], "color": INK,
        "thickness": 2, "width": 6, "visible": inside,
    }  # fmt: skip
    figure.add_scatter(
        x=[size], y=[max(counted, floor)], mode="markers", error_y=margin, name=t("figure.counted"),
        marker=dict(POINT) | ({} if inside else {"symbol": "triangle-down"}),
        hovertemplate=f"{counted:.2%}<extra></extra>",
    )  # fmt: skip

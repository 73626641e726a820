"""The coverage curve over the true share, and below it a hundred drawn intervals on the same axis."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, NEUTRAL, TEST, blank, mark_here
from core.probability.estimation.share import SAMPLES, CoverageCurve, LevelConfig, ShareConfig, ShareSamples

COLORS = {"Wald": CLASS_A, "Wilson": CLASS_B, "Clopper-Pearson": TEST}
CURVES = (0.53, 1.0)  # the part of the height that the coverage takes
SEGMENTS = (0.0, 0.45)


def coverage_floor(level: float) -> float:
    """The lowest coverage that is in the picture; the curves of Wald's formula go on below it."""
    return max(0.0, 1 - 6 * (1 - level))


def share_figure(
    curves: Sequence[CoverageCurve], found: ShareSamples, level_config: LevelConfig, share_config: ShareConfig, t: Say,
    *, height: int = 470,
) -> Figure:  # fmt: skip
    """Coverage above, intervals below; the vertical line is the true share."""
    level, p = level_config.level, share_config.p
    floor = coverage_floor(level)
    figure = blank(t("figure.coverage"), t("axis.share"), t("axis.coverage"), height=height, hovermode="closest")
    figure.update_layout(margin={"l": 62, "r": 12, "t": 36, "b": 42}, shapes=[])
    figure.update_layout(legend={"y": 1.0, "yanchor": "bottom", "font": {"size": 12}})
    figure.when_narrow(margin={"b": 68}, height=height + 26)  # the legend stands below the name of the axis
    still = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(range=[0, 1], anchor="y2", **still)
    figure.update_yaxes(
        range=[floor - 0.04 * (1 - floor), 1 + 0.06 * (1 - floor)], domain=list(CURVES), tickformat=".1~%", **still
    )
    numbers = {"range": [SAMPLES + 0.5, -0.5], "domain": list(SEGMENTS), "showgrid": False, "gridcolor": GRID}
    title = {"text": t("axis.samples"), "standoff": 6}
    figure.update_layout(yaxis2={**numbers, "anchor": "x", "zeroline": False, "tickvals": [1, 50, 100], "title": title})
    figure.update_layout(yaxis2=still)
    for curve in sorted(curves, key=lambda one: one.method == share_config.method):  # the chosen one in front
        chosen = curve.method == share_config.method
        figure.add_scatter(
            x=curve.p, y=curve.coverage, mode="lines", name=t(f"options.method.{curve.method}"),
            line={"color": COLORS[curve.method], "width": 2 if chosen else 1.2, "simplify": False},
            opacity=1 if chosen else 0.5, legendrank=1 + tuple(COLORS).index(curve.method),
            hovertemplate="p = %{x:.3f}: %{y:.2%}<extra></extra>",
        )  # fmt: skip
    _intervals(figure, found, p, t)
    figure.add_hline(level, line={"color": INK, "width": 1.5, "dash": "dash"})
    figure.add_shape(type="line", x0=p, x1=p, y0=0, y1=1, yref="paper", line={"color": INK, "width": 1.5})
    return mark_here(figure, p, max(found.coverage, floor))


def _intervals(figure: Figure, found: ShareSamples, p: float, t: Say) -> None:
    hits = (found.low <= p) & (p <= found.high)
    for chosen, color, name, width in ((hits, NEUTRAL, "hit", 1), (~hits, CLASS_A, "miss", 2)):
        number = np.flatnonzero(chosen)
        gaps = np.full(number.size, np.nan)
        ends = np.stack([found.low[number], found.high[number], gaps], axis=1).ravel()
        rows = np.stack([number + 1.0, number + 1.0, gaps], axis=1).ravel()
        figure.add_scatter(
            x=ends, y=rows, yaxis="y2", mode="lines+markers" if name == "miss" else "lines", name=t(f"figure.{name}"),
            line={"color": color, "width": width, "simplify": False}, marker={"size": 4, "color": color},
            showlegend=False, hovertemplate="%{x:.4f}<extra>" + t(f"figure.{name}") + "</extra>",
        )  # fmt: skip

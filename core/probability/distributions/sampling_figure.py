"""Population, one sample and the means of all samples on one axis; the means magnified; their tails by sample size."""

from typing import Any

import numpy as np
from scipy import stats

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GRID, INK, NEUTRAL, PAPER, blank, translucent
from core.probability.distributions.families import is_discrete
from core.probability.distributions.sampling import FAR, NEAR_ENOUGH, NORMAL_TAIL, SampleMeans, TailShares
from core.probability.distributions.settings import FamilyConfig
from core.probability.distributions.window import (
    MARGIN,
    STILL,
    DensityCurve,
    add_curve,
    bin_edges,
    heights,
    rung,
)

STRIPS = {"y": (0.7, 0.95), "y2": (0.37, 0.58), "y3": (0.0, 0.25)}  # the share of the height of each
NAMES = {"y": "population", "y2": "sample", "y3": "means"}
RUG = 60  # values that are drawn one by one
REACH = 4.2  # standard errors that the magnified strip shows
BIN = FAR / 7  # of a standard error: the edge of a bin lies at 1.96
HIGHEST = 0.105  # of a tail's share, that the axis shows


def strips_figure(
    family: FamilyConfig, curve: DensityCurve, found: SampleMeans, t: Say, *, height: int = 500
) -> Figure:
    """Three strips over one axis: the population, the first sample, and the means of all samples."""
    figure = blank(height=height, margin={**MARGIN, "l": 12, "t": 8}, showlegend=False, bargap=0)
    figure.update_xaxes(range=[curve.low, curve.high], anchor="y3", title={"text": t("axis.value")}, **STILL)
    n, m = len(found.first), len(found.means)
    for name, domain in STRIPS.items():
        axis = {**STILL, "domain": domain, "showgrid": False, "showticklabels": False, "zeroline": True,
                "zerolinecolor": GRID}  # fmt: skip
        figure.update_layout(**{f"yaxis{name[1:]}": axis})
        figure.add_annotation(
            text=t(f"strip.{NAMES[name]}", n=n, m=m), x=0, xref="paper", xanchor="left", y=domain[1] + 0.012,
            yref="paper", yanchor="bottom", showarrow=False, font={"size": 14},
        )  # fmt: skip
    add_curve(figure, curve, NEUTRAL, translucent(NEUTRAL, 0.3), yaxis="y")
    figure.update_layout(yaxis={"range": [0, curve.top]})
    _add_sample(figure, curve, found)
    _add_means(figure, family, curve, found)
    for name in STRIPS if np.isfinite(found.mean) else ():
        _mark(figure, name, found.mean, INK, "dot")
    for name in ("y2", "y3"):
        _mark(figure, name, float(found.means[0]), CLASS_A, "solid")
    return figure


def _mark(figure: Figure, strip: str, x: float, color: str, dash: str) -> None:
    line = {"color": color, "width": 2, "dash": dash}
    figure.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref=f"{strip} domain", line=line)


def _add_sample(figure: Figure, curve: DensityCurve, found: SampleMeans) -> None:
    """The first sample: each value as a stroke, many values or counts as bars."""
    n = len(found.first)
    if n <= RUG and not curve.discrete:
        figure.update_layout(yaxis2={"range": [0, 1]})
        figure.add_scatter(
            x=found.first, y=np.full(n, 0.35), mode="markers", yaxis="y2", hovertemplate="%{x:.5g}<extra></extra>",
            marker={"symbol": "line-ns", "size": 26, "line": {"color": CLASS_A, "width": 2}},
        )  # fmt: skip
        return
    edges = bin_edges(curve, n)
    seen = heights(found.first, edges, curve.discrete)
    figure.update_layout(yaxis2={"range": [0, max(curve.top, rung(1.05 * max(float(seen.max()), 1e-9)))]})
    _add_bars(figure, edges, seen, CLASS_A, 0.8 if curve.discrete else 1.0, yaxis="y2")


def _add_means(figure: Figure, family: FamilyConfig, curve: DensityCurve, found: SampleMeans) -> None:
    """The means of all samples, and the normal curve with their mean and standard error."""
    if not (found.se > 0 and np.isfinite(found.se)):
        edges = bin_edges(curve, len(found.means))
        seen = heights(found.means, edges, curve.discrete)
        figure.update_layout(yaxis3={"range": [0, rung(1.1 * max(float(seen.max()), 1e-9))]})
        _add_bars(figure, edges, seen, CLASS_B, 1.0, yaxis="y3")
        return
    edges = mean_edges(family, found)
    seen = heights(found.means, edges, discrete=False)
    top = 0.44 / found.se  # a tenth higher than the normal curve
    figure.update_layout(yaxis3={"range": [0, max(top, 1.05 * float(seen.max()))]})
    _add_bars(figure, edges, seen, CLASS_B, 1.0, yaxis="y3")
    z = np.linspace(-REACH, REACH, 121)
    figure.add_scatter(
        x=found.mean + z * found.se, y=stats.norm.pdf(z) / found.se, mode="lines", yaxis="y3", hoverinfo="skip",
        line={"color": INK, "width": 1.5},
    )  # fmt: skip


def _add_bars(figure: Figure, edges: np.ndarray, seen: np.ndarray, color: Any, width: float, **trace: Any) -> None:
    middles, some = (edges[:-1] + edges[1:]) / 2, seen > 0
    figure.add_bar(
        x=middles[some], y=seen[some], width=width * np.diff(edges)[some],
        marker={"color": color[some] if isinstance(color, np.ndarray) else color, "line": {"width": 0}},
        hovertemplate="%{x:.4g}: %{y:.4g}<extra></extra>", **trace,
    )  # fmt: skip


def mean_edges(family: FamilyConfig, found: SampleMeans) -> np.ndarray:
    """Bins for the means, about a quarter of a standard error wide; means of counts lie in the middle. (bins + 1,)"""
    n = len(found.first)
    if not is_discrete(family):
        return found.mean + found.se * BIN * np.arange(-40, 41)
    step = max(1, round(BIN * found.se * n)) / n
    first = np.floor((found.mean - 12 * found.se) * n) / n
    return np.asarray(first - 0.5 / n + step * np.arange(int(np.ceil(24 * found.se / step)) + 2))


def magnified_figure(family: FamilyConfig, found: SampleMeans, t: Say, *, height: int = 246) -> Figure:
    """The means in standard errors from the mean, what lies beyond 1.96 in red, and the normal curve."""
    figure = blank(t("figure.magnified"), t("axis.z"), height=height, margin=dict(MARGIN), showlegend=False, bargap=0)
    figure.update_layout(margin={"l": 12})
    edges = (mean_edges(family, found) - found.mean) / found.se
    z = (found.means - found.mean) / found.se
    seen = heights(z, edges, discrete=False)
    middles = (edges[:-1] + edges[1:]) / 2
    figure.update_xaxes(range=[-REACH, REACH], tickvals=[-4, -FAR, 0, FAR, 4], **STILL)
    figure.update_yaxes(range=[0, max(0.5, 1.05 * float(seen.max()))], showticklabels=False, **STILL)
    _add_bars(figure, edges, seen, np.where(np.abs(middles) > FAR, BAD, CLASS_B), 1.0)
    grid = np.linspace(-REACH, REACH, 121)
    figure.add_scatter(
        x=grid, y=stats.norm.pdf(grid), mode="lines", line={"color": INK, "width": 1.5}, hoverinfo="skip"
    )
    for limit in (-FAR, FAR):
        figure.add_vline(limit, line={"color": BAD, "width": 1.5, "dash": "dash"})
    return figure


def tails_figure(
    family: FamilyConfig, tails: TailShares, n: int, here: tuple[float, float], t: Say, *, height: int = 246
) -> Figure:
    """The exact share beyond 1.96 standard errors on each side, by sample size; `here` are those at n."""
    figure = blank(t("figure.tails"), t("axis.n"), height=height, margin={**MARGIN, "b": 44, "l": 44})
    figure.update_layout(legend={"y": 0.98, "yanchor": "top", "x": 0.99, "bgcolor": PAPER})
    figure.update_xaxes(type="log", range=[-0.05, 3.05], tickvals=[1, 10, 100, 1000], **STILL)
    figure.update_yaxes(range=[-0.004, HIGHEST], tickformat="~%", dtick=0.025, **STILL)
    figure.add_hrect(
        NORMAL_TAIL - NEAR_ENOUGH, NORMAL_TAIL + NEAR_ENOUGH, fillcolor=translucent(NEUTRAL, 0.3),
        line={"width": 0}, layer="below",
    )  # fmt: skip
    mode = "markers" if is_discrete(family) else "lines"  # of counts the shares jump from size to size
    for side, share, color in (("above", tails.above, CLASS_B), ("below", tails.below, CLASS_A)):
        figure.add_scatter(
            x=tails.sizes, y=np.round(share, 6), mode=mode, name=t(f"side.{side}"),
            line={"color": color, "width": 2.5}, marker={"size": 3, "color": color},
            hovertemplate="n = %{x}: %{y:.3%}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(n, line={"color": INK, "width": 1, "dash": "dot"})
    figure.add_scatter(
        x=[n, n], y=np.minimum(here, HIGHEST), mode="markers", showlegend=False, hoverinfo="skip",
        marker={"size": 9, "color": [CLASS_A, CLASS_B], "line": {"width": 1.5, "color": PAPER}},
    )  # fmt: skip
    return figure

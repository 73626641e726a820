"""The density with an interval's area and a sample on it, and the cumulative distribution with a quantile."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank, translucent
from core.probability.distributions.families import distribution
from core.probability.distributions.family import FamilyFacts
from core.probability.distributions.settings import FamilyConfig, RangeConfig
from core.probability.distributions.window import MARGIN, STILL, DensityCurve, bar_width, bin_edges, heights


def density_figure(curve: DensityCurve, found: FamilyFacts, asked: RangeConfig, t: Say, *, height: int = 430) -> Figure:
    """The density, the part of it between a and b in blue, and the sample as an outline in orange."""
    title = t("figure.probability", probability=found.probability)
    label = t("axis.probability") if curve.discrete else t("axis.density")
    figure = blank(title, t("axis.value"), label, height=height, margin=dict(MARGIN), bargap=0)
    figure.update_layout(margin={"t": 40}, legend={"y": 0.99, "yanchor": "top"})
    figure.update_xaxes(range=[curve.low, curve.high], **STILL)
    figure.update_yaxes(range=[0, curve.top], **STILL)
    if curve.discrete:
        inside = (curve.x >= asked.a) & (curve.x <= asked.b)
        figure.add_bar(
            x=curve.x, y=curve.y, width=bar_width(curve), name=t("legend.probability"),
            marker={"color": np.where(inside, CLASS_B, NEUTRAL)}, hovertemplate="P(X = %{x}) = %{y:.5g}<extra></extra>",
        )  # fmt: skip
    else:
        _add_area(figure, curve, asked)
        figure.add_scatter(
            x=curve.x, y=curve.y, mode="lines", name=t("legend.density"),
            line={"color": CLASS_B, "width": 2.5, "simplify": False},
            hovertemplate="f(%{x:.4g}) = %{y:.4g}<extra></extra>",
        )  # fmt: skip
    _add_sample(figure, curve, found, t)
    for end in (asked.a, asked.b):
        figure.add_vline(end, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def _add_area(figure: Figure, curve: DensityCurve, asked: RangeConfig) -> None:
    """The part of the curve between a and b, filled down to the axis."""
    inside = (curve.x > asked.a) & (curve.x < asked.b)
    ends = np.clip([asked.a, asked.b], curve.low, curve.high)
    x = np.concatenate([ends[:1], curve.x[inside], ends[1:]])
    y = np.interp(x, curve.x, curve.y) if asked.a <= asked.b else np.zeros(len(x))
    figure.add_scatter(
        x=x, y=y, mode="lines", fill="tozeroy", fillcolor=translucent(CLASS_B, 0.28), hoverinfo="skip",
        line={"width": 0, "simplify": False}, showlegend=False,
    )  # fmt: skip


def _add_sample(figure: Figure, curve: DensityCurve, found: FamilyFacts, t: Say) -> None:
    """The shares of the sample: a dot for each value of a count, else the outline of a histogram."""
    edges = bin_edges(curve, len(found.sample))
    seen = heights(found.sample, edges, curve.discrete)
    name = t("legend.sample", draws=len(found.sample))
    if curve.discrete:
        some = seen > 0
        figure.add_scatter(
            x=((edges[:-1] + edges[1:]) / 2)[some], y=seen[some], mode="markers", name=name,
            marker={"color": CLASS_A, "size": 9, "line": {"color": INK, "width": 1}},
            hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
        return
    figure.add_scatter(
        x=np.repeat(edges, 2), y=np.concatenate([[0.0], np.repeat(seen, 2), [0.0]]), mode="lines", name=name,
        line={"color": CLASS_A, "width": 1.5, "simplify": False}, hoverinfo="skip",
    )  # fmt: skip


def cumulative_figure(
    family: FamilyConfig, curve: DensityCurve, found: FamilyFacts, asked: RangeConfig, t: Say, *, height: int = 430
) -> Figure:
    """The probability of a value up to x, the share of the sample up to x, and the quantile."""
    title = t("figure.quantile", level=asked.level, quantile=found.quantile)
    figure = blank(title, t("axis.value"), t("axis.cumulative"), height=height, margin=dict(MARGIN))
    figure.update_layout(
        margin={"t": 40}, legend={"y": 0.03, "yanchor": "bottom", "x": 0.98, "xanchor": "right", "orientation": "v"}
    )
    figure.update_xaxes(range=[curve.low, curve.high], **STILL)
    figure.update_yaxes(range=[-0.02, 1.03], **STILL)
    x, y = cumulative_curve(family, curve)
    figure.add_scatter(
        x=x, y=y, mode="lines", name="F(x)", line={"color": CLASS_B, "width": 2.5, "simplify": False},
        hovertemplate="F(%{x:.4g}) = %{y:.5g}<extra></extra>",
    )  # fmt: skip
    values = np.sort(found.sample)
    steps = np.arange(1, len(values) + 1) / len(values)
    figure.add_scatter(
        x=np.concatenate([[curve.low], values, [curve.high]]), y=np.concatenate([[0.0], steps, [1.0]]), mode="lines",
        name=t("legend.sample", draws=len(values)), hoverinfo="skip",
        line={"color": CLASS_A, "width": 1.5, "shape": "hv", "simplify": False},
    )  # fmt: skip
    line = {"color": GRADIENT, "width": 1.5, "dash": "dash"}
    place = float(np.clip(found.quantile, curve.low, curve.high))
    figure.add_shape(type="line", x0=curve.low, x1=place, y0=asked.level, y1=asked.level, line=line)
    figure.add_shape(type="line", x0=place, x1=place, y0=-0.02, y1=asked.level, line=line)
    for end in (asked.a, asked.b):
        figure.add_vline(end, line={"color": GRID, "width": 1, "dash": "dot"})
    return figure


def cumulative_curve(family: FamilyConfig, curve: DensityCurve) -> tuple[np.ndarray, np.ndarray]:
    """Places and F there, with both ends of each jump; both (points,)."""
    if not curve.discrete:
        return curve.x, distribution(family).cdf(curve.x)
    ends = min(curve.low, curve.x[0] - 1), max(curve.high, curve.x[-1] + 1)
    x = np.concatenate([ends[:1], np.repeat(curve.x, 2), ends[1:]])
    reached = np.repeat(np.concatenate([[0.0], np.cumsum(curve.y)]), 2)
    return x, np.minimum(reached, 1.0)

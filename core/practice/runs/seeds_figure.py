"""The seeds of two settings as dots, the interval of their difference beside zero, and the seeds that it would take."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import BAD, CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank, translucent
from core.practice.runs.seeds import SeedComparison, SeedPlan


def seeds_figure(found: SeedComparison, names: tuple[str, str], metric: str, confidence: int, t: Say) -> Figure:
    """Above the scores, below the difference of the means with its interval."""
    figure = blank(height=310, showlegend=False, shapes=[], margin={"l": 8, "r": 12, "t": 12, "b": 40})
    both = np.concatenate([found.first, found.second])
    pad = 0.08 * float(np.ptp(both)) or 0.05 * abs(float(both[0])) or 0.5
    label = [f"{figure_text(name, 18)}  " for name in names]
    figure.update_layout(
        xaxis={"range": [both.min() - pad, both.max() + pad], "title": {"text": figure_text(metric), "standoff": 2}},
        yaxis={"domain": [0.5, 1], "range": [-0.6, 1.6], "tickvals": [1, 0], "ticktext": label, "showgrid": False},
    )  # fmt: skip
    for y, scores, color in ((1, found.first, CLASS_A), (0, found.second, CLASS_B)):
        shift = 0.16 * np.array([(-1) ** k * ((k + 1) // 2) / max(len(scores) // 2, 1) for k in range(len(scores))])
        figure.add_scatter(
            x=np.sort(scores), y=y + shift, mode="markers", hovertemplate="%{x:.4f}<extra></extra>",
            marker={"color": color, "size": 10, "opacity": 0.75, "line": {"width": 1, "color": INK}},
        )  # fmt: skip
        mean = float(scores.mean())
        figure.add_shape(type="line", x0=mean, x1=mean, y0=y - 0.42, y1=y + 0.42, line={"color": color, "width": 3})
    _difference(figure, found, confidence, t)
    return figure


def _difference(figure: Figure, found: SeedComparison, confidence: int, t: Say) -> None:
    has = np.isfinite(found.low)
    ends = [found.low, found.high] if has else [found.difference]
    reach = 1.15 * max(*(abs(end) for end in ends), 1e-9)
    figure.update_layout(
        xaxis2={
            "range": [-reach, reach], "anchor": "y2", "zeroline": False, "gridcolor": GRID, "fixedrange": True,
            "title": {"text": t("seeds.difference", confidence=confidence), "standoff": 2},
        },
        yaxis2={"domain": [0, 0.24], "range": [-1, 1], "visible": False, "anchor": "x2"},
    )  # fmt: skip
    axes = {"xref": "x2", "yref": "y2"}
    figure.add_shape(type="line", x0=0, x1=0, y0=-1, y1=1, line={"color": INK, "width": 1.5, "dash": "dot"}, **axes)
    color = NEUTRAL if found.conclusion in ("within_noise", "one_seed") else CLASS_B
    if has:
        figure.add_shape(
            type="rect", x0=found.low, x1=found.high, y0=-0.35, y1=0.35, fillcolor=translucent(color, 0.4),
            line={"color": color, "width": 1.5}, **axes,
        )  # fmt: skip
    figure.add_scatter(
        x=[found.difference], y=[0], mode="markers", xaxis="x2", yaxis="y2", hovertemplate="%{x:.4f}<extra></extra>",
        marker={"color": color, "size": 13, "symbol": "diamond", "line": {"width": 1.5, "color": INK}},
    )  # fmt: skip


def plan_figure(plan: SeedPlan, power_percent: int, seeds_now: int, t: Say) -> Figure:
    """The power against the number of seeds; where it reaches what is asked, and where we are."""
    figure = blank(t("plan.title"), t("plan.seeds"), t("plan.power"), height=270, showlegend=False, shapes=[])
    figure.update_xaxes(type="log", fixedrange=True).update_yaxes(range=[0, 103], fixedrange=True)
    figure.add_scatter(
        x=plan.sizes, y=100 * plan.powers, mode="lines", line={"color": CLASS_B, "width": 3},
        hovertemplate="%{x}: %{y:.0f} %<extra></extra>",
    )  # fmt: skip
    figure.add_hline(power_percent, line={"color": INK, "width": 1, "dash": "dot"})
    if plan.needed:
        figure.add_vline(plan.needed, line={"color": BAD, "width": 2})
    if np.isfinite(plan.power_now):
        figure.add_scatter(
            x=[seeds_now], y=[100 * plan.power_now], mode="markers", hovertemplate="%{x}: %{y:.0f} %<extra></extra>",
            marker={"color": CLASS_A, "size": 12, "line": {"width": 2, "color": INK}},
        )  # fmt: skip
    return figure

"""The mountain with the range as a rectangle, and beside it what each hyper-parameter explains in it."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank
from core.practice.tuning.importance import Importance, TuningRangeConfig
from core.practice.tuning.mountain import Surface
from core.practice.tuning.race_figure import TOP
from core.practice.tuning.race_images import FLOOR, ROCK

HEIGHT = 430
LOWEST = -1.05  # of the axis of mean scores


def importance_figure(found: Importance | None, config: TuningRangeConfig, surface: Surface, t: Say) -> Figure:
    """The map; the shares as bars; the mean score over each hyper-parameter alone. Without a result the map alone."""
    figure = blank("", t("axis.rate"), t("axis.decay"), height=HEIGHT, hovermode="closest", showlegend=False)
    grid = {"fixedrange": True, "gridcolor": GRID, "zeroline": False, "ticks": "", "ticklabeloverflow": "allow"}
    figure.update_layout(
        margin={"l": 70, "r": 54, "t": 16, "b": 44}, shapes=[],
        xaxis={"domain": [0, 0.5], "range": [-3.15, 1.15], "fixedrange": True, "showgrid": False, "automargin": False,
               "tickvals": [-3, -1, 1], "ticktext": ["0.001", "0.1", "10"], "tickangle": 0},
        yaxis={"range": [-4.2, 1.2], "fixedrange": True, "showgrid": False, "automargin": False,
               "tickvals": [-4, -3, -2, -1, 0, 1], "ticktext": ["0.0001", "0.001", "0.01", "0.1", "1", "10"]},
        xaxis2={**grid, "domain": [0.58, 1], "anchor": "y2", "range": [0, 100],
                "title": {"text": t("axis.share"), "standoff": 4, "font": {"size": 12}}},
        yaxis2={**grid, "domain": [0.66, 1], "anchor": "x2", "range": [2.6, -0.6], "showgrid": False,
                "showticklabels": False},
        xaxis3={**grid, "domain": [0.58, 1], "anchor": "y3", "range": [0, 1],
                "title": {"text": t("axis.through"), "standoff": 4}, "tickvals": [0, 1],
                "ticktext": [t("figure.low"), t("figure.high")]},
        yaxis3={**grid, "domain": [0, 0.42], "anchor": "x3", "side": "right", "range": [LOWEST, 0.82],
                "title": {"text": t("axis.mean"), "standoff": 4}},
    )  # fmt: skip
    figure.add_heatmap(
        x=np.log10(surface.rates), y=np.log10(surface.decays), z=np.maximum(surface.scores, FLOOR), zmin=FLOOR,
        zmax=surface.best, colorscale=ROCK, showscale=False, zsmooth="best",
        customdata=surface.scores, hovertemplate="R² %{customdata:.3f}<extra></extra>",
    )  # fmt: skip
    ends = (sorted((config.rate_low, config.rate_high)), sorted((config.decay_low, config.decay_high)))
    figure.add_shape(
        type="rect", x0=ends[0][0], x1=ends[0][1], y0=ends[1][0], y1=ends[1][1],
        line={"color": "#ffffff", "width": 3},
    )  # fmt: skip
    figure.add_dot(
        float(np.log10(surface.best_rate)), float(np.log10(surface.best_decay)), 12, fillcolor=TOP,
        line={"color": "#ffffff", "width": 2},
    )  # fmt: skip
    if found is not None and np.isfinite(found.rate):
        _shares(figure, found, t)
        _means(figure, found, t)
    return figure


def _shares(figure: Figure, found: Importance, t: Say) -> None:
    """Bars below their names; as shapes, which move without the map drawn anew."""
    rows = (
        (found.rate, CLASS_A, "axis.rate"), (found.decay, CLASS_B, "axis.decay"), (found.both, NEUTRAL, "figure.both"),
    )  # fmt: skip
    for k, (share, color, name) in enumerate(rows):
        figure.add_annotation(
            x=0, y=k - 0.12, xref="x2", yref="y2", text=t(name), showarrow=False, xanchor="left", yanchor="bottom",
            font={"color": INK, "size": 12}, yshift=-2,
        )  # fmt: skip
        figure.add_shape(
            type="rect", x0=0, x1=100 * share, y0=k - 0.1, y1=k + 0.36, xref="x2", yref="y2", fillcolor=color,
            line={"width": 0},
        )  # fmt: skip
        inside = share > 0.7
        figure.add_annotation(
            x=100 * share, y=k + 0.13, xref="x2", yref="y2", text=f"<b>{100 * share:.0f} %</b>", showarrow=False,
            xanchor="right" if inside else "left", xshift=-4 if inside else 4,
            font={"color": "#ffffff" if inside and k else "#101010" if inside else INK, "size": 13},
        )  # fmt: skip


def _means(figure: Figure, found: Importance, t: Say) -> None:
    """The mean score over each hyper-parameter, from the lower to the higher end of its range."""
    through = np.linspace(0, 1, len(found.rates))
    rows = (
        (found.rate_means, found.rates, CLASS_A, "axis.rate"), (found.decay_means, found.decays, CLASS_B, "axis.decay"),
    )  # fmt: skip
    for values, exponents, color, name in rows:
        figure.add_scatter(
            x=through, y=np.maximum(values, LOWEST), mode="lines", line={"color": color, "width": 3}, xaxis="x3",
            yaxis="y3", customdata=np.column_stack([10**exponents, values]),
            hovertemplate=t(name) + " %{customdata[0]:.3g}: %{customdata[1]:.3f}<extra></extra>",
        )  # fmt: skip

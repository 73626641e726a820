"""The loss at the end of every network against its learning rate, and the curves at one rate."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, INK, NEUTRAL, TEST, blank, translucent
from core.learning.learning_rate.sweep import HIGH, LOW, RateCurves, Sweep, broken_steps
from core.learning.learning_rate.sweep_report import band_of

FLOOR = 1e-6  # a smaller loss is drawn here
CEILING = 1e2
TOP = 1.6  # where those that diverged are marked, as a power of ten
MARGIN = {"l": 58, "r": 10, "t": 34, "b": 42}
LOSS_AXIS = {"type": "log", "range": [-6.2, 2.2], "fixedrange": True, "automargin": False, "exponentformat": "power",
             "dtick": 1}  # fmt: skip


def sweep_figure(sweep: Sweep, here: RateCurves, t: Say) -> Figure:
    """Every network a dot, the band from the lowest to the highest loss of each rate, and the median."""
    band, seeds = band_of(sweep), sweep.final.shape[1]
    figure = blank(t("figure.sweep", count=sweep.final.size), t("axis.rate"), t("axis.final"), height=440,
                   margin=dict(MARGIN))  # fmt: skip
    figure.update_layout(legend={"y": 0.01, "yanchor": "bottom", "x": 0.01, "xanchor": "left"})
    figure.update_xaxes(type="log", range=[math.log10(LOW) - 0.1, math.log10(HIGH) + 0.1], fixedrange=True, dtick=1,
                        exponentformat="power")  # fmt: skip
    figure.update_yaxes(**LOSS_AXIS)
    whole = np.isfinite(band.highest)
    if seeds > 1:
        x = np.concatenate([sweep.rates, sweep.rates[::-1]])
        y = np.concatenate([_shown(band.highest), _shown(band.lowest)[::-1]])
        figure.add_scatter(x=x, y=y, mode="lines", fill="toself", fillcolor=translucent(CLASS_B, 0.15),
                           line={"width": 0}, name=t("legend.band"), hoverinfo="skip")  # fmt: skip
    figure.add_scatter(
        x=np.repeat(sweep.rates, seeds), y=_shown(sweep.final.ravel()), mode="markers", name=t("legend.network"),
        marker={"size": 5, "color": translucent(CLASS_B, 0.55)}, customdata=sweep.final.ravel(),
        hovertemplate="η = %{x:.3g}: %{customdata:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(x=sweep.rates, y=_gap(band.median), mode="lines", name=t("legend.median"),
                       line={"color": INK, "width": 2.5}, hoverinfo="skip")  # fmt: skip
    if not whole.all():
        _mark_broken(figure, sweep, t)
    figure.add_vline(here.rate, line={"color": CLASS_A, "width": 2})
    return figure


def _mark_broken(figure: Figure, sweep: Sweep, t: Say) -> None:
    """How many diverged at each rate, along the upper edge."""
    broken, seeds = np.isnan(sweep.final).sum(axis=1), sweep.final.shape[1]
    some = broken > 0
    figure.add_scatter(
        x=sweep.rates[some], y=np.full(int(some.sum()), 10**TOP), mode="markers", name=t("legend.broken"),
        marker={"symbol": "x", "size": 5 + 7 * broken[some] / seeds, "color": BAD}, customdata=broken[some],
        hovertemplate="η = %{x:.3g}: %{customdata}<extra></extra>",
    )  # fmt: skip


def curves_figure(here: RateCurves, t: Say) -> Figure:
    """The loss of each seed over the steps; one that diverges ends with a cross at its last number."""
    figure = blank(t("figure.curves", rate=here.rate), t("axis.step"), t("axis.loss"), height=280,
                   margin=dict(MARGIN))  # fmt: skip
    figure.update_layout(showlegend=False)
    curves, broken = here.losses, broken_steps(here.losses)
    steps = np.arange(curves.shape[1])
    figure.update_xaxes(range=[0, len(steps) - 1], fixedrange=True)
    figure.update_yaxes(**LOSS_AXIS)
    for curve, end in zip(curves, broken, strict=True):
        figure.add_scatter(x=steps, y=_shown(curve), mode="lines", customdata=curve,
                           line={"color": TEST if end < 0 else NEUTRAL, "width": 1.5},
                           hovertemplate="%{x}: %{customdata:.4g}<extra></extra>")  # fmt: skip
    lost = broken > 0
    last = np.where(lost, broken - 1, 0)
    figure.add_scatter(x=last[lost], y=_shown(curves[np.arange(len(curves)), last][lost]), mode="markers",
                       marker={"symbol": "x", "size": 10, "color": BAD}, hoverinfo="skip")  # fmt: skip
    return figure


def _shown(values: np.ndarray) -> np.ndarray:
    """Losses (n,) within the figure: the least and the largest are drawn at its edges, NaN is a gap."""
    return np.asarray(np.clip(values, FLOOR, CEILING))


def _gap(values: np.ndarray) -> np.ndarray:
    """The same with a gap where a loss (n,) is infinite."""
    return np.where(np.isfinite(values), _shown(values), np.nan)

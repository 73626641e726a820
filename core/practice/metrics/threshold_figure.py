"""One class against the rest: histogram of scores, 2×2 confusion matrix, ROC, precision-recall and cost curves."""

import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, NEUTRAL, POINT, blank, mark_here, translucent
from core.practice.metrics.binary import Counts
from core.practice.metrics.own_numbers import OwnNumbers
from core.practice.metrics.threshold import CostCurve, RankCurves, ScoreHistogram

Say = Callable[..., str]
Point = tuple[float, float]
HEIGHT = 262
SMALL: Mapping[str, Any] = {"size": 12, "color": INK}
MARGIN: Mapping[str, int] = {"l": 8, "r": 12, "t": 34, "b": 8}


def histogram_figure(
    histogram: ScoreHistogram, threshold: float, t: Say, *, own: OwnNumbers | None = None, height: int = HEIGHT
) -> Figure:
    """How the scores of the two classes lie, and the threshold that divides them; the axis shows `own` numbers."""
    centers = (histogram.edges[1:] + histogram.edges[:-1]) / 2
    figure = blank(
        t("figure.histogram"),
        t(f"axis.own_{own.kind}" if own else "axis.score"),
        t("axis.samples"),
        height=height,
        barmode="overlay",
        bargap=0,
    )
    figure.update_layout(margin=dict(MARGIN))
    figure.update_xaxes(range=[0, 1.012], fixedrange=True)
    if own:
        figure.update_xaxes(tickvals=list(own.ticks()), ticktext=list(own.ticks().values()))
    top = max(1.0, float(max(histogram.positives.max(), histogram.negatives.max()))) * 1.08
    figure.update_yaxes(range=[0, top], fixedrange=True, rangemode="tozero")
    for values, color, name in (
        (histogram.negatives, CLASS_A, t("class.negative")),
        (histogram.positives, CLASS_B, t("class.positive")),
    ):
        figure.add_bar(
            x=centers, y=values, name=name, marker={"color": translucent(color, 0.62), "line": {"width": 0}},
            hovertemplate="%{x:.3f}: %{y:.4g}<extra>" + name + "</extra>",
        )  # fmt: skip
    figure.add_vline(threshold, line={"color": INK, "width": 2.5})
    figure.add_vrect(threshold, 1.012, fillcolor=translucent(CLASS_B, 0.08), line={"width": 0}, layer="below")
    return figure


def confusion_figure(counts: Counts, t: Say, *, height: int = HEIGHT) -> Figure:
    """The four cells: rows are what is true, columns what is predicted; green is right, red is wrong, depth the share.

    The cells are shapes, which move with the threshold at little cost; the trace over them is there to be clicked.
    """
    names = (("tp", "fn"), ("fp", "tn"))
    total = max(counts.tp + counts.fn + counts.fp + counts.tn, 1e-300)
    figure = blank(t("figure.confusion"), t("axis.predicted"), t("axis.true"), height=height, hovermode="closest")
    figure.update_layout(margin=dict(MARGIN))
    labels = [t("class.positive_short"), t("class.negative_short")]
    figure.add_heatmap(
        z=np.zeros((2, 2)), x=labels, y=labels, colorscale=[[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        showscale=False, customdata=names, hoverinfo="none",
    )  # fmt: skip
    figure.update_xaxes(type="category", range=[-0.5, 1.5], showgrid=False, fixedrange=True, side="bottom")
    figure.update_yaxes(type="category", range=[1.5, -0.5], showgrid=False, fixedrange=True)
    for row, column in product((0, 1), (0, 1)):
        name = names[row][column]
        count = float(getattr(counts, name))
        depth = 0.2 + 0.8 * math.sqrt(count / total)
        figure.add_shape(
            type="rect", layer="below", line={"width": 0}, x0=column - 0.488, x1=column + 0.488, y0=row - 0.478,
            y1=row + 0.478, fillcolor=translucent(GOOD if row == column else BAD, round(depth, 3)),
            label={
                "text": f"<b>{name.upper()}</b><br>{_count(count)}"
                f'<br><span style="font-size:12px">{count / total:.1%}</span>',
                "font": {"size": 17, "color": INK},
            },
        )  # fmt: skip
    return figure


def roc_figure(curves: RankCurves, now: Point | None, t: Say, *, height: int = HEIGHT) -> Figure:
    """True-positive rate over false-positive rate for every threshold; the dotted diagonal is guessing."""
    figure = _unit_square(_roc_title(curves, t), t("axis.fpr"), t("axis.tpr"), height)
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": NEUTRAL, "dash": "dot"}, hoverinfo="skip")
    figure.add_annotation(text=t("figure.guessing"), x=0.98, y=0.66, xanchor="right", showarrow=False, font=SMALL)
    _curve(figure, curves.fpr, curves.tpr, curves.roc_threshold, "lines", fill="tozeroy")
    return _point(figure, now)


def roc_alt(curves: RankCurves, now: Point | None, t: Say) -> str:
    """The area, and where the threshold stands."""
    return t("alt.roc", auc=curves.roc_auc, fpr=now[0], tpr=now[1]) if now else _roc_title(curves, t)


def pr_figure(curves: RankCurves, now: Point | None, t: Say, *, height: int = HEIGHT) -> Figure:
    """Precision over recall for every threshold; the dotted line is the precision of guessing, the prevalence."""
    figure = _unit_square(_pr_title(curves, t), t("axis.recall"), t("axis.precision"), height)
    figure.add_hline(curves.prevalence, line={"color": NEUTRAL, "dash": "dot"})
    figure.add_annotation(
        text=t("figure.guessing_share", share=curves.prevalence), x=0.02, y=curves.prevalence,
        xanchor="left", yanchor="bottom" if curves.prevalence < 0.9 else "top", showarrow=False, font=SMALL,
    )  # fmt: skip
    _curve(figure, curves.recall, curves.precision, curves.pr_threshold, "lines", line_shape="vh")
    return _point(figure, now)


def pr_alt(curves: RankCurves, now: Point | None, t: Say) -> str:
    """The average precision, and where the threshold stands."""
    return t("alt.pr", ap=curves.average_precision, recall=now[0], precision=now[1]) if now else _pr_title(curves, t)


def cost_figure(curve: CostCurve, t: Say, *, height: int = HEIGHT) -> Figure:
    """Expected cost per sample over the threshold, its minimum, and where the screen stands."""
    figure = blank(t("figure.cost"), t("axis.threshold"), t("axis.cost"), height=height, showlegend=False)
    figure.update_layout(margin=dict(MARGIN))
    x = np.column_stack([curve.lower, curve.upper]).ravel()[::-1].clip(0, 1.01)
    y = np.repeat(curve.cost, 2)[::-1]
    figure.update_xaxes(range=[0, 1.012], fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": CLASS_B}, hovertemplate="%{x:.3f}: %{y:.4g}<extra></extra>"
    )
    if curve.theory.value is not None:
        figure.add_vline(curve.theory.value, line={"color": NEUTRAL, "dash": "dot"})
    figure.add_scatter(
        x=[curve.best_threshold], y=[curve.best_cost], mode="markers",
        marker={**POINT, "color": GOOD, "symbol": "star"},
        hovertemplate="%{x:.3f}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    return _point(figure, (min(curve.threshold, 1.01), curve.current_cost))


def _roc_title(curves: RankCurves, t: Say) -> str:
    return t("figure.roc", auc=curves.roc_auc) if np.isfinite(curves.roc_auc) else t("figure.roc_undefined")


def _pr_title(curves: RankCurves, t: Say) -> str:
    defined = np.isfinite(curves.average_precision)
    return t("figure.pr", ap=curves.average_precision) if defined else t("figure.pr_undefined")


def _unit_square(title: str, x: str, y: str, height: int) -> Figure:
    figure = blank(title, x, y, height=height, showlegend=False, hovermode="closest")
    figure.update_layout(margin=dict(MARGIN))
    figure.update_xaxes(range=[-0.02, 1.02], fixedrange=True)
    figure.update_yaxes(range=[-0.02, 1.04], fixedrange=True)
    return figure


def _curve(
    figure: Figure, x: Any, y: Any, thresholds: Any, mode: str, *, fill: str = "none", line_shape: str = "linear"
) -> None:
    figure.add_scatter(
        x=x, y=y, mode=mode, fill=fill, fillcolor=translucent(CLASS_B, 0.08), customdata=thresholds,
        line={"color": CLASS_B, "width": 2.5, "shape": line_shape},
        hovertemplate="(%{x:.4f}, %{y:.4f}) ≥ %{customdata:.4f}<extra></extra>",
    )  # fmt: skip


def _point(figure: Figure, at: Point | None) -> Figure:
    return figure if at is None else mark_here(figure, *at)


def _count(value: float) -> str:
    return f"{value:.0f}" if abs(value - round(value)) < 1e-9 else f"{value:.1f}"

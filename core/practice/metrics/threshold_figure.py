"""One class against the rest: histogram of scores, 2×2 confusion matrix, ROC, precision-recall and cost curves."""

import math
from itertools import product
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, POINT, mark_here, translucent
from core.practice.metrics.binary import Counts
from core.practice.metrics.own_numbers import OwnNumbers
from core.practice.metrics.plots import DEEPEST, DOTTED, diagonal, plot, unit_square
from core.practice.metrics.threshold import CostCurve, RankCurves, ScoreHistogram

Point = tuple[float, float]
HEIGHT = 262
SMALL = {"size": 12, "color": INK}
SCORES = [0, 1.012]  # the range of an axis of scores


def histogram_figure(histogram: ScoreHistogram, threshold: float, t: Say, *, own: OwnNumbers | None = None) -> Figure:
    """How the scores of the two classes lie, and the threshold that divides them; the axis shows `own` numbers."""
    centers = (histogram.edges[1:] + histogram.edges[:-1]) / 2
    top = max(1.0, float(max(histogram.positives.max(), histogram.negatives.max()))) * 1.08
    figure = plot(
        t("figure.histogram"), t(f"axis.own_{own.kind}" if own else "axis.score"), t("axis.samples"), HEIGHT,
        showlegend=True, barmode="overlay", bargap=0, xaxis={"range": SCORES}, yaxis={"range": [0, top]},
    )  # fmt: skip
    if own:
        figure.update_xaxes(tickvals=list(own.ticks()), ticktext=list(own.ticks().values()))
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


def confusion_figure(counts: Counts, t: Say) -> Figure:
    """The four cells: rows are what is true, columns what is predicted; green is right, red is wrong, depth the share.

    The cells are shapes, which move with the threshold at little cost; the trace over them is there to be clicked.
    """
    names = (("tp", "fn"), ("fp", "tn"))
    total = max(counts.tp + counts.fn + counts.fp + counts.tn, 1e-300)
    figure = plot(t("figure.confusion"), t("axis.predicted"), t("axis.true"), HEIGHT)
    labels = [t("class.positive_short"), t("class.negative_short")]
    figure.add_heatmap(
        z=np.zeros((2, 2)), x=labels, y=labels, colorscale=[[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        showscale=False, customdata=names, hoverinfo="none",
    )  # fmt: skip
    figure.update_xaxes(type="category", range=[-0.5, 1.5], showgrid=False)
    figure.update_yaxes(type="category", range=[1.5, -0.5], showgrid=False)
    for row, column in product((0, 1), (0, 1)):
        name = names[row][column]
        count = float(getattr(counts, name))
        depth = 0.15 + (DEEPEST - 0.15) * math.sqrt(count / total)
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


def roc_figure(curves: RankCurves, now: Point | None, t: Say) -> Figure:
    """True-positive rate over false-positive rate for every threshold; the dotted diagonal is guessing."""
    figure = diagonal(unit_square(_roc_title(curves, t), t("axis.fpr"), t("axis.tpr"), HEIGHT))
    figure.add_annotation(text=t("figure.guessing"), x=0.98, y=0.66, xanchor="right", showarrow=False, font=SMALL)
    _curve(figure, curves.fpr, curves.tpr, curves.roc_threshold, fill="tozeroy")
    return _point(figure, now)


def roc_alt(curves: RankCurves, now: Point | None, t: Say) -> str:
    """The area, and where the threshold stands."""
    return t("alt.roc", auc=curves.roc_auc, fpr=now[0], tpr=now[1]) if now else _roc_title(curves, t)


def pr_figure(curves: RankCurves, now: Point | None, t: Say) -> Figure:
    """Precision over recall for every threshold; the dotted line is the precision of guessing, the prevalence."""
    figure = unit_square(_pr_title(curves, t), t("axis.recall"), t("axis.precision"), HEIGHT)
    figure.add_hline(curves.prevalence, line=DOTTED)
    figure.add_annotation(
        text=t("figure.guessing_share", share=curves.prevalence), x=0.02, y=curves.prevalence,
        xanchor="left", yanchor="bottom" if curves.prevalence < 0.9 else "top", showarrow=False, font=SMALL,
    )  # fmt: skip
    _curve(figure, curves.recall, curves.precision, curves.pr_threshold, line_shape="vh")
    return _point(figure, now)


def pr_alt(curves: RankCurves, now: Point | None, t: Say) -> str:
    """The average precision, and where the threshold stands."""
    return t("alt.pr", ap=curves.average_precision, recall=now[0], precision=now[1]) if now else _pr_title(curves, t)


def cost_figure(curve: CostCurve, t: Say) -> Figure:
    """Expected cost per sample over the threshold, its minimum, and where the screen stands."""
    figure = plot(t("figure.cost"), t("axis.threshold"), t("axis.cost"), HEIGHT, xaxis={"range": SCORES})
    x = np.column_stack([curve.lower, curve.upper]).ravel()[::-1].clip(0, 1.01)
    y = np.repeat(curve.cost, 2)[::-1]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": CLASS_B}, hovertemplate="%{x:.3f}: %{y:.4g}<extra></extra>"
    )
    if curve.theory.value is not None:
        figure.add_vline(curve.theory.value, line=DOTTED)
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


def _curve(figure: Figure, x: Any, y: Any, thresholds: Any, *, fill: str = "none", line_shape: str = "linear") -> None:
    figure.add_scatter(
        x=x, y=y, mode="lines", fill=fill, fillcolor=translucent(CLASS_B, 0.08), customdata=thresholds,
        line={"color": CLASS_B, "width": 2.5, "shape": line_shape},
        hovertemplate="(%{x:.4f}, %{y:.4f}) ≥ %{customdata:.4f}<extra></extra>",
    )  # fmt: skip


def _point(figure: Figure, at: Point | None) -> Figure:
    return figure if at is None else mark_here(figure, *at)


def _count(value: float) -> str:
    return f"{value:.0f}" if abs(value - round(value)) < 1e-9 else f"{value:.1f}"

"""Two models on the same test set: where they agree, and the difference of a metric on the resamples."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, NEUTRAL, translucent
from core.practice.metrics.certainty_figure import range_around, resample_histogram
from core.practice.metrics.comparison import Comparison, McNemar
from core.practice.metrics.plots import PALE, plot

HEIGHT = 262
COLORS = ((0, translucent(CLASS_A, 0.55)), (0.5, PALE), (1, translucent(CLASS_B, 0.55)))  # ink on them is legible


def agreement_figure(test: McNemar, names: tuple[str, str], t: Say) -> Figure:
    """How often both, one or neither model is right; the two cells that McNemar's test reads are colored."""
    cells = np.array([[test.both, test.only_first], [test.only_second, test.neither]])
    colors = np.array([[0.0, 1.0], [-1.0, 0.0]])
    figure = plot(t("figure.agreement"), names[1], names[0], HEIGHT, xaxis={"showgrid": False})
    labels = [t("right"), t("wrong")]
    keys = (("both", "only_first"), ("only_second", "neither"))
    said = [[t(f"cell.{key}") for key in row] for row in keys]
    figure.add_heatmap(
        z=colors, x=labels, y=labels, zmin=-1, zmax=1, showscale=False, xgap=4, ygap=4,
        colorscale=COLORS, hoverinfo="skip",
        text=[[f"<b>{cells[r, c]}</b><br>{said[r][c]}" for c in (0, 1)] for r in (0, 1)], texttemplate="%{text}",
        textfont={"size": 14, "color": INK},
    )  # fmt: skip
    return figure.update_yaxes(autorange="reversed", showgrid=False)


def difference_figure(result: Comparison, t: Say) -> Figure:
    """The difference of the two models on every resample, its interval, and zero."""
    known = result.differences[~np.isnan(result.differences)]
    low, high = range_around([0.0, *known[[known.argmin(), known.argmax()]]])
    title = t("figure.difference", metric=t("metric." + result.metric))
    figure = resample_histogram(known, (low, high), title, t("axis.difference"), t, HEIGHT)
    if result.low is not None and result.high is not None:
        inside = result.low <= 0 <= result.high
        color = NEUTRAL if inside else GOOD if result.metric_conclusion == "first_better" else BAD
        figure.add_vrect(result.low, result.high, fillcolor=translucent(color, 0.16), line={"width": 0}, layer="below")
    figure.add_vline(0, line={"color": INK, "width": 2, "dash": "dot"})
    if result.difference is not None:
        figure.add_vline(result.difference, line={"color": INK, "width": 2.5})
    return figure

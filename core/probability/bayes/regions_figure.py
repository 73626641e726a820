"""The plane of two features with its regions and rows, and how sure the model of all features is."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CATEGORICAL, CLASS_B, INK, blank, translucent
from core.probability.bayes.naive import BernoulliBayes
from core.probability.bayes.regions import Regions

HEIGHT = 440
SURE_HEIGHT = 236
SYMBOLS = ("circle", "diamond", "square", "cross", "triangle-up", "x", "star", "triangle-down")
BINS = 20
LEAST = 0.7  # the lower end of the logarithmic axis of counts: one row has a bar, none has none


def regions_figure(found: Regions, names: Sequence[str], classes: Sequence[str], t: Say) -> Figure:
    """Every cell in the color of its most probable class, deeper where that is surer; the rows, and ellipses.

    The ellipses are those of fitted densities, at one and at two standard deviations; the lines are medians.
    """
    k = len(classes)
    figure = blank("", names[found.across], names[found.up], height=HEIGHT, hovermode="closest", shapes=[])
    figure.update_layout(margin={"l": 56, "r": 10, "t": 30, "b": 46})
    figure.update_xaxes(range=found.x_range.tolist(), fixedrange=True, automargin=False, showgrid=False)
    figure.update_yaxes(range=found.y_range.tolist(), fixedrange=True, automargin=False, showgrid=False)
    surplus = (found.confidence - 1 / k) / (1 - 1 / k)  # 0 where all classes are equally probable
    scale = [
        stop
        for code in range(k)
        for stop in ([code / k, translucent(CATEGORICAL[code], 0.04)],
                     [(code + 1 - 1e-6) / k if code < k - 1 else 1.0, translucent(CATEGORICAL[code], 0.42)])
    ]  # fmt: skip
    figure.add_heatmap(
        x=found.x, y=found.y, z=found.winner + 0.999 * surplus.clip(0, 1), zmin=0, zmax=k, colorscale=scale,
        showscale=False, hoverinfo="skip",
    )  # fmt: skip
    for code, name in enumerate(classes):
        rows = found.data.codes == code
        figure.add_scatter(
            x=found.data.values[rows, found.across], y=found.data.values[rows, found.up], mode="markers", name=name,
            marker={"size": 6, "color": CATEGORICAL[code], "symbol": SYMBOLS[code], "opacity": 0.85},
            hovertemplate="(%{x:.4g}, %{y:.4g})<extra>" + name + "</extra>",
        )  # fmt: skip
        if isinstance(found.model, BernoulliBayes):
            continue
        mean, sd = found.model.means[code, :2], np.sqrt(found.model.variances[code, :2])
        for times in (1, 2):
            (x0, y0), (x1, y1) = mean - times * sd, mean + times * sd
            figure.add_shape(
                type="circle",
                x0=x0,
                x1=x1,
                y0=y0,
                y1=y1,
                line={"color": CATEGORICAL[code], "width": 1.5},
                layer="below",
            )
    if isinstance(found.model, BernoulliBayes):  # the only borders that it can have
        line = {"color": INK, "width": 1.5, "dash": "dot"}
        figure.add_vline(float(found.model.medians[0]), line=line, layer="below")
        figure.add_hline(float(found.model.medians[1]), line=line, layer="below")
    return figure


def sure_figure(found: Regions, t: Say) -> Figure:
    """How many rows get which confidence from the model of all features: right ones and wrong ones."""
    edges = np.linspace(1 / len(found.data.classes), 1, BINS + 1)
    middles = (edges[1:] + edges[:-1]) / 2
    figure = blank("", t("axis.confidence"), t("axis.rows"), height=SURE_HEIGHT, bargap=0.1)
    figure.update_layout(margin={"l": 50, "r": 8, "t": 28, "b": 42})
    figure.update_xaxes(range=[float(edges[0]), 1.0], fixedrange=True, automargin=False)
    top = 3.0 if len(found.data.codes) <= 1000 else 4.0
    figure.update_yaxes(
        type="log", range=[np.log10(LEAST), top], fixedrange=True, automargin=False, dtick=1, linecolor=INK,
    )  # fmt: skip
    for right, color, name in ((True, CLASS_B, t("figure.right")), (False, BAD, t("figure.wrong"))):
        confidence = found.copied.confidence[found.copied.right == right]
        counts, _ = np.histogram(confidence.clip(edges[0], 1), edges)
        figure.add_bar(
            x=middles, y=np.where(counts > 0, counts, np.nan), name=name, marker={"color": color}, base=0,
            hovertemplate="%{x:.2f}: %{y}<extra>" + name + "</extra>",
        )  # fmt: skip
    return figure

"""The log-odds of one row as a staircase of bars, and the two densities of one feature."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.probability.bayes.naive import BernoulliBayes
from core.probability.bayes.row import RowEvidence

HEIGHT = 462
DENSITY_HEIGHT = 268
LEFT = 196  # pixels for the names
BINS = 24


def evidence_figure(found: RowEvidence, names: Sequence[str], t: Say) -> Figure:
    """From the log-odds before, feature by feature, to those after; the chosen feature is framed."""
    d = len(found.terms)
    steps = np.r_[found.prior, found.terms]
    ends = steps.cumsum()
    starts = np.r_[0.0, ends[:-1]]
    figure = blank("", t("axis.log_odds"), "", height=HEIGHT, showlegend=False, bargap=0.28, shapes=[])
    values = found.data.values[found.row]
    labels = [
        t("figure.prior"),
        *(f"{name} = {value:.4g}" for name, value in zip(names, values, strict=True)),
        t("figure.total"),
    ]
    rows = np.arange(d + 2)
    low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()))
    pad = 0.08 * (high - low or 1)
    figure.update_layout(
        margin={"l": LEFT, "r": 58, "t": 8, "b": 42}, clickmode="event",
        xaxis={"range": [low - pad, high + pad], "fixedrange": True, "zeroline": True, "zerolinecolor": INK,
               "automargin": False},
        yaxis={"range": [d + 1.6, -0.6], "fixedrange": True, "tickvals": rows,
               "ticktext": [_short(one) for one in labels],
               "showgrid": False, "automargin": False, "tickfont": {"size": 9 if d > 20 else 11 if d > 10 else 13}},
    )  # fmt: skip
    figure.add_bar(
        orientation="h", y=rows[:-1], base=starts, x=steps, customdata=rows[:-1],
        hovertext=[f"{one:+.4g}" for one in steps], hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": [CLASS_B if one >= 0 else CLASS_A for one in steps]},
    )  # fmt: skip
    figure.add_bar(
        orientation="h", y=rows[-1:], base=[0.0], x=ends[-1:], customdata=rows[-1:], marker={"color": [NEUTRAL]},
        hovertemplate="%{x:.4g}<extra></extra>",
    )  # fmt: skip
    for k, (start, step) in enumerate(zip(starts, steps, strict=True)):
        if d <= 13:
            figure.add_annotation(
                x=1.02, xref="paper", y=k, text=f"{step:+.3g}", xanchor="left", showarrow=False, font={"size": 12}
            )
        end = start + step
        figure.add_shape(type="line", x0=end, x1=end, y0=k - 0.36, y1=k + 1.36, line={"color": NEUTRAL, "width": 1})
    here = found.feature + 1
    figure.add_shape(
        type="rect", xref="x domain", x0=0, x1=1, y0=here - 0.5, y1=here + 0.5, line={"color": INK, "width": 1.5},
        fillcolor=translucent(NEUTRAL, 0.12), layer="below",
    )  # fmt: skip
    return figure


def density_figure(found: RowEvidence, name: str, classes: Sequence[str], t: Say) -> Figure:
    """One feature in the two classes: a histogram of the rows, the fitted normal density, and the row's value."""
    j, values = found.feature, found.data.values[:, found.feature]
    if isinstance(found.model, BernoulliBayes):
        return _sides_figure(found, found.model, name, classes, t)
    figure = blank("", name, t("axis.density"), height=DENSITY_HEIGHT, hovermode="closest", barmode="overlay", bargap=0)
    low, high = float(values.min()), float(values.max())
    if low == high:  # a constant column of one's own
        low, high = low - 0.5 * max(1.0, abs(low)), high + 0.5 * max(1.0, abs(high))
    edges = np.linspace(low, high, BINS + 1)
    x = np.linspace(low - 0.05 * (high - low), high + 0.05 * (high - low), 161)
    top = 0.0
    for code, color in ((found.winner, CLASS_B), (found.rival, CLASS_A)):
        density, _ = np.histogram(values[found.data.codes == code], edges, density=True)
        mean, variance = found.model.means[code, j], found.model.variances[code, j]
        curve = np.exp(-0.5 * (x - mean) ** 2 / variance) / np.sqrt(2 * np.pi * variance)
        top = max(top, float(curve.max()), float(density.max()))
        figure.add_bar(
            x=(edges[1:] + edges[:-1]) / 2, y=density, marker={"color": translucent(color, 0.3)}, showlegend=False,
            hoverinfo="skip",
        )  # fmt: skip
        figure.add_scatter(
            x=x, y=curve, mode="lines", name=classes[code], line={"color": color, "width": 2.5},
            hovertemplate="%{x:.4g}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(float(values[found.row]), line={"color": INK, "width": 2})
    figure.update_layout(margin={"l": 50, "r": 8, "t": 30, "b": 42})
    figure.update_xaxes(range=[float(x[0]), float(x[-1])], fixedrange=True, automargin=False)
    return figure.update_yaxes(range=[0, 1.06 * top], fixedrange=True, automargin=False)


def _sides_figure(
    found: RowEvidence, model: BernoulliBayes, name: str, classes: Sequence[str], t: Say
) -> Figure:  # fmt: skip
    """The shares of two classes on either side of the median of one feature; the row's side is framed."""
    j = found.feature
    median = float(model.medians[j])
    figure = blank("", name, t("axis.share"), height=DENSITY_HEIGHT, hovermode="closest", barmode="group", shapes=[])
    for code, color in ((found.winner, CLASS_B), (found.rival, CLASS_A)):
        above = float(model.shares[code, j])
        figure.add_bar(
            x=[0, 1], y=[1 - above, above], name=classes[code], marker={"color": translucent(color, 0.7)},
            hovertemplate="%{y:.4g}<extra></extra>",
        )  # fmt: skip
    side = int(found.data.values[found.row, j] > median)
    figure.add_shape(
        type="rect", x0=side - 0.48, x1=side + 0.48, y0=0, y1=1, yref="y domain", line={"color": INK, "width": 1.5},
        fillcolor=translucent(NEUTRAL, 0.12), layer="below",
    )  # fmt: skip
    figure.update_layout(margin={"l": 50, "r": 8, "t": 30, "b": 42})
    figure.update_xaxes(
        range=[-0.55, 1.55], fixedrange=True, automargin=False, tickvals=[0, 1],
        ticktext=[f"≤ {median:.4g}", f"> {median:.4g}"], showgrid=False,
    )  # fmt: skip
    return figure.update_yaxes(range=[0, 1], fixedrange=True, automargin=False)


def _short(label: str) -> str:
    return label if len(label) <= 34 else label[:33] + "…"

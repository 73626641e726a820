"""What imputation does to a column, how far each imputer is off, and what a rule calls an outlier."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import BAD, CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.practice.data.gaps import IMPUTERS, Gaps
from core.practice.data.outliers import Outliers, OutliersConfig

HEIGHT, ERRORS_HEIGHT, SCATTER_HEIGHT = 330, 210, 460
BINS = 24
MOST_ERROR = 2.0  # standard deviations


def column_figure(found: Gaps, called: str, t: Say) -> Figure:
    """The shown column: known cells, on them what was filled in, and the truth as an outline."""
    low = min(float(found.truth.min()), float(found.filled.min()))
    high = max(float(found.truth.max()), float(found.filled.max()))
    edges = np.linspace(low, high, BINS + 1)
    centers, width = (edges[1:] + edges[:-1]) / 2, edges[1] - edges[0]
    known, filled, truth = (
        np.histogram(values, edges)[0]
        for values in (found.truth[~found.hidden], found.filled[found.hidden], found.truth)
    )
    figure = blank("", figure_text(called), t("axis.rows"), height=HEIGHT, barmode="stack", bargap=0.04)
    for name, counts, color in (("known", known, CLASS_B), ("filled", filled, CLASS_A)):
        figure.add_bar(
            x=centers, y=counts, width=width, name=t(f"figure.{name}"), marker={"color": color},
            hovertemplate="%{x:.4g}: %{y}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=np.repeat(edges, 2), y=np.concatenate([[0], np.repeat(truth, 2), [0]]), mode="lines", name=t("figure.truth"),
        line={"color": INK, "width": 2}, hoverinfo="skip",
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True)
    return figure.update_yaxes(fixedrange=True, rangemode="tozero")


def errors_figure(found: Gaps, chosen: str, t: Say) -> Figure:
    """The root mean square error of each imputer, in standard deviations."""
    names = [name for name in reversed(IMPUTERS) if name in found.errors]
    values = np.array([found.errors[name] for name in names])
    figure = blank(t("figure.errors"), t("axis.error"), height=ERRORS_HEIGHT, showlegend=False, bargap=0.3)
    figure.add_bar(
        x=np.minimum(values, MOST_ERROR), y=[t(f"options.imputer.{name}") for name in names], orientation="h",
        marker={"color": [CLASS_A if name == chosen else NEUTRAL for name in names]}, customdata=values,
        text=[f"{value:.2f}" for value in values], textposition="inside", insidetextanchor="end",
        hovertemplate="%{customdata:.4f}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True, range=[0, MOST_ERROR], dtick=0.5)
    return figure.update_yaxes(fixedrange=True)


def outliers_figure(found: Outliers, config: OutliersConfig, called: Sequence[str], t: Say) -> Figure:
    """Two columns: the rows of the table, the planted ones, and a ring around those that the rule flags."""
    figure = blank(
        "", figure_text(called[0]), figure_text(called[1]), height=SCATTER_HEIGHT, hovermode="closest", shapes=[]
    )
    for name, chosen, marker in (
        ("real", ~found.planted, {"size": 6, "color": CLASS_B, "opacity": 0.65}),
        ("planted", found.planted, {"size": 9, "color": CLASS_A, "symbol": "diamond"}),
        ("flagged", found.flagged, {"size": 15, "color": BAD, "symbol": "circle-open", "line": {"width": 2}}),
    ):
        figure.add_scatter(
            x=found.x[chosen], y=found.y[chosen], mode="markers", name=t(f"figure.{name}"), marker=marker,
            hovertemplate="(%{x:.5g}, %{y:.5g})<extra></extra>",
        )  # fmt: skip
    for values, across in ((found.x, True), (found.y, False)):
        for end in _limits(values, config):
            add = figure.add_vline if across else figure.add_hline
            add(end, line={"color": translucent(BAD, 0.8), "dash": "dash", "width": 1.5})
    pads = [0.08 * float(np.ptp(values)) or 1.0 for values in (found.x, found.y)]
    figure.update_xaxes(fixedrange=True, range=[float(found.x.min()) - pads[0], float(found.x.max()) + pads[0]])
    return figure.update_yaxes(
        fixedrange=True, range=[float(found.y.min()) - pads[1], float(found.y.max()) + pads[1]]
    )  # fmt: skip


def _limits(values: np.ndarray, config: OutliersConfig) -> tuple[float, ...]:
    """What the rule allows in one column, where it looks at single columns."""
    if config.rule == "IQR":
        low, high = (float(q) for q in np.quantile(values, (0.25, 0.75)))
        return low - config.fence * (high - low), high + config.fence * (high - low)
    if config.rule == "z":
        mean, deviation = float(values.mean()), float(values.std())
        return mean - config.threshold * deviation, mean + config.threshold * deviation
    return ()

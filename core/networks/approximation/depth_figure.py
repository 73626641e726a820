"""Sixteen errors for each depth at equally many parameters, and the folded tent."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.networks.approximation.axes import MARGIN, STILL
from core.networks.approximation.depth import DEPTHS, DepthRace, Fold

LOWEST, HIGHEST = 3e-4, 1.5  # errors that the axis shows, for a target whose best constant has at most 1
SPREAD = 0.26  # half of the width over which the dots of one depth are spread


def race_figure(race: DepthRace, t: Say, *, height: int = 400) -> Figure:
    """One dot a network, the median of each depth as a bar, the band of the middle half, and the best constant."""
    up = 10.0 ** max(0.0, float(np.ceil(np.log10(max(race.flat, 1.0)))))
    ends = (LOWEST * up, HIGHEST * up)
    figure = blank(t("figure.race"), "", t("axis.error"), height=height, margin={**MARGIN, "l": 64, "b": 52})
    figure.update_layout(showlegend=False)
    names = [
        t("axis.depth", depth=depth, width=width, count=count)
        for depth, width, count in zip(DEPTHS, race.widths, race.counts, strict=True)
    ]
    figure.update_xaxes(range=[0.5, 4.5], tickvals=list(DEPTHS), ticktext=names, **STILL)
    figure.update_yaxes(
        type="log", range=list(np.log10(ends)), dtick=1, **STILL,
    )  # fmt: skip
    errors = np.clip(race.errors, *ends)
    places = np.linspace(-SPREAD, SPREAD, errors.shape[1])
    low, middle, high = np.quantile(errors, [0.25, 0.5, 0.75], axis=1)
    for k, depth in enumerate(DEPTHS):
        figure.add_shape(
            type="rect", x0=depth - 0.36, x1=depth + 0.36, y0=low[k], y1=high[k], line={"width": 0},
            fillcolor=translucent(CATEGORICAL[k], 0.25), layer="below",
        )  # fmt: skip
        figure.add_shape(
            type="line", x0=depth - 0.36, x1=depth + 0.36, y0=middle[k], y1=middle[k],
            line={"color": CATEGORICAL[k], "width": 4},
        )  # fmt: skip
    figure.add_scatter(
        x=(np.array(DEPTHS)[:, None] + places).ravel(), y=errors.ravel(), mode="markers",
        customdata=race.errors.ravel(), hovertemplate="%{customdata:.3g}<extra></extra>",
        marker={"size": 7, "color": np.repeat(CATEGORICAL[:4], errors.shape[1]).tolist(),
                "line": {"width": 1, "color": PAPER}},
    )  # fmt: skip
    figure.add_hline(float(np.clip(race.flat, *ends)), line={"color": NEUTRAL, "width": 1.5, "dash": "dash"})
    figure.add_annotation(
        text=t("mark.flat"), x=0.5, xanchor="left", y=float(np.log10(np.clip(race.flat, *ends))),
        yanchor="bottom", showarrow=False, font={"size": 12, "color": INK},
    )  # fmt: skip
    return figure


def fold_figure(found: Fold, t: Say, *, height: int = 400) -> Figure:
    """The tent after so many folds."""
    figure = blank(t("figure.fold", pieces=found.pieces), t("axis.x"), "", height=height, margin={**MARGIN, "b": 52})
    figure.update_layout(showlegend=False)
    figure.update_xaxes(range=[-1.04, 1.04], **STILL)
    figure.update_yaxes(range=[-1.1, 1.1], **STILL)
    figure.add_scatter(
        x=found.x, y=found.y, mode="lines", line={"color": CLASS_B, "width": 2},
        hovertemplate="(%{x:.4g}, %{y:.4g})<extra></extra>",
    )  # fmt: skip
    return figure

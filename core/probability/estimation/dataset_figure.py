"""What a test statistic does under H₀, with p as an area, or as the bars that count."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, GRADIENT, INK, blank, translucent
from core.probability.estimation.dataset import PERMUTED, DatasetConfig, TableEvidence, null_bars, null_curve

HEIGHT = 330
AXES = {"permutation": "mean", "groups": "apart", "Wilcoxon": "ranks", "Fisher": "cell", "chi-square": "chi2",
        "fit": "chi2"}  # fmt: skip


def evidence_figure(found: TableEvidence, dataset_config: DatasetConfig, t: Say, *, height: int = HEIGHT) -> Figure:
    """The distribution under H₀, and where this table stands."""
    figure = blank(
        t("figure.evidence", p=found.p), t(f"axis.{AXES.get(found.test, 't')}"), "", height=height, showlegend=False
    )
    figure.update_layout(margin={"l": 56, "r": 12, "t": 36, "b": 42})
    still = {"fixedrange": True, "automargin": False}
    if found.test in (*PERMUTED, "Fisher"):
        x, y, tail = null_bars(found, dataset_config)
        width = float(np.diff(x).min()) if len(x) > 1 else 1.0
        colors = [translucent(GRADIENT if counts else CLASS_B, 0.75) for counts in tail]
        figure.add_bar(
            x=x, y=y, width=max(width, float(np.ptp(x)) / 250), marker={"color": colors, "line": {"width": 0}},
            hovertemplate="%{x:.4g}: %{y:.4%}<extra></extra>",
        )  # fmt: skip
        room = 0.05 * max(float(np.ptp(x)), width) + width / 2
        figure.update_xaxes(range=[float(x.min()) - room, float(x.max()) + room], **still)
        figure.update_yaxes(range=[0, 1.12 * float(y.max())], tickformat=".1~%", **still)
    else:
        x, y, tail = null_curve(found)
        for there, color, opacity in ((~tail, CLASS_B, 0.15), (tail, GRADIENT, 0.5)):
            figure.add_scatter(
                x=x, y=np.where(there, y, 0), mode="lines", fill="tozeroy", fillcolor=translucent(color, opacity),
                line={"width": 0, "color": color}, hoverinfo="skip",
            )  # fmt: skip
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": CLASS_B, "width": 2},
            hovertemplate="%{x:.3f}: %{y:.4f}<extra></extra>"
        )  # fmt: skip
        figure.update_xaxes(range=[min(0.0, float(x[0])), float(x[-1])], **still)
        figure.update_yaxes(range=[0, min(0.6, 1.12 * float(y.max()))], showticklabels=False, showgrid=False, **still)
    place = float(np.clip(found.statistic, *figure.layout["xaxis"]["range"]))
    return figure.add_vline(place, line={"color": INK, "width": 2, "dash": "dash"})

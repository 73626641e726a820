"""The interval of an accuracy over the size of the test set, and the disagreements as tosses of a coin."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, blank, translucent
from core.probability.estimation.accuracy import (
    SIZES,
    AccuracyConfig,
    AccuracyReport,
    DisagreementConfig,
    accuracy_band,
    coin_tosses,
)
from core.probability.estimation.share import LevelConfig

HEIGHT = 430
MARGIN = {"l": 58, "r": 12, "t": 36, "b": 76}


def accuracy_figure(
    found: AccuracyReport, level_config: LevelConfig, accuracy_config: AccuracyConfig, t: Say, *, height: int = HEIGHT
) -> Figure:  # fmt: skip
    """The band of the interval, and the intervals of both classifiers at the size of the test set."""
    figure = blank(
        t("figure.band", level=level_config.level), t("axis.total"), t("axis.accuracy"), height=height,
        margin=dict(MARGIN), hovermode="closest", legend={"y": -0.16, "yanchor": "top", "x": 0.5, "xanchor": "center"},
    )  # fmt: skip
    still = {"fixedrange": True, "automargin": False}
    ticks = [10, 100, 1000, 10_000, 100_000]
    figure.update_xaxes(
        type="log", range=[0.9, 5.1], tickvals=ticks, ticktext=["10", "100", "1k", "10k", "100k"], **still
    )
    figure.update_yaxes(range=[-0.02, 1.02], tickformat=".0%", **still)
    low, high = accuracy_band(accuracy_config.hit_share, level_config.level)
    for y, fill in ((low, "none"), (high, "tonexty")):
        figure.add_scatter(
            x=SIZES, y=y, mode="lines", line={"color": CLASS_B, "width": 1}, fill=fill, showlegend=False,
            fillcolor=translucent(CLASS_B, 0.18), hovertemplate="n = %{x}: %{y:.2%}<extra></extra>",
        )  # fmt: skip
    rows = [("A", float(found.correct), found.low, found.high, CLASS_B, 1.0)]
    if found.possible:
        rows.append(("B", found.second_correct, found.second_low, found.second_high, CLASS_A, 1.25))
    for name, correct, bottom, top, color, beside in rows:
        share = correct / found.total
        bar = {
            "type": "data", "symmetric": False, "array": [top - share], "arrayminus": [share - bottom], "color": color,
            "thickness": 3, "width": 7,
        }  # fmt: skip
        figure.add_scatter(
            x=[found.total * beside], y=[share], mode="markers", marker={"size": 11, "color": color}, error_y=bar,
            name=name, hovertemplate=f"{name}: {share:.2%} [{bottom:.2%}, {top:.2%}]<extra></extra>",
        )  # fmt: skip
    return figure


def disagreement_figure(
    found: AccuracyReport, disagreement_config: DisagreementConfig, t: Say, *, height: int = HEIGHT
) -> Figure:
    """How often A alone would be right if disagreements were tosses of a fair coin; colored is what counts for p."""
    figure = blank(t("figure.coins", p=found.p), t("axis.only_first"), "", height=height, margin=dict(MARGIN))
    counts, shares, extreme = coin_tosses(disagreement_config)
    colors = [translucent(GRADIENT if one else CLASS_B, 0.75) for one in extreme]
    figure.add_bar(
        x=counts, y=shares, marker={"color": colors}, hovertemplate="%{x}: %{y:.4%}<extra></extra>", showlegend=False
    )
    still = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(range=[float(counts[0]) - 0.7, float(counts[-1]) + 0.7], **still)
    figure.update_yaxes(range=[0, 1.1 * float(np.max(shares))], tickformat=".1~%", **still)
    return figure.add_vline(disagreement_config.only_first, line={"color": INK, "width": 2, "dash": "dash"})

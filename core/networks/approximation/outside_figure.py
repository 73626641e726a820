"""The networks over the data and far beyond."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.networks.approximation.axes import MARGIN, STILL, add_whole
from core.networks.approximation.outside import WIDE, Fan
from core.networks.approximation.settings import OutsideConfig
from core.networks.approximation.target import Target, span_of, target_values


def outside_range(target: Target) -> tuple[float, float]:
    """The axis of values: the target's, with its height again below and above."""
    low, high = span_of(target)
    return low - (high - low), high + (high - low)


def outside_figure(fan: Fan, place: OutsideConfig, target: Target, t: Say, *, height: int = 440) -> Figure:
    """The target, all networks as thin lines, the first as a thick one, and the place that is read."""
    low, high = outside_range(target)
    figure = blank("", t("axis.x"), t("axis.y"), height=height, margin={**MARGIN, "t": 12})
    figure.update_layout(legend={"y": 0.995, "yanchor": "top", "x": 0.5, "xanchor": "center", "bgcolor": PAPER})
    figure.update_xaxes(range=[-4.1, 4.1], dtick=1, **STILL)
    figure.update_yaxes(range=[low, high], **STILL)
    figure.add_vrect(-1, 1, fillcolor=translucent(NEUTRAL, 0.18), line={"width": 0}, layer="below")
    figure.add_scatter(
        x=WIDE, y=np.clip(target_values(target, WIDE), -1e3, 1e3), mode="lines", name=t("legend.target"),
        hoverinfo="skip", line={"color": translucent(NEUTRAL, 0.75), "width": 6, "simplify": False},
    )  # fmt: skip
    gaps = np.full((len(fan.curves), 1), np.nan)
    figure.add_scatter(
        x=np.tile(np.append(WIDE, np.nan), len(fan.curves)),
        y=np.hstack([np.clip(fan.curves, -1e3, 1e3), gaps]).ravel(), mode="lines", name=t("legend.others"),
        hoverinfo="skip", line={"color": translucent(CLASS_B, 0.5), "width": 1.2},
    )  # fmt: skip
    add_whole(figure, WIDE, fan.curves[0], t("legend.first"))
    figure.add_vline(place.far, line={"color": INK, "width": 1, "dash": "dot"})
    return figure

"""The staircase of contributions: what each unit adds to the sum of those left of it, and its bead."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, INK, NEUTRAL, translucent
from core.networks.approximation.axes import EDGE, add_whole, two_axes
from core.networks.approximation.hinges import HingeSum
from core.networks.approximation.settings import REACH, HingesConfig
from core.networks.approximation.target import Target, target_values

STRETCHES = (0.1, 0.2, 0.4)  # lengths over which the bends of a target are measured


def color_of(unit: int) -> str:
    """The color of a unit by its number."""
    return CATEGORICAL[unit % len(CATEGORICAL)]


def strength_reach(target: Target, unit: str) -> float:
    """How far the axis of the beads goes: what units evenly spread would need for this target, with room."""
    x = np.linspace(-1, 1, 201)
    values = target_values(target, x)
    most = 0.0
    for stretch in STRETCHES:
        n = round(stretch / 0.01)
        if unit == "ReLU":
            changes = (values[2 * n :] - 2 * values[n:-n] + values[: -2 * n]) / stretch
        else:
            changes = values[n:] - values[:-n]
        most = max(most, float(np.nanmax(np.abs(changes), initial=0.0)))
    low = 2.0 if unit == "ReLU" else 1.0
    return float(np.clip(np.ceil(2 * 1.3 * most) / 2, low, REACH))


def hinges_figure(found: HingeSum, config: HingesConfig, target: Target, t: Say, *, height: int = 440) -> Figure:
    """The target, the sum as a broken line, each unit as a wedge or a block, and the stems of the beads."""
    reach = strength_reach(target, config.unit)
    figure = two_axes(target, "", t(f"axis.strength.{config.unit}"), t, height)
    figure.update_layout(yaxis2={"range": [-reach, reach]}, margin={"t": 12})
    add_whole(figure, found.corners[0], found.corners[1], t("legend.sum"))
    for unit, kink, heights in zip(found.order, found.kinks, found.heights, strict=True):
        place = float(np.clip(kink, -1, 1))
        (low, below), (high, above) = heights.tolist()
        line = {"color": color_of(unit), "width": 1}
        figure.add_shape(
            type="path", path=f"M{place:.5g},{low:.5g}L1,{below:.5g}L1,{above:.5g}L{place:.5g},{high:.5g}Z",
            line=line, fillcolor=translucent(color_of(unit), 0.3), layer="below",
        )  # fmt: skip
    for unit, kink, strength in zip(found.order, found.kinks, found.strengths, strict=True):
        x = float(np.clip(kink, -EDGE, EDGE))
        figure.add_shape(
            type="line", x0=x, x1=x, y0=0, y1=float(strength), yref="y2",
            line={"color": color_of(unit) if abs(kink) < 1 else NEUTRAL, "width": 3},
        )  # fmt: skip
    figure.add_vline(config.at, line={"color": INK, "width": 1, "dash": "dot"})
    return figure

"""Two distributions as bars: p gives the widths, q the heights."""

import numpy as np

from core.figures.figure import Figure, Say
from core.probability.information.blocks_figure import TOP, Bars, bars_figure
from core.probability.information.code import NAMES
from core.probability.information.distribution import surprise
from core.probability.information.divergence import CrossEntropy


def divergence_bars(found: CrossEntropy, t: Say) -> Bars:
    """A bar for each symbol: width p, due -log p, paid -log q."""
    due, paid = (found.scale * surprise(one) for one in (found.p, found.q))
    names = list(NAMES[: len(found.p)])
    hover = [
        t("hover.bar", name=name, p=p, q=q, due=one, paid=other, term=term)
        for name, p, q, one, other, term in zip(names, found.p, found.q, due, paid, found.terms, strict=True)
    ]
    due, paid = (np.where(found.p > 0, one, 0.0) for one in (due, paid))
    return Bars(widths=found.p, due=due, paid=paid, names=names, hover=hover)


def axis_top(found: CrossEntropy) -> float:
    """The highest bar that the axis shows: 8 bits, in the chosen unit."""
    return TOP * found.scale


def divergence_figure(found: CrossEntropy, unit: str, t: Say) -> Figure:
    """The area of the bars is the cross-entropy, what lies between the two heights the divergence."""
    axis = (t("axis.width"), t("axis.height", unit=unit))
    return bars_figure(divergence_bars(found, t), axis_top(found), axis, t)


def tops(found: CrossEntropy) -> list[tuple[int, float, float]]:
    """Number, middle and height of every bar with a width, cut off at the top of the axis."""
    heights = np.minimum(found.scale * surprise(found.q), axis_top(found))
    middles = np.cumsum(found.p) - found.p / 2
    return [(k, float(middles[k]), float(heights[k])) for k in range(len(found.p)) if found.p[k] > 0]

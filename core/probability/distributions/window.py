"""The axes on which a distribution is drawn: they stay still while a parameter moves a little, and its curve on them.

A bound is rounded up to a rung of a ladder, so that it is stepped over now and then and not moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import GRID
from core.probability.distributions.families import distribution, is_constant, is_discrete, moments, support
from core.probability.distributions.settings import FamilyConfig

RUNGS = np.array([1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0])
SHOWN = 0.999  # the quantile up to which an axis reaches at least
POINTS = 401
BESIDE = 1e-9  # of the axis: so far from an end of the support, where the density may be infinite
STUDENT_REACH = 8.0
STILL: Mapping[str, Any] = {"fixedrange": True, "automargin": False, "gridcolor": GRID}
MARGIN: Mapping[str, int] = {"l": 52, "r": 12, "t": 36, "b": 40}


@dataclass(frozen=True)
class DensityCurve:
    """Places x and the density there, or values and their probabilities; both (points,).

    `low`, `high`, `top` are the ends of the axes. `clipped` says that the density grows beyond every bound.
    """

    x: np.ndarray
    y: np.ndarray
    low: float
    high: float
    top: float
    discrete: bool
    clipped: bool


def rung(value: float) -> float:
    """The smallest rung of the ladder 1, 1.25, 1.5, 2, … 10, 12.5, … that is not below a positive value."""
    scale = 10.0 ** np.floor(np.log10(value))
    return float(scale * RUNGS[np.searchsorted(RUNGS, value / scale - 1e-9)])


def x_range(family: FamilyConfig) -> tuple[float, float]:
    """The ends of the axis on which almost all of a distribution lies."""
    if is_constant(family):
        reach = rung(abs(moments(family).mean) + 1)
        return -reach, reach
    if family.family == "t":
        return -STUDENT_REACH, STUDENT_REACH
    if family.family == "beta":
        return -0.04, 1.04
    if family.family in ("Bernoulli", "binomial", "categorical"):
        low, high = distribution(family).support()
        return float(low) - 0.6, float(high) + 0.6
    found = distribution(family)
    low, high = float(found.ppf(1 - SHOWN)), float(found.ppf(SHOWN))
    if low >= 0:
        reach = rung(1.05 * high)
        return min(-0.05 * reach, -0.6 if is_discrete(family) else 0.0), reach
    reach = rung(1.05 * max(-low, high))
    return -reach, reach


def density_curve(family: FamilyConfig) -> DensityCurve:
    """The density, or the probabilities of single values, over the axis of a distribution."""
    low, high = x_range(family)
    if is_discrete(family):
        x, y = support(family)
        return DensityCurve(x=x, y=y, low=low, high=high, top=rung(1.25 * float(y.max())), discrete=True, clipped=False)
    found = distribution(family)
    ends = [end for end in found.support() if np.isfinite(end)]
    beside = [end + step for end in ends for step in (-BESIDE * (high - low), BESIDE * (high - low))]
    around = found.ppf(np.linspace(0.001, 0.999, 101))
    x = np.unique(np.concatenate([np.linspace(low, high, POINTS), around, beside]))
    with np.errstate(all="ignore"):
        y = found.pdf(x)
        inner = found.pdf(around)
    clipped = is_unbounded(family)
    top = rung(3 * float(np.median(inner))) if clipped else rung(1.25 * float(y.max()))
    return DensityCurve(
        x=x, y=np.minimum(y, 4 * top), low=low, high=high, top=top, discrete=False, clipped=clipped
    )  # fmt: skip


def is_unbounded(family: FamilyConfig) -> bool:
    """Whether the density is infinite at an end."""
    small = {"beta": min(family.alpha, family.beta), "gamma": family.shape}
    return small.get(family.family, 1.0) < 1


def add_curve(figure: Figure, curve: DensityCurve, color: str, fill: str, **trace: Any) -> None:
    """The density as a filled line, or probabilities as thin bars."""
    if curve.discrete:
        figure.add_bar(
            x=curve.x, y=curve.y, marker={"color": color}, width=bar_width(curve),
            hovertemplate="P(X = %{x}) = %{y:.4g}<extra></extra>", **trace,
        )  # fmt: skip
    else:
        figure.add_scatter(
            x=curve.x, y=curve.y, mode="lines", fill="tozeroy", fillcolor=fill,
            line={"color": color, "width": 2, "simplify": False},
            hovertemplate="f(%{x:.4g}) = %{y:.4g}<extra></extra>", **trace,
        )  # fmt: skip


def bar_width(curve: DensityCurve) -> float:
    """The width of the bar of one value, in units of x."""
    return min(0.8, (curve.high - curve.low) / 30) if len(curve.x) == 1 else 0.8


def bin_edges(curve: DensityCurve, size: int) -> np.ndarray:
    """The edges of the bins of a histogram of `size` values; around each value of a count. (bins + 1,)"""
    if curve.discrete and len(curve.x) > 1:
        return np.arange(np.floor(curve.low + 0.5) - 0.5, np.ceil(curve.high - 0.5) + 1.0)
    if curve.discrete:
        return np.array([-0.5, 0.5]) * bar_width(curve) + float(curve.x[0])
    return np.linspace(curve.low, curve.high, 17 if size < 400 else 25 if size < 1000 else 49)


def heights(values: np.ndarray, edges: np.ndarray, discrete: bool) -> np.ndarray:
    """Shares (counts) or densities of values (n,) in bins; what lies outside counts, too, but is not seen. (bins,)"""
    counts = np.histogram(values, edges)[0] / len(values)
    return np.asarray(counts if discrete else counts / np.diff(edges))

"""The area under a curve: five rules of bars, the order of their errors, and the area as a function of its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import integrate

from core.mathematics.derivatives.settings import AreaConfig

RealFunction = Callable[[Any], Any]
RULES: dict[str, Callable[[Any, Any, Any], Any]] = {  # the height of a bar from f at its left end, middle, right end
    "left": lambda left, middle, right: left,
    "right": lambda left, middle, right: right,
    "midpoint": lambda left, middle, right: middle,
    "trapezoid": lambda left, middle, right: (left + right) / 2,
    "Simpson": lambda left, middle, right: (left + 4 * middle + right) / 6,
}
ORDERS = {"left": 1, "right": 1, "midpoint": 2, "trapezoid": 2, "Simpson": 4}  # for a smooth function
BARS = 2 ** np.arange(10)
SAMPLES = 2001  # places that are looked at for values that do not exist
CLOSE = (1e-4, 1e-8)  # two looks beside a place that may be a pole
TRUSTED = 1e-8  # the error that SciPy may estimate for its own area, relative


@dataclass(frozen=True)
class AreaSum:
    """Bars from a to b and their sum; an area is NaN where f has no finite value.

    edges: (n + 1,); areas: (n,). `evaluations` counts the values of f that the rule needs.
    """

    edges: np.ndarray
    areas: np.ndarray
    total: float
    missing: int
    evaluations: int


@dataclass(frozen=True)
class TrueArea:
    """The area by adaptive quadrature; NaN with a reason, and its place, where there is none.

    reason: "", "undefined" on a part of the interval, "pole" that is too steep, or "rough" for SciPy.
    """

    value: float
    reason: str
    place: float


@dataclass(frozen=True)
class AreaErrors:
    """|sum - area| of every rule for 1, 2, 4, … 512 bars; bars: (10,), errors: `{rule: (10,)}`."""

    bars: np.ndarray
    errors: dict[str, np.ndarray]


def bar_edges(a: float, b: float, n: int) -> np.ndarray:
    """The ends of n bars from a to b. (n + 1,)"""
    return a + (b - a) * np.arange(n + 1) / n


def bar_heights(f: RealFunction, a: float, b: float, n: int, rule: str) -> np.ndarray:
    """The mean height of each bar by a rule; NaN where f has no finite value. (n,)"""
    edges = bar_edges(a, b, n)
    with np.errstate(all="ignore"):
        heights = RULES[rule](f(edges[:-1]), f((edges[:-1] + edges[1:]) / 2), f(edges[1:]))
    return np.where(np.isfinite(heights), heights, np.nan)


def bar_areas(f: RealFunction, a: float, b: float, n: int, rule: str) -> np.ndarray:
    """The area of each bar, negative below the axis. (n,)"""
    return bar_heights(f, a, b, n, rule) * ((b - a) / n)


def area_sum(f: RealFunction, config: AreaConfig) -> AreaSum:
    """The sum of n bars by a rule; where b lies to the left of a, every area changes its sign."""
    edges = bar_edges(config.a, config.b, config.n)
    areas = bar_areas(f, config.a, config.b, config.n, config.rule)
    evaluations = {"trapezoid": config.n + 1, "Simpson": 2 * config.n + 1}.get(config.rule, config.n)
    return AreaSum(
        edges=edges, areas=areas, total=float(areas.sum()), missing=int(np.isnan(areas).sum()),
        evaluations=evaluations,
    )  # fmt: skip


def area_in_scipy(f: RealFunction, config: AreaConfig) -> dict[str, float]:
    """The sum by SciPy's rules where it has them, and the area by its adaptive quadrature."""
    edges = np.linspace(config.a, config.b, config.n + 1)
    fine = np.linspace(config.a, config.b, 2 * config.n + 1)
    width = (config.b - config.a) / config.n
    if config.rule == "trapezoid":
        total = integrate.trapezoid(f(edges), edges)
    elif config.rule == "Simpson":
        total = integrate.simpson(f(fine), dx=width / 2)
    else:
        places = {"left": edges[:-1], "right": edges[1:], "midpoint": fine[1::2]}[config.rule]
        total = width * f(places).sum()
    area, estimate = integrate.quad(f, config.a, config.b)
    return {"total": float(total), "area": float(area), "error_estimate": float(estimate)}


def true_area(f: RealFunction, gaps: Sequence[float], a: float, b: float) -> TrueArea:
    """The area from a to b; `gaps` are the poles and jumps of f."""
    if a == b:
        return TrueArea(0.0, "", a)
    low, high = min(a, b), max(a, b)
    x = np.linspace(low, high, SAMPLES)[1:-1]
    unknown = np.isnan(f(x))
    if (unknown[1:] & unknown[:-1]).any():
        return TrueArea(float("nan"), "undefined", float(x[np.argmax(unknown)]))
    inside = [gap for gap in gaps if low < gap < high]
    for place in (low, *inside, high):
        if any(_too_steep(f, place, side) for side in (-1, 1) if low < place + side * CLOSE[0] < high):
            return TrueArea(float("nan"), "pole", float(place))
    pieces = [_quadrature(f, p, q) for p, q in zip((low, *inside), (*inside, high), strict=True)]
    value, estimate = (sum(part) for part in zip(*pieces, strict=True))
    if not estimate <= TRUSTED * max(1.0, abs(value)):
        return TrueArea(float("nan"), "rough", low)
    return TrueArea(value if a < b else -value, "", a)


def _too_steep(f: RealFunction, place: float, side: int) -> bool:
    """Whether f grows beside a place so fast that the area does: like 1/x or faster."""
    far, near = (abs(float(f(np.float64(place + side * step)))) * step for step in CLOSE)
    return np.isinf(near) or (near > 0.5 * far and near > 1e-6)


def _quadrature(f: RealFunction, low: float, high: float) -> tuple[float, float]:
    def filled(x: float) -> float:
        """f; in a hole the mean of both sides."""
        value = float(f(np.float64(x)))
        return value if np.isfinite(value) else float(f(np.float64(x - 1e-9)) + f(np.float64(x + 1e-9))) / 2

    value, estimate, *_ = integrate.quad(filled, low, high, limit=200, epsabs=1e-11, epsrel=1e-11, full_output=1)
    return value, estimate


def area_errors(f: RealFunction, truth: float, a: float, b: float) -> AreaErrors:
    """How far each rule is from the area, for ever more bars."""
    errors = {
        rule: np.array([abs(float(np.sum(bar_areas(f, a, b, int(n), rule))) - truth) for n in BARS]) for rule in RULES
    }  # fmt: skip
    return AreaErrors(bars=BARS, errors=errors)


def running_area(
    f: RealFunction, gaps: Sequence[float], a: float, low: float, high: float, cells: int = 400
) -> tuple[np.ndarray, np.ndarray]:
    """x from low to high with a among them, and the area from a to x; NaN beyond a pole among the gaps of f.

    By Gauss's rule of two places in each small cell: f is not asked for at the ends, where it may have a hole.
    x, areas: (places,).
    """
    x = np.unique(np.append(np.linspace(low, high, cells + 1), a))
    width, middle = np.diff(x), (x[:-1] + x[1:]) / 2
    with np.errstate(all="ignore"):
        parts = width / 2 * (f(middle - width / np.sqrt(12)) + f(middle + width / np.sqrt(12)))
        for pole in (gap for gap in gaps if any(_too_steep(f, gap, side) for side in (-1, 1))):
            parts[(x[:-1] <= pole) & (pole <= x[1:])] = np.nan
        start = int(np.searchsorted(x, a))
        behind, ahead = -np.cumsum(parts[:start][::-1])[::-1], np.cumsum(parts[start:])
    return x, np.concatenate([behind, [0.0], ahead])

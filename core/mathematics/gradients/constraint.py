"""The least and the greatest value of f on a curve g(x, y) = c, and Lagrange's multiplier as the price of c."""

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize

from core.mathematics.gradients.landscape import REACH, PlaneFunction
from core.mathematics.gradients.settings import ConstraintConfig

Way = Callable[[Any, Any], Any]
PLACES = 1441  # along a curve, a quarter of a degree apart
STRETCH = 10.0  # how far the line reaches on either side
TAU = 1.7  # and the cusp
PARALLEL = 1e-6  # of the lengths of both gradients
SAME = 1e-9
MOST = 64  # local extrema that are made sharp
ZOOMS = 8  # of the search around a place of the grid
FACTOR = 20  # by which each zoom looks closer
JUMP = 1e-3  # of the height: more between neighbors of the last search is no continuous function
STILL = 1e-9  # of the gradients half a degree away: less is rounding of zero


@dataclass(frozen=True)
class Curve:
    """A curve g = c: `x` and `y` at (s in degrees, c), `g` and its partial derivatives at (x, y)."""

    x: Way
    y: Way
    g: Way
    g_x: Way
    g_y: Way


CIRCLE = Curve(
    x=lambda s, c: math.sqrt(c) * np.cos(np.radians(s)), y=lambda s, c: math.sqrt(c) * np.sin(np.radians(s)),
    g=lambda x, y: x**2 + y**2, g_x=lambda x, y: 2 * x, g_y=lambda x, y: 2 * y,
)  # fmt: skip
ELLIPSE = Curve(
    x=lambda s, c: math.sqrt(c) * np.cos(np.radians(s)), y=lambda s, c: math.sqrt(c) / 2 * np.sin(np.radians(s)),
    g=lambda x, y: x**2 + 4 * y**2, g_x=lambda x, y: 2 * x, g_y=lambda x, y: 8 * y,
)  # fmt: skip
LINE = Curve(
    x=lambda s, c: c / 2 + STRETCH * (s - 180) / 180, y=lambda s, c: c / 2 - STRETCH * (s - 180) / 180,
    g=lambda x, y: x + y, g_x=lambda x, y: 1.0 + 0 * x, g_y=lambda x, y: 1.0 + 0 * y,
)  # fmt: skip
CUSP = Curve(
    x=lambda s, c: (TAU * (s - 180) / 180) ** 2, y=lambda s, c: (TAU * (s - 180) / 180) ** 3,
    g=lambda x, y: y**2 - x**3, g_x=lambda x, y: -3 * x**2, g_y=lambda x, y: 2 * y,
)  # fmt: skip
CURVES = {"circle": CIRCLE, "ellipse": ELLIPSE, "line": LINE, "cusp": CUSP}


@dataclass(frozen=True)
class Extremum:
    """A place on the curve where f is least or greatest; `multiplier` is λ of ∇f = λ∇g, NaN where there is not one.

    `stationary` says that ∇f = 0 there.
    """

    s: float
    x: float
    y: float
    value: float
    multiplier: float
    stationary: bool


@dataclass(frozen=True)
class Constrained:
    """f along the curve.

    s, x, y, values: (places,), NaN where the curve has left the map or f is not defined; minima and maxima: the places
    of the least and of the greatest value, several where they are equal; `minimum` and `maximum` are these values, NaN
    where the least or greatest lies at an end of the curve's part on the map, f jumps or has no bound there: then there
    may be none at all.
    """

    s: np.ndarray
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray
    minima: tuple[Extremum, ...]
    maxima: tuple[Extremum, ...]
    minimum: float
    maximum: float


def constrained(f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, config: ConstraintConfig) -> Constrained:
    """f along the curve, whose partial derivatives are f_x and f_y, with its least and greatest values."""
    curve, c = CURVES[config.constraint], level(config)
    s = np.linspace(0, 360, PLACES)
    x, y = curve.x(s, c), curve.y(s, c)
    inside = (np.abs(x) <= REACH) & (np.abs(y) <= REACH)
    values = np.where(inside, f(x, y), np.nan)
    minima = _best(f, f_x, f_y, config, s, values, 1)
    maxima = _best(f, f_x, f_y, config, s, values, -1)
    return Constrained(
        s=s, x=np.where(inside, x, np.nan), y=np.where(inside, y, np.nan), values=values, minima=minima, maxima=maxima,
        minimum=minima[0].value if minima else math.nan, maximum=maxima[0].value if maxima else math.nan,
    )  # fmt: skip


def span_of(found: Constrained) -> tuple[float, float] | None:
    """The least and the greatest height that was found on the curve; None where there is none at all."""
    known = found.values[np.isfinite(found.values)]
    return (float(known.min()), float(known.max())) if known.size else None


def level(config: ConstraintConfig) -> float:
    """The c of g = c: the slider's, and always 0 on the cusp."""
    return 0.0 if config.constraint == "cusp" else config.c


def _best(
    f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, config: ConstraintConfig, s: np.ndarray,
    values: np.ndarray, sign: int,
) -> tuple[Extremum, ...]:  # fmt: skip
    """The places of the least value of sign · f; none where it lies at an end."""
    height = np.where(np.isfinite(values), sign * values, np.inf)
    if not np.isfinite(height).any():
        return ()
    closed = config.constraint in ("circle", "ellipse")
    ring = height[:-1] if closed else height
    before, after = np.roll(ring, 1), np.roll(ring, -1)
    if not closed:
        before[0] = after[-1] = np.inf
    candidates = np.flatnonzero((ring <= before) & (ring <= after) & np.isfinite(ring))
    lowest = float(ring[candidates].min())
    if (ring[candidates] - lowest <= SAME * max(1.0, abs(lowest))).sum() >= len(ring) // 4:
        return ()  # level
    found: list[tuple[float, Extremum | None]] = []
    for k in candidates[np.argsort(ring[candidates], kind="stable")][:MOST]:
        inner = np.isfinite(before[k]) and np.isfinite(after[k])  # else an end of the curve's part on the map
        best = _sharpened(f, f_x, f_y, config, float(s[k]), sign) if inner else None
        found.append((float(ring[k]) if best is None else sign * best.value, best))
    least = min(value for value, _ in found)
    ties = [best for value, best in found if value - least <= SAME * max(1.0, abs(least))]
    places = [best for best in ties if best is not None]
    return tuple(sorted(places, key=lambda one: one.s)) if len(places) == len(ties) else ()


def _sharpened(
    f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, config: ConstraintConfig, s: float, sign: int
) -> Extremum | None:
    """The least sign · f near a place of the grid; None where f jumps there or has no bound.

    Searched for closer and closer, then taken where the slope along the curve changes its sign, if it does.
    """
    curve, c, step = CURVES[config.constraint], level(config), 360 / (PLACES - 1)

    def height(angle: Any) -> Any:
        value = sign * np.asarray(f(curve.x(angle, c), curve.y(angle, c)), dtype=float)
        return np.where(np.isfinite(value), value, np.inf)

    def slope(angle: float) -> float:
        x, y = float(curve.x(angle, c)), float(curve.y(angle, c))
        along = (float(curve.x(angle + 1e-3, c) - curve.x(angle - 1e-3, c)),
                 float(curve.y(angle + 1e-3, c) - curve.y(angle - 1e-3, c)))  # fmt: skip
        return float(f_x(x, y)) * along[0] + float(f_y(x, y)) * along[1]

    best = lowest_near(height, s, step)
    if best is None:
        return None
    ends = slope(s - step), slope(s + step)
    if np.isfinite(ends).all() and ends[0] * ends[1] < 0:
        with suppress(ValueError):  # a place without a gradient lies between
            root = float(optimize.brentq(slope, s - step, s + step, xtol=1e-13))
            best = root if height(root) <= height(best) + SAME * max(1.0, abs(float(height(best)))) else best
    x, y = float(curve.x(best, c)), float(curve.y(best, c))
    of_f = gradient_along(f_x, f_y, config, best)
    of_g = float(curve.g_x(x, y)), float(curve.g_y(x, y))
    return Extremum(
        s=best % 360, x=x, y=y, value=float(f(x, y)), multiplier=multiplier_of((of_f[0], of_f[1]), of_g),
        stationary=not of_f.any(),
    )  # fmt: skip


def lowest_near(height: Callable[[Any], Any], s: float, step: float) -> float | None:
    """The angle of the least height from s - step to s + step; None where the height jumps there or has no bound."""
    offsets = np.linspace(-1, 1, 2 * FACTOR + 1)
    for zoom in range(ZOOMS):
        angles = s + step / FACTOR**zoom * offsets
        heights = height(angles)
        k = int(np.argmin(heights))
        s = float(angles[k])
    beside = heights[max(k - 1, 0) : k + 2]
    return s if beside.max() - beside.min() <= JUMP * max(1.0, abs(float(heights[k]))) else None


def gradient_along(f_x: PlaneFunction, f_y: PlaneFunction, config: ConstraintConfig, s: float) -> np.ndarray:
    """∇f, (2,), at a place of the curve; exactly 0 where rounding alone makes it differ from 0."""
    curve, c = CURVES[config.constraint], level(config)
    angles = np.array([s, s - 0.5, s + 0.5])
    places = curve.x(angles, c), curve.y(angles, c)
    here, *beside = np.array([np.broadcast_to(one(*places), 3) for one in (f_x, f_y)], dtype=float).T
    sizes = [float(np.hypot(*one)) for one in beside]
    zero = np.isfinite(sizes).all() and np.hypot(*here) <= STILL * min(sizes)
    return np.zeros(2) if zero else here


def multiplier_of(of_f: tuple[float, float], of_g: tuple[float, float]) -> float:
    """λ of ∇f = λ∇g; NaN where ∇g = 0 or the two are not parallel."""
    square = of_g[0] ** 2 + of_g[1] ** 2
    if not square > 1e-18:
        return math.nan
    cross = of_f[0] * of_g[1] - of_f[1] * of_g[0]
    parallel = abs(cross) <= PARALLEL * max(1.0, math.hypot(*of_f)) * math.sqrt(square)
    return (of_f[0] * of_g[0] + of_f[1] * of_g[1]) / square if parallel else math.nan


@dataclass(frozen=True)
class Walker:
    """A place on the curve: both gradients, (2,), and the angle between ∇f and the line of ∇g, 0 to 90 degrees."""

    x: float
    y: float
    value: float
    of_f: np.ndarray
    of_g: np.ndarray
    angle: float


def walker_at(f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, config: ConstraintConfig) -> Walker:
    """Where the walker stands, and the gradients there."""
    curve, c = CURVES[config.constraint], level(config)
    x, y = float(curve.x(config.s, c)), float(curve.y(config.s, c))
    of_f = gradient_along(f_x, f_y, config, config.s)
    of_g = np.array([float(curve.g_x(x, y)), float(curve.g_y(x, y))])
    known = np.isfinite(of_f).all() and of_f.any() and bool(of_g.any())
    with np.errstate(invalid="ignore"):
        cross, dot = of_f[0] * of_g[1] - of_f[1] * of_g[0], float(of_f @ of_g)
    angle = math.degrees(math.atan2(abs(cross), abs(dot))) if known else math.nan
    return Walker(x=x, y=y, value=float(f(x, y)), of_f=of_f, of_g=of_g, angle=angle)


def nearest_s(config: ConstraintConfig, x: float, y: float) -> float:
    """The whole s of the curve's place nearest to (x, y)."""
    s = np.arange(361.0)
    curve, c = CURVES[config.constraint], level(config)
    return float(s[np.argmin(np.hypot(curve.x(s, c) - x, curve.y(s, c) - y))])


def constrained_by_slsqp(
    f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, config: ConstraintConfig
) -> dict[str, float]:
    """The least and the greatest value by SciPy's SLSQP, from eight places of the curve."""
    curve, c = CURVES[config.constraint], level(config)
    rule = {"type": "eq", "fun": lambda p: curve.g(p[0], p[1]) - c,
            "jac": lambda p: np.array([curve.g_x(p[0], p[1]), curve.g_y(p[0], p[1])])}  # fmt: skip
    best = {}
    for name, sign in (("minimum", 1), ("maximum", -1)):
        runs = [
            optimize.minimize(
                lambda p, sign=sign: sign * float(f(p[0], p[1])),
                [float(curve.x(s, c)), float(curve.y(s, c))],
                jac=lambda p, sign=sign: sign * np.array([float(f_x(p[0], p[1])), float(f_y(p[0], p[1]))]),
                method="SLSQP", constraints=[rule], bounds=[(-REACH, REACH)] * 2, options={"ftol": 1e-15},
            )
            for s in range(20, 380, 45)
        ]  # fmt: skip
        best[name] = sign * min((float(run.fun) for run in runs if run.success), default=math.nan)
    return best

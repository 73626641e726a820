"""Where a function rises and falls, where it is convex, and what its critical points are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.expressions.gaps import zeros

RealFunction = Callable[[Any], Any]
ENDS = (-5.0003, 5.0007)  # no round number lies on the grid between them: formulas often have a hole there
BESIDE = 1e-4  # how far beside a place the signs are taken
DIGITS = 7  # after the point; a formula with a hole is no better known beside it
MOST = 40


@dataclass(frozen=True)
class Landmark:
    """A special place of a curve.

    kind: "minimum", "maximum" or "terrace" (f′ = 0 without a change of sign), where `corner` says that f′ does not
    exist there; or "inflection".
    """

    kind: str
    x: float
    y: float
    corner: bool = False


@dataclass(frozen=True)
class Band:
    """A part of the line on which f″ has one sign: convex is 1, concave -1, straight 0."""

    low: float
    high: float
    sign: int


def landmarks(f: RealFunction, f_x: RealFunction, f_xx: RealFunction) -> tuple[Landmark, ...]:
    """Extrema, terraces and inflections of f in [-5, 5], from left to right."""
    found = [one for x in _places(f_x).tolist() if (one := _critical(f, f_x, x))]
    found += [one for x in _places(f_xx).tolist() if (one := _inflection(f, f_x, f_xx, x))]
    return tuple(sorted(found, key=lambda one: one.x)[:MOST])


def landmark_numbers(f: RealFunction, f_x: RealFunction, f_xx: RealFunction) -> dict[str, np.ndarray]:
    """The places of the minima, maxima and inflections of f in [-5, 5]; (number,) each."""
    found = landmarks(f, f_x, f_xx)
    kinds = {"minima": "minimum", "maxima": "maximum", "inflections": "inflection"}
    return {name: np.array([one.x for one in found if one.kind == kind]) for name, kind in kinds.items()}


def bands(f_xx: RealFunction) -> tuple[Band, ...]:
    """The parts of [-5, 5] by the sign of f″; places where it has no value end a part."""
    x = np.linspace(*ENDS, 2001)
    with np.errstate(invalid="ignore"):
        sign = np.nan_to_num(np.sign(f_xx(x)), nan=2.0)
    first = np.flatnonzero(np.diff(sign, prepend=9.0))
    last = np.append(first[1:], len(x) - 1)
    return tuple(
        Band(low=float(x[a]), high=float(x[b]), sign=int(sign[a]))
        for a, b in zip(first, last, strict=True) if sign[a] in (-1, 1)
    )[:MOST]  # fmt: skip


def _places(function: RealFunction) -> np.ndarray:
    """Where a function is zero or changes its sign; the endless zeros of a flat piece are left out."""
    found = np.unique(np.round(zeros(function, *ENDS), DIGITS)) + 0.0
    apart: np.ndarray = found[np.diff(found, prepend=-np.inf) > BESIDE]
    return apart[: 4 * MOST]


def _values(function: RealFunction, x: float) -> np.ndarray:
    """A function to the left of a place, at it and to the right of it."""
    return np.asarray(function(x + np.array([-BESIDE, 0.0, BESIDE])))


def _height(f: RealFunction, x: float) -> float:
    """f at a place, or where it has no value there the mean of both sides; NaN at a jump or pole."""
    left, here, right = _values(f, x)
    known = here if not np.isnan(here) else (left + right) / 2
    far = np.abs(f(x + 100 * BESIDE * np.array([-1.0, 1.0])))
    jumps = abs(right - left) > 0.1 * max(1.0, abs(known))
    grows = abs(left) > 2 * far[0] + 1 or abs(right) > 2 * far[1] + 1
    return float("nan") if jumps or grows or np.isinf(known) else float(known)


def _critical(f: RealFunction, f_x: RealFunction, x: float) -> Landmark | None:
    left, here, right = _values(f_x, x)
    y, signs = _height(f, x), (np.sign(left), np.sign(right))
    if not np.isfinite([y, *signs]).all() or 0 in signs:
        return None
    around = (abs(left) + abs(right)) / 2
    smooth = bool(np.isfinite(here) and abs(here) <= around) or around < 0.01
    if signs[0] == signs[1]:
        return Landmark("terrace", x, y) if smooth and around < 0.01 else None
    return Landmark("minimum" if signs[0] < 0 else "maximum", x, y, corner=not smooth)


def _inflection(f: RealFunction, f_x: RealFunction, f_xx: RealFunction, x: float) -> Landmark | None:
    left, _, right = _values(f_xx, x)
    slopes, y = _values(f_x, x), _height(f, x)
    if not (left * right < 0 and np.isfinite(y)):
        return None
    meet = abs(slopes[2] - slopes[0]) <= 0.01 * max(1.0, abs(slopes[0]))  # else there is a corner
    return Landmark("inflection", x, y) if meet else None


@dataclass(frozen=True)
class CurvePlace:
    """A place of a curve: value, slope and curvature, and whether it rises and how it bends there.

    course: "rises", "falls", "level" or "none"; bend: "convex", "concave", "straight" or "none".
    """

    x: float
    value: float
    slope: float
    second: float
    course: str
    bend: str


def place_on(f: RealFunction, f_x: RealFunction, f_xx: RealFunction, x: float) -> CurvePlace:
    """What the first two derivatives say of one place."""
    value, slope, second = (float(function(np.float64(x))) for function in (f, f_x, f_xx))
    return CurvePlace(
        x=x, value=value, slope=slope, second=second, course=_by_sign(slope, ("rises", "falls", "level")),
        bend=_by_sign(second, ("convex", "concave", "straight")),
    )  # fmt: skip


def _by_sign(value: float, names: tuple[str, str, str]) -> str:
    if np.isnan(value):
        return "none"
    return names[0] if value > 0 else names[1] if value < 0 else names[2]

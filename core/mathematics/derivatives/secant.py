"""The difference quotient with its step down to 1e-16: its value, its digits, and the V of its errors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.mathematics.derivatives.series import Series
from core.mathematics.derivatives.settings import SecantConfig
from core.refusal import Refusal

RealFunction = Callable[[Any], Any]
UNIT_ROUNDOFF = 2.0**-53  # the largest relative error of rounding to float64
STEPS = np.logspace(0, -16, 161)
STEEP = 1e5  # a one-sided slope of this size is a jump
BESIDE = 1e-7  # how far beside a point its two one-sided slopes are taken


@dataclass(frozen=True)
class Secant:
    """A difference quotient, the two points it comes from, the true slope and the distance between both.

    The complex step has one point on the real curve: `left` and `right` are x, and `difference` is Im f(x + ih).
    """

    x: float
    h: float
    value: float
    left: float
    right: float
    left_value: float
    right_value: float
    difference: float
    quotient: float
    slope: float
    error: float


@dataclass(frozen=True)
class ErrorCurves:
    """The error of each quotient for every step; NaN where it has none.

    steps, forward, central, complex: (161,); `best` and `predicted` are steps by scheme, as found and by theory.
    """

    steps: np.ndarray
    forward: np.ndarray
    central: np.ndarray
    complex: np.ndarray
    best: dict[str, float]
    predicted: dict[str, float]


@dataclass(frozen=True)
class Remark:
    """One thing to be said of what is on the screen: a key of the words and its numbers."""

    key: str
    values: dict[str, float]


def forward_quotient(f: RealFunction, x: Any, h: Any) -> Any:
    """(f(x + h) - f(x)) / h."""
    return (f(x + h) - f(x)) / h


def central_quotient(f: RealFunction, x: Any, h: Any) -> Any:
    """(f(x + h) - f(x - h)) / 2h."""
    return (f(x + h) - f(x - h)) / (2 * h)


def complex_quotient(f: RealFunction, x: Any, h: Any) -> Any:
    """Im f(x + ih) / h: nothing is subtracted, so nothing cancels. Squire & Trapp (1998)."""
    return np.where(np.isnan(f(x)), np.nan, np.imag(f(x + 1j * h)) / h)


QUOTIENTS = {"forward": forward_quotient, "central": central_quotient, "complex": complex_quotient}


def secant(f: RealFunction, f_x: RealFunction, config: SecantConfig) -> Secant:
    """The difference quotient of f, whose derivative is f_x, at one point with one step."""
    x, h = np.float64(config.x), np.float64(config.h)
    left = x - h if config.scheme == "central" else x
    right = x if config.scheme == "complex" else x + h
    quotient, slope = float(QUOTIENTS[config.scheme](f, x, h)), float(f_x(x))
    with np.errstate(all="ignore"):
        difference = np.imag(f(x + 1j * h)) if config.scheme == "complex" else f(right) - f(left)
        error = abs(quotient - slope)
    return Secant(
        x=float(x), h=float(h), value=float(f(x)), left=float(left), right=float(right), left_value=float(f(left)),
        right_value=float(f(right)), difference=float(difference), quotient=quotient, slope=slope, error=float(error),
    )  # fmt: skip


def error_curves(f: RealFunction, f_x: RealFunction, x: float) -> ErrorCurves:
    """The error of the three quotients at x for steps from 1 to 1e-16."""
    place, slope = np.full(STEPS.shape, x), float(f_x(np.float64(x)))
    with np.errstate(all="ignore"):
        errors = {name: np.abs(rule(f, place, STEPS) - slope) for name, rule in QUOTIENTS.items()}
    best = {}
    for name, error in errors.items():
        known = np.isfinite(error)
        best[name] = float(STEPS[known][np.argmin(error[known])]) if known.any() else float("nan")
    return ErrorCurves(steps=STEPS, best=best, predicted=predicted_steps(f, x), **errors)


def predicted_steps(f: RealFunction, x: float) -> dict[str, float]:
    """The steps where truncation and rounding are equal: 2√(u|f/f″|) and ∛(3u|f/f‴|), u = 2^-53; NaN for none."""
    value, second, third = abs(higher_derivatives(f, x)[[0, 2, 3]])
    u = UNIT_ROUNDOFF
    with np.errstate(all="ignore"):
        forward, central = 2 * np.sqrt(u * value / second), np.cbrt(3 * u * value / third)
    return {
        name: float(step) if 0 < step < np.inf else float("nan")
        for name, step in (("forward", forward), ("central", central))
    }


def higher_derivatives(f: RealFunction, x: float) -> np.ndarray:
    """f, f′, f″ and f‴ at x by a power series; NaN where it has none. (4,)"""
    with np.errstate(all="ignore"):
        try:
            coefficients = Series.of(f(Series.variable(x, 12)), 12).known(4)
        except Refusal:
            return np.full(4, np.nan)
    factorials = np.array([1.0, 1.0, 2.0, 6.0])
    return np.asarray(coefficients * factorials)


def remark_on(f: RealFunction, found: Secant, scheme: str) -> Remark | None:
    """What is special about a point or step, the most important first; None where nothing is."""
    x, sides = found.x, _one_sided(f, found.x)
    here = {"x": x, "h": found.h}
    if np.isnan(found.value):
        left, right = (float(f(np.float64(x + side))) for side in (-BESIDE, BESIDE))
        close = np.isfinite([left, right]).all() and abs(left - right) <= 1e-5 * max(1.0, abs(left))
        return Remark("hole", {**here, "limit": (left + right) / 2}) if close else Remark("undefined", here)
    if np.isinf(found.value):
        return Remark("pole", here)
    if np.isinf(found.slope):
        return Remark("vertical", here)
    if np.isnan(found.slope):
        if not np.abs(sides).max() < STEEP:
            return Remark("no_slope", here)
        agree = abs(sides[0] - sides[1]) <= 1e-5 * max(1.0, abs(sides[0]))
        return Remark("slope_hole" if agree else "kink", {**here, "left": sides[0], "right": sides[1]})
    if scheme == "complex" and not np.isfinite(found.quotient):
        return Remark("not_analytic", here)
    if not np.isfinite([found.left_value, found.right_value]).all():
        return Remark("undefined_beside", here)
    if scheme != "complex" and found.left == found.right:
        return Remark("same_float", here)
    if scheme != "complex" and found.difference == 0 and found.slope != 0:
        return Remark("same_value", here)
    return None


def _one_sided(f: RealFunction, x: float) -> tuple[float, float]:
    """The slopes to the left and to the right of a point, to a few digits."""
    left, here, right = (float(f(np.float64(x + side))) for side in (-BESIDE, 0.0, BESIDE))
    return (here - left) / BESIDE, (right - here) / BESIDE


def digit_rows(found: Secant, scheme: str) -> tuple[tuple[str, str, str], ...]:
    """What is subtracted, to 17 digits: a name, the beginning that both values share, and the rest of each."""
    if scheme == "complex":
        return (("imaginary", "", format(found.difference, ".17g")),)
    if not np.isfinite([found.left_value, found.right_value]).all():
        return ()
    same, right, left = equal_digits(found.right_value, found.left_value)
    return ("right", same, right), ("here" if scheme == "forward" else "left", same, left)


def equal_digits(a: float, b: float) -> tuple[str, str, str]:
    """Two numbers to 17 digits: the beginning that both share, and the rest of each."""
    first, second = (format(value, "#.17g") for value in (a, b))
    if first.find(".") != second.find(".") or first.partition("e")[2] != second.partition("e")[2]:
        return "", first, second
    same = next((k for k, (p, q) in enumerate(zip(first, second, strict=False)) if p != q), len(first))
    return first[:same], first[same:], second[same:]

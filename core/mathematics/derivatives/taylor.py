"""Taylor polynomials, what they miss, and the circle in which their series converges."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.mathematics.derivatives.series import Series
from core.mathematics.derivatives.settings import TaylorConfig
from core.refusal import Refusal

RealFunction = Callable[[Any], Any]
SPARE = 16  # coefficients that divisions by powers of x - c may use up
ORDERS = 21  # of which the error is told
RADII = 0.2 * 1.25 ** np.arange(19)  # of the circles that are tried, to 11
COMPARED = 8  # coefficients, to ALIKE of the largest value on the circle
ALIKE = 1e-10
CAUCHY = (0.25, 0.5, 1.0, 2.0, 4.0)  # radii of circles for Cauchy's formula
POINTS = 256  # on each of them
EPSILON = float(np.finfo(np.float64).eps)
LARGE = 1e30
TAIL = 12  # from this order on, terms that vanish on a circle know of no singularity there: the formula is in pieces
SMALL = 1e-7
PLANE = (-5.0, 5.0, -3.2, 3.2)


@dataclass(frozen=True)
class TaylorPolynomial:
    """Coefficients f⁽ᵏ⁾(c)/k! for k = 0 … order, and the polynomial at one place.

    coefficients, terms: (order + 1,), terms are those at x. error is |f(x) - value|.
    """

    center: float
    x: float
    coefficients: np.ndarray
    terms: np.ndarray
    value: float
    truth: float
    error: float


def taylor_coefficients(f: RealFunction, center: float, count: int) -> np.ndarray:
    """f⁽ᵏ⁾(c)/k! for k < count; NaN where f has none. (count,)

    By arithmetic of power series. Near a hole, as that of sin(x)/x, a division by the powers of a small number spoils
    them: a second center, a few bits away, shows it, and Cauchy's formula on a circle around the hole does better.
    """
    found = _by_series(f, center, count)
    if center == 0 or np.isnan(found).any():
        return found
    lost = np.abs(found - _by_series(f, center * (1 + 2.0**-50), count))
    k = np.arange(count)
    for radius in CAUCHY:
        values = _on_circles(f, center, np.array([radius]), POINTS)[0]
        largest = float(np.abs(values).max())
        rounding = 4 * EPSILON * largest / radius**k
        if not np.isfinite(largest) or not (rounding < lost / 10).any():
            continue
        waves = np.fft.fft(values) / POINTS
        if np.abs(waves[POINTS // 2 :]).max() < 16 * EPSILON * largest:  # no negative power: f is analytic within
            cauchy = (waves[:count] * np.exp(-1j * np.pi * k / POINTS)).real / radius**k
            better = rounding < lost / 10
            found, lost = np.where(better, cauchy, found), np.where(better, rounding, lost)
    return found


def _by_series(f: RealFunction, center: float, count: int) -> np.ndarray:
    with np.errstate(all="ignore"):
        try:
            return Series.of(f(Series.variable(center, count + SPARE)), count + SPARE).known(count)
        except Refusal:
            return np.full(count, np.nan)


def taylor_polynomial(f: RealFunction, config: TaylorConfig) -> TaylorPolynomial:
    """The polynomial of an order around a center, and its error at x; NaN where f has no series."""
    coefficients = taylor_coefficients(f, config.center, config.order + 1)
    with np.errstate(all="ignore"):
        terms = coefficients * (config.x - config.center) ** np.arange(config.order + 1)
        value, truth = float(terms.sum()), float(f(np.float64(config.x)))
        error = abs(truth - value)
    return TaylorPolynomial(
        center=config.center, x=config.x, coefficients=coefficients, terms=terms, value=value, truth=truth,
        error=error,
    )  # fmt: skip


def partial_sums(coefficients: np.ndarray, distance: float) -> np.ndarray:
    """The values of the polynomials of order 0, 1, 2, … at a distance from the center. (n,)"""
    with np.errstate(all="ignore"):
        return np.cumsum(coefficients * distance ** np.arange(len(coefficients), dtype=float))


def values_of(coefficients: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """The polynomial at many distances, by Horner's rule; (order + 1,) coefficients, and the shape is kept."""
    found = np.zeros_like(distances)
    with np.errstate(all="ignore"):
        for coefficient in coefficients[::-1]:
            found = found * distances + coefficient
    return found


def errors_by_order(f: RealFunction, center: float, x: float) -> np.ndarray:
    """|f(x) - polynomial(x)| for the orders 0 … 20. (21,)"""
    sums = partial_sums(taylor_coefficients(f, center, ORDERS), x - center)
    with np.errstate(all="ignore"):
        return np.abs(float(f(np.float64(x))) - sums)


def remainder_bound(f: RealFunction, config: TaylorConfig, places: int = 33) -> float:
    """Largest |f⁽ⁿ⁺¹⁾(ξ)|/(n+1)! · |x - c|ⁿ⁺¹ at some ξ between c and x: Lagrange's form; NaN for none."""
    order = config.order + 1
    found = [abs(taylor_coefficients(f, xi, order + 1)[order]) for xi in np.linspace(config.center, config.x, places)]
    with np.errstate(all="ignore"):
        return float(np.max(found) * np.float64(abs(config.x - config.center)) ** order)


@dataclass(frozen=True)
class ConvergenceCircle:
    """The largest circle around a center in which f has no singularity; there its series converges to it.

    `radius` is NaN where none was met up to `checked`, and `checked` is 0 where the formula is not analytic. `flat`
    says that every coefficient is 0 and f is no such function, as exp(-1/x²) at 0.
    """

    radius: float
    checked: float
    flat: bool = False


def convergence_circle(f: RealFunction, center: float) -> ConvergenceCircle:
    """The radius of convergence to two digits, by Cauchy's formula.

    On a circle without a singularity inside, the Fourier coefficients of f are its Taylor coefficients times r^k.
    """
    coefficients = taylor_coefficients(f, center, COMPARED)
    if np.isnan(coefficients).any():
        return ConvergenceCircle(float("nan"), 0.0)
    agreement = _agreement(f, center, coefficients, RADII, 4096)
    if not agreement[0] and np.isnan(_on_circles(f, center, RADII[:1], 8)).any():
        return ConvergenceCircle(float("nan"), 0.0)
    failed = np.flatnonzero(~agreement)
    first = int(failed[0]) if failed.size else len(RADII)
    if first == len(RADII) or (first and _overflows(f, center, float(RADII[first]))):
        return ConvergenceCircle(float("nan"), float(RADII[first - 1]))
    low, high = (float(RADII[first - 1]) if first else 0.0), float(RADII[first])
    for _ in range(9):
        middle = (low + high) / 2
        inside = bool(_agreement(f, center, coefficients, np.array([middle]), 16384)[0])
        low, high = (middle, high) if inside else (low, middle)
    terms = np.abs(taylor_coefficients(f, center, ORDERS)) * high ** np.arange(ORDERS)
    if first and terms[TAIL:].max() < SMALL * terms.max():
        return ConvergenceCircle(float("nan"), 0.0)
    return ConvergenceCircle((low + high) / 2, high, flat=first == 0 and not terms.any())


def _on_circles(f: RealFunction, center: float, radii: np.ndarray, count: int) -> np.ndarray:
    """f on circles around a center; (radii, count)."""
    turn = np.exp(2j * np.pi * (np.arange(count) + 0.5) / count)
    with np.errstate(all="ignore"):
        return np.asarray(f(center + radii[:, None] * turn))


def _agreement(f: RealFunction, center: float, coefficients: np.ndarray, radii: np.ndarray, count: int) -> np.ndarray:
    """Whether the Fourier coefficients next to 0 on each circle are those of the Taylor series. (radii,)

    Those of negative order are 0 where f has no singularity within.
    """
    values, k = _on_circles(f, center, radii, count), np.arange(-len(coefficients), len(coefficients))
    series = np.concatenate([np.zeros(len(coefficients)), coefficients])
    with np.errstate(all="ignore"):
        found = np.fft.fft(values, axis=1)[:, k] / count * np.exp(-1j * np.pi * k / count)
        powers = np.where(k < 0, 0.0, radii[:, None] ** k)
        unsure = 64 * EPSILON * np.abs(coefficients).max() * powers
        apart = (np.abs(found - series * powers) - unsure).max(axis=1)
        return np.asarray(apart <= ALIKE * np.abs(values).max(axis=1))


def _overflows(f: RealFunction, center: float, radius: float) -> bool:
    """Whether a function is so large on a circle that float64 holds it no longer."""
    near = np.abs(_on_circles(f, center, np.array([radius * 0.9]), 64))
    return bool((near > LARGE).any() or np.isnan(near).any())


def magnitude_map(f: RealFunction, rows: int = 65, columns: int = 101) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """log₁₀|f(z)| from -5 - 3.2i to 5 + 3.2i: x (columns,), y (rows,), values (rows, columns)."""
    x, y = np.linspace(PLANE[0], PLANE[1], columns), np.linspace(PLANE[2], PLANE[3], rows)
    with np.errstate(all="ignore"):
        values = np.log10(np.abs(f(x[None, :] + 1j * y[:, None])))
    return x, y, np.clip(np.where(np.isnan(values), 0.0, values), -2, 2)

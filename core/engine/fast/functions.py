"""Exponential, hyperbolic tangent, sine and their kin on eight numbers at once, exact to the last bits.

Every function passes NaN on, and has no branch.
"""

import math

import numpy as np
from scipy.special import erfcx

from core.engine.fast.compile import inlined
from core.engine.fast.lanes import Lanes
from core.engine.fast.operations import (
    ROUND,
    at_least,
    at_most,
    magnitude,
    negate_if_odd,
    polynomial,
    power_of_two,
    rounded,
    where_positive,
)


def _shortened(taylor: list[float], degree: int, half: float) -> tuple[float, ...]:
    """Coefficients of a polynomial of this degree that stays close to Taylor's from -half to half, highest first.

    Each higher power is replaced by the lower ones of its Chebyshev polynomial. Lanczos (1938).
    """
    series = np.array([c * half**k for k, c in enumerate(taylor)])
    for k in range(len(series) - 1, degree, -1):
        unit = np.polynomial.chebyshev.cheb2poly([0.0] * k + [1.0])
        series[: k + 1] -= series[k] / unit[k] * unit
    return tuple(float(c / half**k) for k, c in enumerate(series[: degree + 1]))[::-1]


def _erfcx_series(degree: int) -> tuple[float, ...]:
    """Coefficients in 2t - 1 of erfcx(z) / t with t = 2 / (2 + z), which is smooth for all z >= 0."""
    chebyshev = np.polynomial.chebyshev
    series = chebyshev.chebinterpolate(lambda y: 2 * erfcx(4 / (y + 1) - 2) / (y + 1), degree)
    return tuple(float(c) for c in chebyshev.cheb2poly(series)[::-1])


LN2 = math.log(2)
EXP_SERIES = _shortened([1 / math.factorial(k + 2) for k in range(20)], 9, LN2 / 2)  # (e**r - 1 - r) / r**2
EXP2_SERIES = _shortened([LN2 ** (k + 1) / math.factorial(k + 1) for k in range(20)], 10, 0.5)  # (2**f - 1) / f
LOG1P_SERIES = tuple(2 / (2 * k + 1) for k in range(17, -1, -1))
SINE_SERIES = tuple((-1) ** k / math.factorial(2 * k + 1) for k in range(11, 0, -1))
ERFCX_SERIES = _erfcx_series(24)
LOG2_E = math.log2(math.e)
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
PI_HIGH, PI_MIDDLE, PI_LOW = 3.1415926534682512, 1.215420100718692e-10, 5.825464112186712e-20


@inlined
def expm1(x: Lanes) -> Lanes:
    """e**x - 1, exact to the last bits also near zero; x is held within ±700."""
    x = at_least(at_most(x, 700.0), -700.0)
    shifted = rounded(x * LOG2_E)
    k = shifted - ROUND
    r = x - k * LN2_HIGH - k * LN2_LOW
    near = polynomial(r, EXP_SERIES) * r * r + r
    scale = power_of_two(shifted)
    return scale * near + (scale - 1.0)


@inlined
def power_less_one(x: Lanes) -> Lanes:
    """2**x - 1 with one rounding less to undo than `expm1`; x is held within ±1000."""
    x = at_least(at_most(x, 1000.0), -1000.0)
    shifted = rounded(x)
    f = x - (shifted - ROUND)
    scale = power_of_two(shifted)
    return scale * (polynomial(f, EXP2_SERIES) * f) + (scale - 1.0)


@inlined
def tanh(x: Lanes) -> Lanes:
    """Hyperbolic tangent."""
    e = power_less_one(x * (2.0 * LOG2_E))
    return e / (e + 2.0)


@inlined
def sigmoid(x: Lanes) -> Lanes:
    """1 / (1 + e**-x); where x is far below zero, as exact as the product of x and log2(e)."""
    return 1.0 / (2.0 + power_less_one(x * -LOG2_E))


@inlined
def softplus(x: Lanes) -> Lanes:
    """log(1 + e**x), by the series of 2·artanh(u / (2 + u)) = log(1 + u) for u = e**-|x|."""
    u = 1.0 + expm1(0.0 - magnitude(x))
    s = u / (2.0 + u)
    return polynomial(s * s, LOG1P_SERIES) * s + where_positive(x, x, 0.0)


@inlined
def sine(x: Lanes, half_turns: float) -> Lanes:
    """sin(x + half_turns·π) for half_turns = 0 or 0.5 (the cosine); exact to 1e-15 for |x| < 1e6."""
    shifted = rounded(x * (1 / math.pi) + half_turns)
    k = shifted - ROUND - half_turns
    r = x - k * PI_HIGH - k * PI_MIDDLE - k * PI_LOW
    r = at_least(at_most(r, 1.6), -1.6)
    square = r * r
    return negate_if_odd(r + r * square * polynomial(square, SINE_SERIES), shifted)


@inlined
def normal_tail(x: Lanes) -> tuple[Lanes, Lanes]:
    """Distribution function and density of the standard normal; absolute error below 1e-14."""
    z = magnitude(x) * math.sqrt(0.5)
    bell = 1.0 + expm1(0.0 - z * z)
    t = 2.0 / (2.0 + z)
    tail = 0.5 * bell * t * polynomial(2.0 * t - 1.0, ERFCX_SERIES)
    return where_positive(x, 1.0 - tail, tail), bell * (1 / math.sqrt(2 * math.pi))

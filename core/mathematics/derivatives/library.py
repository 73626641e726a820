"""The same numbers by SciPy: what the code panel offers beside our own."""

from typing import Any

import numpy as np
from scipy import differentiate, interpolate, optimize

from core.mathematics.derivatives.secant import QUOTIENTS, RealFunction
from core.mathematics.derivatives.settings import SecantConfig, TaylorConfig


def secant_in_scipy(f: RealFunction, config: SecantConfig) -> dict[str, Any]:
    """The quotient, and the slope by SciPy's adaptive central differences, which choose their steps themselves."""
    x = np.float64(config.x)
    quotient = float(QUOTIENTS[config.scheme](f, x, np.float64(config.h)))
    found = differentiate.derivative(f, x, order=8)
    return {
        "quotient": quotient, "slope": float(found.df), "error": abs(quotient - float(found.df)),
        "error_estimate": float(found.error), "evaluations": int(found.nfev),
    }  # fmt: skip


def landmarks_in_scipy(f_x: RealFunction, f_xx: RealFunction) -> dict[str, np.ndarray]:
    """Minima, maxima and inflections as changes of sign, found on a grid, then by Brent's method. (number,)"""
    slopes, bends = _changes_of_sign(f_x), _changes_of_sign(f_xx)
    return {
        "minima": np.array([x for x, sign in slopes if sign > 0]),
        "maxima": np.array([x for x, sign in slopes if sign < 0]),
        "inflections": np.array([x for x, _ in bends]),
    }


def _changes_of_sign(function: RealFunction) -> list[tuple[float, float]]:
    """Where a function changes its sign in [-5, 5], and its sign to the right of it."""
    x = np.linspace(-5.0003, 5.0007, 1001)
    sign = np.sign(function(x))
    return [
        (round(float(optimize.brentq(function, x[k], x[k + 1], xtol=1e-13)), 7) + 0.0, float(sign[k + 1]))
        for k in np.flatnonzero(sign[:-1] * sign[1:] < 0)
    ]


def taylor_in_scipy(f: RealFunction, config: TaylorConfig) -> dict[str, Any]:
    """The polynomial by SciPy, which puts one through values near the center; for low orders."""
    with np.errstate(all="ignore"):
        polynomial = interpolate.approximate_taylor_polynomial(f, config.center, config.order, 0.1, config.order + 9)
    value = float(polynomial(config.x - config.center))
    return {"value": value, "error": abs(float(f(np.float64(config.x))) - value)}

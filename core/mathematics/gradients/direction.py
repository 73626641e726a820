"""The slope in a direction, over the full turn and along one walk."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import differentiate

from core.mathematics.gradients.landscape import REACH, PlaneFunction
from core.mathematics.gradients.settings import DirectionConfig, PlaceConfig

FULL_TURN = 361  # directions, a degree apart
STEPS = 301  # places along a walk


@dataclass(frozen=True)
class Walk:
    """The slope of f from a point in the direction u = (cos θ, sin θ).

    theta, uphill: degrees; u: (2,); gradient: (2,); `slope` is ∇f · u, `steepness` is |∇f|, `between` the angle from
    ∇f to u in degrees, 0 to 180. `uphill` and `between` are NaN where ∇f is zero or not finite.
    """

    x: float
    y: float
    theta: float
    u: np.ndarray
    value: float
    gradient: np.ndarray
    steepness: float
    uphill: float
    between: float
    slope: float


def walk_from(
    f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, place: PlaceConfig, direction: DirectionConfig
) -> Walk:
    """The directional derivative of f at the point, whose partial derivatives are f_x and f_y."""
    u = unit(direction.theta)
    gradient = np.array([float(f_x(place.x, place.y)), float(f_y(place.x, place.y))])
    steepness = math.hypot(*gradient)
    known = math.isfinite(steepness) and steepness > 0
    uphill = math.degrees(math.atan2(gradient[1], gradient[0])) % 360 if known else math.nan
    turn = abs(direction.theta - uphill) % 360
    with np.errstate(all="ignore"):
        slope = float(gradient @ u)
    return Walk(
        x=place.x, y=place.y, theta=direction.theta, u=u, value=float(f(place.x, place.y)), gradient=gradient,
        steepness=steepness, uphill=uphill, between=min(turn, 360 - turn) if known else math.nan, slope=slope,
    )  # fmt: skip


def unit(theta: float) -> np.ndarray:
    """(cos θ, sin θ) of an angle in degrees, exact on the axes; (2,)."""
    if theta % 90 == 0:
        return np.array([(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)][round(theta / 90) % 4])
    return np.array([math.cos(math.radians(theta)), math.sin(math.radians(theta))])


def full_turn(gradient: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Directions in degrees and the slope in each, (361,) both."""
    theta = np.linspace(0, 360, FULL_TURN)
    with np.errstate(all="ignore"):
        return theta, gradient[0] * np.cos(np.radians(theta)) + gradient[1] * np.sin(np.radians(theta))


def section(f: PlaneFunction, walk: Walk, theta: float) -> tuple[np.ndarray, np.ndarray]:
    """Heights along the line through the point in a direction: distances and f, (n,) both, NaN outside the map."""
    u = unit(theta)
    distance = np.linspace(-REACH, REACH, STEPS)
    x, y = walk.x + distance * u[0], walk.y + distance * u[1]
    inside = (np.abs(x) <= REACH) & (np.abs(y) <= REACH)
    return distance, np.where(inside, f(x, y), np.nan)


def walk_in_scipy(f: PlaneFunction, place: PlaceConfig, direction: DirectionConfig) -> dict[str, Any]:
    """The same slope by SciPy: the derivative of f along the line, a function of one variable."""
    angle = np.radians(direction.theta)
    along = differentiate.derivative(
        lambda s: f(place.x + s * np.cos(angle), place.y + s * np.sin(angle)), np.float64(0), order=8
    )
    partials = differentiate.jacobian(lambda p: f(p[0], p[1]), np.array([place.x, place.y]), order=8).df
    return {"gradient": partials, "steepness": float(np.hypot(*partials)), "slope": float(along.df)}

"""The gradient at a point, and how far steepest descent misses the minimum."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import differentiate

from core.mathematics.gradients.landscape import PlaneFunction
from core.mathematics.gradients.settings import PlaceConfig


@dataclass(frozen=True)
class PointGradient:
    """f and its gradient at a point.

    `steepness` is |∇f|, `uphill` the direction of ∇f in degrees from the x axis; NaN where ∇f is zero or not finite.
    """

    x: float
    y: float
    value: float
    partial_x: float
    partial_y: float
    steepness: float
    uphill: float


def slope_at(f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, config: PlaceConfig) -> PointGradient:
    """The value of f at the point, and its gradient from the partial derivatives f_x and f_y."""
    x, y = config.x, config.y
    gradient = float(f_x(x, y)), float(f_y(x, y))
    steepness = math.hypot(*gradient)
    known = math.isfinite(steepness) and steepness > 0
    uphill = math.degrees(math.atan2(gradient[1], gradient[0])) % 360 if known else math.nan
    return PointGradient(
        x=x, y=y, value=float(f(x, y)), partial_x=gradient[0], partial_y=gradient[1], steepness=steepness, uphill=uphill
    )


def slope_in_scipy(f: PlaneFunction, config: PlaceConfig) -> dict[str, Any]:
    """The same by SciPy from values of f alone: differences whose step it chooses itself."""
    found = differentiate.jacobian(lambda p: f(p[0], p[1]), np.array([config.x, config.y]), order=8)
    partial_x, partial_y = found.df
    return {
        "value": float(f(config.x, config.y)), "partial_x": float(partial_x), "partial_y": float(partial_y),
        "steepness": float(np.hypot(partial_x, partial_y)),
    }  # fmt: skip


@dataclass(frozen=True)
class Miss:
    """Steepest descent against the way straight to the nearest of the lowest minima: `angle` in degrees."""

    minimum: tuple[float, float]
    angle: float


def miss_of(found: PointGradient, minima: np.ndarray) -> Miss | None:
    """How far -∇f misses the nearest of the minima, (m, 2); None without one or a direction, or on it."""
    if len(minima) == 0 or math.isnan(found.uphill):
        return None
    ways = minima - (found.x, found.y)
    nearest = int(np.argmin(np.hypot(*ways.T)))
    if np.hypot(*ways[nearest]) < 1e-6:
        return None
    angle = _angle(-found.partial_x, -found.partial_y, ways[nearest, 0], ways[nearest, 1])
    return Miss((float(minima[nearest, 0]), float(minima[nearest, 1])), float(angle))


def miss_map(f_x: PlaneFunction, f_y: PlaneFunction, minima: np.ndarray, axis: np.ndarray) -> np.ndarray:
    """The angle of `miss_of` in degrees at every place of the map, (n, n); NaN where there is none."""
    x, y = np.meshgrid(axis, axis)
    if len(minima) == 0:
        return np.full(x.shape, np.nan)
    away = np.hypot(x[..., None] - minima[:, 0], y[..., None] - minima[:, 1])
    target = minima[away.argmin(-1)]
    angle = _angle(-f_x(x, y), -f_y(x, y), target[..., 0] - x, target[..., 1] - y)
    return np.where(away.min(-1) < 1e-6, np.nan, angle)


def worst_miss(condition: float) -> float:
    """The largest angle on a quadratic bowl whose curvatures have this ratio κ: arccos(2√κ / (κ + 1)), in degrees."""
    return math.degrees(math.acos(min(1.0, 2 * math.sqrt(condition) / (condition + 1))))


def _angle(a: Any, b: Any, c: Any, d: Any) -> Any:
    """The angle between (a, b) and (c, d) in degrees; NaN where one of them is zero or not finite."""
    with np.errstate(all="ignore"):
        angle = np.degrees(np.arctan2(np.abs(a * d - b * c), a * c + b * d))
        known = np.isfinite(a * c + b * d) & ((a != 0) | (b != 0)) & ((c != 0) | (d != 0))
    return np.where(known, angle, np.nan)


def condition_at(f_xx: PlaneFunction, f_xy: PlaneFunction, f_yy: PlaneFunction, x: float, y: float) -> float | None:
    """The ratio κ of the two curvatures at a minimum (x, y); None where one of them is not positive."""
    hessian = np.array([[f_xx(x, y), f_xy(x, y)], [f_xy(x, y), f_yy(x, y)]], dtype=float)
    if not np.isfinite(hessian).all():
        return None
    low, high = np.linalg.eigvalsh(hessian)
    return float(high / low) if low > 1e-9 * high > 0 else None

"""The second derivatives at a point: the Hessian, its eigenvalues, the verdict, and the Taylor surface."""

import math
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from scipy import differentiate

from core.mathematics.gradients.landscape import PlaneFunction
from core.mathematics.gradients.settings import PatchConfig, PlaceConfig

Kind = Literal["minimum", "maximum", "saddle", "silent", "slope", "undefined"]
ROUNDING = 1e-13  # of the larger eigenvalue: a smaller one counts as zero
STILL = 1e-7  # the last step of Newton's method towards a stationary point is shorter
NEAR = 0.0075  # half a diagonal of the sliders' grid: so far a stationary point may lie from the point on the screen
NEWTON_STEPS = 8
RING = 0.1  # radius of the circle that is looked at where the Hessian is silent
PATCH_PLACES = 25


class SecondOrder(NamedTuple):
    """f and its partial derivatives up to the second order."""

    f: PlaneFunction
    f_x: PlaneFunction
    f_y: PlaneFunction
    f_xx: PlaneFunction
    f_xy: PlaneFunction
    f_yy: PlaneFunction


@dataclass(frozen=True)
class Curvature:
    """The Hessian at a point and what follows from it.

    gradient: (2,); hessian: (2, 2), eigenvalues: (2,) ascending, eigenvectors: (2, 2) in columns. `stationary` is the
    place with ∇f = 0 that the point stands on, to half a step of its sliders; all numbers are then those of that place.
    `around` are the least and the greatest value of f on a small circle, less f at its center.
    """

    x: float
    y: float
    value: float
    gradient: np.ndarray
    hessian: np.ndarray
    eigenvalues: np.ndarray
    eigenvectors: np.ndarray
    stationary: tuple[float, float] | None
    verdict: Kind
    around: tuple[float, float]


def curvature_at(
    f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, f_xx: PlaneFunction, f_xy: PlaneFunction,
    f_yy: PlaneFunction, config: PlaceConfig,
) -> Curvature:  # fmt: skip
    """The Hessian of f at the point, from its partial derivatives."""
    all_six = SecondOrder(f, f_x, f_y, f_xx, f_xy, f_yy)
    stationary = stationary_near(all_six, config.x, config.y)
    x, y = (config.x, config.y) if stationary is None else stationary
    gradient, hessian = gradient_and_hessian(all_six, x, y)
    value, around = float(f(x, y)), _around(f, x, y)
    known = math.isfinite(value) and bool(np.isfinite(gradient).all() and np.isfinite(hessian).all())
    if known:
        eigenvalues, eigenvectors = np.linalg.eigh(hessian)
    else:
        eigenvalues, eigenvectors = np.full(2, np.nan), np.full((2, 2), np.nan)
    return Curvature(
        x=x, y=y, value=value, gradient=gradient, hessian=hessian, eigenvalues=eigenvalues, eigenvectors=eigenvectors,
        stationary=stationary, verdict=_verdict(eigenvalues, stationary is not None) if known else "undefined",
        around=around,
    )  # fmt: skip


def gradient_and_hessian(six: SecondOrder, x: float, y: float) -> tuple[np.ndarray, np.ndarray]:
    """∇f, (2,), and the Hessian, (2, 2), at a place."""
    xx, xy, yy = (float(one(x, y)) for one in (six.f_xx, six.f_xy, six.f_yy))
    return np.array([float(six.f_x(x, y)), float(six.f_y(x, y))]), np.array([[xx, xy], [xy, yy]])


def stationary_near(six: SecondOrder, x: float, y: float) -> tuple[float, float] | None:
    """The place with ∇f = 0 that Newton's method reaches from here without leaving the sliders' nearest place."""
    place, step = np.array([x, y], dtype=float), np.zeros(2)
    for _ in range(NEWTON_STEPS):
        gradient, hessian = gradient_and_hessian(six, float(place[0]), float(place[1]))
        if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
            return None
        if not gradient.any():
            return float(place[0]), float(place[1])
        step = np.linalg.lstsq(hessian, gradient, rcond=1e-12)[0]
        place = place - step
        if not np.hypot(*(place - (x, y))) <= NEAR:
            return None
    gradient, hessian = gradient_and_hessian(six, float(place[0]), float(place[1]))
    small = np.abs(gradient).max() <= 1e-10 * np.abs(hessian).max()
    return (float(place[0]), float(place[1])) if small and np.hypot(*step) <= STILL else None


def _verdict(eigenvalues: np.ndarray, stationary: bool) -> Kind:
    """What the signs of the eigenvalues say of a place with ∇f = 0."""
    if not stationary:
        return "slope"
    low, high = signs_of(eigenvalues)
    if low * high < 0:
        return "saddle"
    if low * high == 0:
        return "silent"
    return "minimum" if low > 0 else "maximum"


def signs_of(eigenvalues: np.ndarray) -> tuple[int, int]:
    """The signs of both eigenvalues, (2,); 0 for one that rounding alone can have made differ from 0."""
    zero = ROUNDING * np.abs(eigenvalues).max()
    low, high = (0 if abs(value) <= zero else int(np.sign(value)) for value in eigenvalues)
    return low, high


def _around(f: PlaneFunction, x: float, y: float) -> tuple[float, float]:
    turn = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    with np.errstate(all="ignore"):
        rise = np.asarray(f(x + RING * np.cos(turn), y + RING * np.sin(turn)) - f(x, y), dtype=float)
    least = max(1e-9 * float(np.abs(rise).max()), 1e-14 * abs(float(f(x, y))))  # what rounding leaves of 0
    rise = np.where(np.abs(rise) <= least, 0.0, rise)
    return float(rise.min()), float(rise.max())


def taylor_patch(found: Curvature, config: PatchConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The Taylor polynomial of second order on a square around the point: x, (25,), y, (25,), and values, (25, 25)."""
    offset = np.linspace(-config.patch, config.patch, PATCH_PLACES)
    dx, dy = np.meshgrid(offset, offset)
    (a, b), (_, c) = found.hessian
    with np.errstate(all="ignore"):
        linear = found.gradient[0] * dx + found.gradient[1] * dy
        values = found.value + linear + (a * dx**2 + 2 * b * dx * dy + c * dy**2) / 2
    return found.x + offset, found.y + offset, values


def largest_error(f: PlaneFunction, found: Curvature, config: PatchConfig) -> float:
    """The largest distance between f and the Taylor polynomial at the places of the patch; NaN where f has gaps."""
    x, y, values = taylor_patch(found, config)
    with np.errstate(all="ignore"):
        return float(np.abs(f(*np.meshgrid(x, y)) - values).max())


def curvature_in_scipy(f: PlaneFunction, x: float, y: float) -> dict[str, Any]:
    """The Hessian at (x, y) by SciPy from values of f alone, and its eigenvalues by LAPACK."""
    found = differentiate.hessian(lambda p: f(p[0], p[1]), np.array([x, y]), order=8)
    return {"hessian": found.ddf, "eigenvalues": np.linalg.eigvalsh(found.ddf)}

"""Power iteration: multiply by A, make the length one again, and so on."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.mathematics.decompositions.dial import unit_vectors
from core.mathematics.decompositions.eigen import EPS, Eigen, EigenConfig, eigen
from core.params import Interval, Step, config

Course = Literal["settles", "slow", "at_once", "stays", "swings", "turns", "stops", "every"]
ON_LINE = 1e-9  # sine of the angle to an eigenline that counts as none


@config
class PowerConfig:
    """The first direction, and the number of steps."""

    start_angle: Annotated[float, Interval(ge=0, le=360), Step(1)] = 100.0
    steps: Annotated[int, Interval(ge=1, le=60)] = 10


@dataclass(frozen=True)
class PowerIteration:
    """The unit vectors x_0, x_1, … and what each says of the eigenvalue.

    x (k + 1, 2); rayleigh (k + 1,): xᵀAx; errors (k + 1,): the angle in degrees between the line of x and the dominant
    eigenline, NaN where there is none. fewer than `steps` steps where A x is 0. ratio: |λ₂ / λ₁|, NaN where complex.
    course: how it goes on.
    """

    found: Eigen
    x: np.ndarray
    rayleigh: np.ndarray
    errors: np.ndarray
    ratio: float
    course: Course


def power_iteration(matrix: EigenConfig, config: PowerConfig) -> PowerIteration:
    """x ← A x / ‖A x‖, from the start; it ends where A x is 0."""
    found = eigen(matrix)
    a = found.a
    x = unit_vectors(np.array([config.start_angle]))[:, 0]
    way, image = [x], a @ x
    least = 8 * EPS * np.abs(a).max()  # what rounding leaves of 0
    while len(way) <= config.steps and np.hypot(*image) > least:
        x = image / np.hypot(*image)
        way.append(x)
        image = a @ x
    xs, stopped = np.array(way), bool(np.hypot(*image) <= least)
    return PowerIteration(
        found=found, x=xs, rayleigh=((xs @ a.T) * xs).sum(axis=1), errors=line_errors(found, xs),
        ratio=eigenvalue_ratio(found), course=course_of(found, xs[0], stopped),
    )  # fmt: skip


def eigenvalue_ratio(found: Eigen) -> float:
    """|λ₂ / λ₁|, the factor by which the error shrinks at last; NaN where the eigenvalues are complex or 0."""
    if not found.values or found.values[0] == 0:
        return float("nan")
    return abs(found.values[1] / found.values[0])


def line_errors(found: Eigen, x: np.ndarray) -> np.ndarray:
    """The angle (k,) in degrees, from 0 to 90, between the line of each x (k, 2) and the first eigenline."""
    if not len(found.vectors) or swinging(found):
        return np.full(len(x), np.nan)
    first = found.vectors[0]
    cross = x[:, 0] * first[1] - x[:, 1] * first[0]
    errors: np.ndarray = np.degrees(np.arctan2(np.abs(cross), np.abs(x @ first)))
    return errors


def swinging(found: Eigen) -> bool:
    """Whether two different eigenvalues have the same size: no direction wins."""
    return found.kind == "two" and abs(found.values[0] + found.values[1]) <= 8 * EPS * abs(found.values[0])


def course_of(found: Eigen, start: np.ndarray, stopped: bool) -> Course:
    """How the iteration goes, in exact arithmetic, from the eigenvalues and the start (2,)."""
    if stopped:
        return "stops"
    if found.kind in ("none", "every"):
        return "turns" if found.kind == "none" else "every"
    on = [abs(start[0] * v[1] - start[1] * v[0]) <= ON_LINE for v in found.vectors]
    if on[0] or (swinging(found) and on[1]):
        return "at_once"
    if swinging(found):
        return "swings"
    if len(on) > 1 and on[1]:
        return "stays"
    return "settles" if found.kind == "two" else "slow"


def power_numbers(matrix: EigenConfig, config: PowerConfig) -> dict[str, object]:
    """The numbers on the screen."""
    run = power_iteration(matrix, config)
    return {"rayleigh": run.rayleigh, "x": run.x, "ratio": run.ratio}


def largest_eigenvalue_by_numpy(matrix: EigenConfig) -> dict[str, object]:
    """The eigenvalue of the largest size, and |λ₂ / λ₁|, by `numpy.linalg.eigvals`."""
    sizes = np.sort(np.abs(np.linalg.eigvals(np.array(matrix.a, dtype=float))))
    return {"ratio": float(sizes[0] / sizes[1])}

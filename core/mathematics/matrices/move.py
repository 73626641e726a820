"""A matrix as a move of the plane or of space: the way from the identity, the determinant on it, what it flattens."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from scipy.spatial.transform import Rotation

from core.mathematics.matrices.entries import Square, column_and_null_space, determinant
from core.params import Interval, Step, config

TIMES = 101  # on the curve of the determinant


@config
class MoveConfig:
    """The matrix, how far the move has gone, and by which way."""

    a: Square = ((2.0, 1.0), (1.0, 2.0))
    t: Annotated[float, Interval(ge=0, le=1), Step(0.02)] = 1.0
    path: Literal["straight", "turn"] = "straight"


@dataclass(frozen=True)
class Move:
    """A(t) on its way from the identity (t = 0) to A (t = 1), for A (n, n), n = 2 or 3.

    now: A(t) at the chosen t (n, n). times, dets (101,): the determinant on the whole way. flat: the times at which
    it is zero, ascending. columns (n, rank), null (n, n - rank): orthonormal bases of all Ax, and of all x with Ax = 0.
    """

    a: np.ndarray
    t: float
    now: np.ndarray
    det: float
    det_now: float
    rank: int
    flat: tuple[float, ...]
    times: np.ndarray
    dets: np.ndarray
    columns: np.ndarray
    null: np.ndarray


def move(config: MoveConfig) -> Move:
    """The move at time t, the determinant on the whole way, and what A flattens."""
    a = np.array(config.a)
    way = straight_way if config.path == "straight" else turning_way
    times = np.linspace(0, 1, TIMES)
    columns, null = column_and_null_space(a)
    now = way(a, np.array([config.t]))[0]
    return Move(
        a=a, t=config.t, now=now, det=float(determinant(a)), det_now=float(determinant(now)), rank=columns.shape[1],
        flat=flat_times(a, config.path), times=times, dets=determinant(way(a, times)), columns=columns, null=null,
    )  # fmt: skip


def decided(found: Move) -> bool:
    """Whether determinant and rank agree on A being singular: two tolerances in float64, which may differ."""
    return (found.det == 0) == (found.rank < len(found.a))


def flat_before_the_end(found: Move) -> tuple[float, ...]:
    """The times before t = 1 at which everything is flat; at t = 1 it is where A is singular."""
    return tuple(time for time in found.flat if time < 1)


def straight_way(a: np.ndarray, times: np.ndarray) -> np.ndarray:
    """I + t (A - I) for each time (k,): every point moves on a straight line; (k, n, n)."""
    eye = np.eye(len(a))
    return eye + times[:, None, None] * (a - eye)


def turning_way(a: np.ndarray, times: np.ndarray) -> np.ndarray:
    """R(t) (I + t (S - I)) for each time (k,): the angle of R and the stretches of S grow evenly; (k, n, n)."""
    rotation, stretch = turn_and_stretch(a)
    space = np.eye(3)
    space[: len(a), : len(a)] = rotation  # a turn of the plane is a turn about the third axis
    axis = Rotation.from_matrix(space).as_rotvec()
    turns = Rotation.from_rotvec(times[:, None] * axis).as_matrix()[:, : len(a), : len(a)]
    turned: np.ndarray = turns @ straight_way(stretch, times)
    return turned


def turn_and_stretch(a: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A = R S with a rotation R and a symmetric S: the polar decomposition, both (n, n).

    No rotation is a mirror image; so where det A < 0 one stretch of S is negative, of the least size, and in the
    direction that leaves the least to turn.
    """
    u, values, vt = np.linalg.svd(a)
    rotation = u @ vt
    if determinant(rotation) < 0:
        least = vt[values <= values[-1] + 1e-13 * values[0]]  # directions of the least stretch
        remaining = least @ rotation @ least.T
        mirrored = np.linalg.eigh(remaining + remaining.T)[1][:, 0] @ least
        rotation = rotation @ (np.eye(len(a)) - 2 * np.outer(mirrored, mirrored))
    stretch = rotation.T @ a
    return rotation, (stretch + stretch.T) / 2


def flat_times(a: np.ndarray, path: str) -> tuple[float, ...]:
    """The times at which the plane or space is flat, for A (n, n): 1 / (1 - λ) for each real λ ≤ 0.

    On the straight way λ are the eigenvalues of A, on the other one the stretches of S.
    """
    way, matrix = (straight_way, a) if path == "straight" else (turning_way, turn_and_stretch(a)[1])
    size = np.abs(a).max()
    values = np.linalg.eigvals(matrix).real  # a pair that is not real does not flatten, which its determinant tells
    times = 1 / (1 - np.minimum(values[values <= 1e-12 * size], 0))
    flat = [time for time, now in zip(times, way(a, times), strict=True) if abs(determinant(now)) <= 1e-10 * (1 + size)]
    return tuple(sorted({round(float(time), 6) for time in flat}))

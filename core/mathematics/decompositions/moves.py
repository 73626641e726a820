"""A matrix of the plane as three moves: rotate, stretch along the axes, rotate."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.mathematics.decompositions.eigen import EPS, TwoByTwo
from core.params import Interval, Step, config

FRAMES_A_MOVE = 20


@config
class MovesConfig:
    """The matrix, and how far the three moves have gone."""

    moved: TwoByTwo = ((1.5, 1.0), (-1.0, 1.0))
    t: Annotated[float, Interval(ge=0, le=3), Step(0.05)] = 3.0


@dataclass(frozen=True)
class Moves:
    """A = R(last) diag(σ₁, ±σ₂) R(first), R(·) the rotation by an angle in degrees.

    stretches (2,): σ₁ and σ₂, the second negative where A turns the plane over. u, v (2, 2): singular vectors as
    columns, sigma (2,) not negative, so that A = u diag(sigma) vᵀ; the sign of a mirror image lies in u.
    """

    a: np.ndarray
    first: float
    last: float
    stretches: np.ndarray
    u: np.ndarray
    sigma: np.ndarray
    v: np.ndarray


def three_moves(config: MovesConfig) -> Moves:
    """The singular value decomposition of a matrix (2, 2) in closed form.

    A is a sum of a turn with a scale and of a mirror image with a scale; their sizes are (σ₁ ± σ₂) / 2, and their
    angles the sum and difference of the two rotations. Blinn (1996), "Consider the lowly 2 × 2 matrix".
    """
    rows = np.array(config.moved, dtype=float)
    (a, b), (c, d) = rows.tolist()
    turn, mirror = np.hypot((a + d) / 2, (c - b) / 2), np.hypot((a - d) / 2, (c + b) / 2)
    turn_angle, mirror_angle = np.arctan2(c - b, a + d), np.arctan2(c + b, a - d)
    first, last = np.degrees((turn_angle - mirror_angle) / 2), np.degrees((turn_angle + mirror_angle) / 2)
    if not -90 < first <= 90:  # half a turn first and half a turn last undo each other
        first, last = first - np.copysign(180, first), last - np.copysign(180, last)
    smaller = turn - mirror
    if abs(smaller) <= 8 * EPS * (turn + mirror):
        smaller = 0.0
    stretches = np.array([turn + mirror, smaller])
    sign = -1.0 if smaller < 0 else 1.0
    return Moves(
        a=rows, first=float(first), last=float(last), stretches=stretches, sigma=np.abs(stretches),
        u=rotation(float(last)) * [1, sign], v=rotation(float(first)).T,
    )  # fmt: skip


def rotation(degrees: float | np.ndarray) -> np.ndarray:
    """The matrix (…, 2, 2) of a rotation by an angle (…)."""
    radians = np.radians(degrees)
    cos, sin = np.cos(radians), np.sin(radians)
    return np.moveaxis(np.array([[cos, -sin], [sin, cos]]), (0, 1), (-2, -1))


def on_the_way(found: Moves, times: np.ndarray) -> np.ndarray:
    """What has become of the identity (k, 2, 2) at times (k,) from 0 to 3: one unit of time a move."""
    share = np.clip(times[:, None] - np.arange(3), 0, 1)  # of each move, (k, 3)
    stretch = np.zeros((len(times), 2, 2))
    stretch[:, [0, 1], [0, 1]] = 1 + share[:, 1:2] * (found.stretches - 1)
    way: np.ndarray = rotation(share[:, 2] * found.last) @ stretch @ rotation(share[:, 0] * found.first)
    return way


def frame_times() -> np.ndarray:
    """The times (61,) of the frames of the film, from 0 to 3."""
    return np.arange(3 * FRAMES_A_MOVE + 1) / FRAMES_A_MOVE


def moves_numbers(config: MovesConfig) -> dict[str, object]:
    """The numbers on the screen."""
    found = three_moves(config)
    return {"sigma": found.sigma, "u": found.u, "v": found.v, "first": found.first, "last": found.last}


def sigma_by_numpy(config: MovesConfig) -> dict[str, object]:
    """Singular values by `numpy.linalg.svd`, whose singular vectors may have the other sign."""
    return {"sigma": np.linalg.svd(np.array(config.moved, dtype=float), compute_uv=False)}

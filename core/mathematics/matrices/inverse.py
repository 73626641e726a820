"""The inverse of a matrix, and how much an error in b grows on its way to x: the condition number."""

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from core.mathematics.matrices.entries import Square, determinant
from core.params import Interval, Log, Step, config

EPS = float(np.finfo(float).eps)
MOST = 12  # rows of a Hilbert matrix


@config
class InverseConfig:
    """The matrix that is to be undone, and the error of b: its size relative to b, and its direction in degrees.

    In space the direction counts around the third axis, and the elevation from the plane of the other two upwards.
    """

    undone: Square = ((2.0, 1.0), (1.0, 2.0))
    nudge: Annotated[float, Interval(ge=1e-8, le=1), Log()] = 1e-4
    direction: Annotated[float, Interval(ge=0, le=360), Step(1)] = 100.0
    elevation: Annotated[float, Interval(ge=-90, le=90), Step(1)] = 20.0


@config
class HilbertConfig:
    """How many rows the Hilbert matrix has."""

    order: Annotated[int, Interval(ge=2, le=MOST)] = 5


@dataclass(frozen=True)
class Inversion:
    """Ax = b with x = (1, 1) or (1, 1, 1), and what an error in b makes of x; all (n, n) or (n,) with n = 2 or 3.

    stretches: the singular values, descending. to_x: takes the error of b, relative to b, to that of x, relative to x.
    error_b, error_x: the errors (n,). inverse, to_x and error_x are None where A is singular (then the condition number
    is infinite), and where the condition number is beyond 2^52, so that no digit could be trusted.
    """

    a: np.ndarray
    det: float
    b: np.ndarray
    stretches: np.ndarray
    condition: float
    inverse: np.ndarray | None
    to_x: np.ndarray | None
    error_b: np.ndarray
    error_x: np.ndarray | None
    growth: float
    largest_growth: float


def invert(config: InverseConfig) -> Inversion:
    """The inverse, and the error of x that belongs to the error of b."""
    a = np.array(config.undone)
    x = np.ones(len(a))  # the solution that is asked for
    det, b = float(determinant(a)), a @ x
    unit = error_direction(config)
    stretches = two_stretches(a, det) if len(a) == 2 else three_stretches(a, det)
    length_b = float(np.linalg.norm(b))
    common: dict[str, Any] = {
        "a": a,
        "det": det,
        "b": b,
        "stretches": stretches,
        "error_b": config.nudge * length_b * unit,
    }
    longest, shortest = float(stretches[0]), float(stretches[-1])
    condition = longest / shortest if shortest > 0 else np.inf
    if condition > 1 / EPS:
        return Inversion(
            **common, condition=condition, inverse=None, to_x=None, error_x=None, growth=np.inf, largest_growth=np.inf
        )
    inverse = cofactors(a) / det
    to_x = inverse * length_b / np.linalg.norm(x)
    return Inversion(
        **common, condition=condition, inverse=inverse, to_x=to_x,
        error_x=inverse @ common["error_b"], growth=float(np.linalg.norm(to_x @ unit)),
        largest_growth=float(length_b / np.linalg.norm(x) / shortest),
    )  # fmt: skip


def error_direction(config: InverseConfig) -> np.ndarray:
    """The unit vector (n,) of the error of b, with as many coordinates as the matrix has rows."""
    around, up = np.radians(config.direction), np.radians(config.elevation)
    level = np.array([np.cos(around), np.sin(around)])
    return level if len(config.undone) == 2 else np.array([*(np.cos(up) * level), np.sin(up)])


def cofactors(a: np.ndarray) -> np.ndarray:
    """The transposed cofactors of a matrix (n, n), n = 2 or 3: divided by the determinant they are the inverse.

    In space each column is the cross product of two rows, and so at right angles to both.
    """
    if len(a) == 2:
        return np.array([[a[1, 1], -a[0, 1]], [-a[1, 0], a[0, 0]]])
    first, second, third = a
    return np.column_stack([np.cross(second, third), np.cross(third, first), np.cross(first, second)])


def two_stretches(a: np.ndarray, det: float) -> np.ndarray:
    """The singular values (2,) of a matrix (2, 2), descending: the half axes of what it makes of the unit circle.

    Their squares add up to the squares of all entries, and their product is |det A|.
    """
    scale = float(np.abs(a).max())
    if scale == 0:
        return np.zeros(2)
    squares, area = float(((a / scale) ** 2).sum()), abs(det) / scale / scale
    difference = np.sqrt(max((squares - 2 * area) * (squares + 2 * area), 0.0))
    largest = np.sqrt((squares + difference) / 2)
    return scale * np.array([largest, area / largest])


def three_stretches(a: np.ndarray, det: float) -> np.ndarray:
    """The singular values (3,) of a matrix (3, 3), descending, the last one 0 where the determinant is."""
    stretches: np.ndarray = np.linalg.svd(a, compute_uv=False)
    return np.append(stretches[:2], 0.0 if det == 0 else stretches[2])


def free_directions(a: np.ndarray) -> np.ndarray:
    """Orthonormal directions, as columns (n, k) with k ≥ 1, in which x is free where det A (n, n) counts as zero.

    More than one where more than one singular value counts as zero, as in `numpy.linalg.matrix_rank`.
    """
    _, values, vt = np.linalg.svd(a)
    free = int((values <= values[0] * len(a) * EPS).sum())
    return np.asarray(vt[-max(free, 1) :].T)


@dataclass(frozen=True)
class HilbertErrors:
    """Hilbert matrices with 2 to 12 rows: their condition numbers, and the largest error of x where x = (1, …, 1)."""

    sizes: np.ndarray
    conditions: np.ndarray
    errors: np.ndarray
    ranks: np.ndarray


def hilbert_matrix(order: int) -> np.ndarray:
    """h_ij = 1 / (i + j - 1), (order, order): Hilbert (1894)."""
    i = np.arange(1, order + 1)
    return 1 / (i[:, None] + i - 1)


def hilbert_errors() -> HilbertErrors:
    """Hx = b is solved for every size, with b the sums of the rows."""
    sizes = np.arange(2, MOST + 1)
    matrices = [hilbert_matrix(int(n)) for n in sizes]
    solved = [np.linalg.solve(h, h.sum(axis=1)) for h in matrices]
    return HilbertErrors(
        sizes=sizes, conditions=np.array([np.linalg.cond(h) for h in matrices]),
        errors=np.array([np.abs(x - 1).max() for x in solved]),
        ranks=np.array([np.linalg.matrix_rank(h) for h in matrices]),
    )  # fmt: skip


def inverse_numbers(config: InverseConfig) -> dict[str, object]:
    """The numbers on the screen."""
    found = invert(config)
    return {
        "inverse": None if found.inverse is None else found.inverse.tolist(), "condition": found.condition,
        "growth": found.growth, "largest_growth": found.largest_growth,
    }  # fmt: skip


def inverse_numbers_by_numpy(config: InverseConfig) -> dict[str, object]:
    """The same by NumPy's own functions; LinAlgError where they call the matrix singular."""
    a = np.array(config.undone)
    x = np.ones(len(a))
    b = a @ x
    error_b = config.nudge * np.linalg.norm(b) * error_direction(config)
    error_x = np.linalg.solve(a, error_b)
    return {
        "inverse": np.linalg.inv(a).tolist(), "condition": float(np.linalg.cond(a)),
        "growth": float(np.linalg.norm(error_x) / np.linalg.norm(x) / config.nudge),
        "largest_growth": float(np.linalg.norm(np.linalg.inv(a), 2) * np.linalg.norm(b) / np.linalg.norm(x)),
    }  # fmt: skip

"""What the numbers of a matrix may be, the special matrices by name, and what float64 takes for zero."""

from typing import Annotated

import numpy as np

from core.params import Interval, Shape, Step

Entry = Annotated[float, Interval(ge=-3, le=3), Step(0.1)]
Square = Annotated[tuple[tuple[Entry, ...], ...], Shape((2, 3), (2, 3), square=True)]
Table = tuple[tuple[float, ...], ...]

SPECIAL: dict[str, tuple[Table, Table]] = {
    "identity": (((1, 0), (0, 1)), ((1, 0, 0), (0, 1, 0), (0, 0, 1))),
    "diagonal": (((2, 0), (0, 0.5)), ((2, 0, 0), (0, 0.5, 0), (0, 0, 1.5))),
    "symmetric": (((2, 1), (1, 2)), ((2, 1, 0), (1, 2, 1), (0, 1, 2))),
    "rotation": (((0, -1), (1, 0)), ((0, -1, 0), (1, 0, 0), (0, 0, 1))),
    "mirror": (((1, 0), (0, -1)), ((1, 0, 0), (0, 1, 0), (0, 0, -1))),
    "shear": (((1, 1), (0, 1)), ((1, 1, 0), (0, 1, 0), (0, 0, 1))),
    "projection": (((1, 0), (0, 0)), ((1, 0, 0), (0, 1, 0), (0, 0, 0))),
    "singular": (((1, 2), (0.5, 1)), ((1, 0, 1), (0, 1, 1), (1, 1, 2))),
    "nearly_singular": (((1, 1), (1, 1.0001)), ((1, 1, 1), (1, 1.0001, 1), (1, 1, 2))),
    "zero": (((0, 0), (0, 0)), ((0, 0, 0), (0, 0, 0), (0, 0, 0))),
}  # by name: of the plane, of space


def special_matrix(name: str, size: int) -> Table:
    """A special matrix with 2 or 3 rows, as a field of a config holds it."""
    return tuple(tuple(float(number) for number in row) for row in SPECIAL[name][size - 2])


def determinant(matrices: np.ndarray) -> np.ndarray:
    """Signed area (…, 2, 2) or volume (…, 3, 3) of what a matrix makes of the unit square or cube; shape (…)."""
    if matrices.shape[-1] == 2:
        det: np.ndarray = matrices[..., 0, 0] * matrices[..., 1, 1] - matrices[..., 0, 1] * matrices[..., 1, 0]
    else:
        det = (matrices[..., 0, :] * np.cross(matrices[..., 1, :], matrices[..., 2, :])).sum(axis=-1)
    rows = np.linalg.norm(matrices, axis=-1).prod(axis=-1)  # no box of such sides is larger (Hadamard)
    return np.where(np.abs(det) <= 8 * np.finfo(float).eps * rows, 0.0, det)  # what rounding alone could leave


def column_and_null_space(a: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Orthonormal bases, as columns: of all Ax (m, rank), and of all x with Ax = 0 (n, n - rank); a is (m, n).

    A singular value counts as zero below the largest times max(m, n) eps, as in `numpy.linalg.matrix_rank`.
    """
    u, values, vt = np.linalg.svd(a)
    rank = int((values > values[0] * max(a.shape) * np.finfo(float).eps).sum())
    return u[:, :rank], vt[rank:].T

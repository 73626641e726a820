"""Eigenvalues and eigenvectors of a matrix with two rows, from its characteristic polynomial."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.params import Interval, Shape, Step, config

EPS = float(np.finfo(float).eps)
Entry = Annotated[float, Interval(ge=-3, le=3), Step(0.1)]
TwoByTwo = Annotated[tuple[tuple[Entry, ...], ...], Shape((2, 2), (2, 2))]
Rows = tuple[tuple[float, ...], ...]
Kind = Literal["two", "one", "every", "none"]


@config
class EigenConfig:
    """A matrix of the plane."""

    a: TwoByTwo = ((1.5, 1.0), (0.5, 1.0))


@dataclass(frozen=True)
class Eigen:
    """What a matrix A (2, 2) only stretches.

    kind: how many eigenlines there are. values: the real eigenvalues, the larger in size first; vectors (lines, 2):
    a unit vector on each eigenline, none where every direction is one. discriminant: of the characteristic
    polynomial. modulus, turn: size and angle in degrees of a complex eigenvalue, NaN where they are real.
    """

    a: np.ndarray
    kind: Kind
    values: tuple[float, ...]
    vectors: np.ndarray
    trace: float
    det: float
    discriminant: float
    modulus: float
    turn: float
    symmetric: bool


def eigen(config: EigenConfig) -> Eigen:
    """Eigenvalues as roots of λ² - (a + d) λ + (ad - bc), and a vector that A - λI takes to zero for each."""
    rows = np.array(config.a, dtype=float)
    (a, b), (c, d) = rows.tolist()
    det = rounded_zero(a * d - b * c, abs(a * d) + abs(b * c))
    discriminant = rounded_zero((a - d) ** 2 + 4 * b * c, (a - d) ** 2 + 4 * abs(b * c))
    values = real_roots(a + d, det, discriminant)
    modulus, turn = float("nan"), float("nan")
    if not values:
        modulus = float(np.sqrt(det))
        turn = float(np.degrees(np.arctan2(np.sqrt(-discriminant), a + d)))
    every = b == 0 and c == 0 and a == d
    distinct = () if every else values[:1] if discriminant == 0 else values
    vectors = np.array([null_vector(rows - value * np.eye(2)) for value in distinct]).reshape(-1, 2)
    kind: Kind = "every" if every else "none" if not values else "one" if discriminant == 0 else "two"
    return Eigen(
        a=rows, kind=kind, values=values, vectors=vectors, trace=a + d, det=det, discriminant=discriminant,
        modulus=modulus, turn=turn, symmetric=b == c,
    )  # fmt: skip


def rounded_zero(value: float, size: float) -> float:
    """The value, or 0 where rounding alone could have left it of terms of that size."""
    return 0.0 if abs(value) <= 8 * EPS * size else float(value)


def real_roots(trace: float, det: float, discriminant: float) -> tuple[float, ...]:
    """The roots of λ² - trace λ + det, the larger in size first; none where they are complex."""
    if discriminant < 0:
        return ()
    first = (trace + np.copysign(np.sqrt(discriminant), trace)) / 2  # no digits cancel
    second = det / first if first != 0 else 0.0  # the product of the roots is det
    return float(first), float(second)


def null_vector(matrix: np.ndarray) -> np.ndarray:
    """A unit vector (2,) orthogonal to the longer row of a matrix (2, 2) of rank 1, in the upper half plane."""
    longer = matrix[np.argmax(np.abs(matrix).max(axis=1))]
    row = longer / np.abs(longer).max()  # scaled first: tiny rows do not vanish in a square
    x, y = np.array([-row[1], row[0]]) / np.hypot(*row)
    upper: np.ndarray = np.array([x, y]) * (-1 if y < 0 or (y == 0 and x < 0) else 1)
    return upper + 0.0  # no -0


EXAMPLES: dict[str, Rows] = {
    "two": ((1.5, 1.0), (0.5, 1.0)),
    "symmetric": ((2.0, 1.0), (1.0, 2.0)),
    "shear": ((1.0, 1.0), (0.0, 1.0)),
    "rotation": ((0.0, -1.0), (1.0, 0.0)),
    "spiral": ((1.0, -0.5), (1.0, 1.0)),
    "multiple": ((1.5, 0.0), (0.0, 1.5)),
    "projection": ((1.0, 1.0), (0.0, 0.0)),
    "mirror": ((1.0, 0.0), (0.0, -1.0)),
    "swing": ((1.0, 2.0), (2.0, -1.0)),
}

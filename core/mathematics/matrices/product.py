"""The product of two matrices: cell by cell, and as two moves, one after the other."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.mathematics.matrices.entries import Entry
from core.mathematics.matrices.move import turning_way
from core.params import Interval, Shape, Step, config
from core.refusal import Refusal

Factor = Annotated[tuple[tuple[Entry, ...], ...], Shape((2, 3), (2, 3))]
NEAR = 1e-12  # sums of products of numbers up to 3 that differ by less are equal
ROUNDING = 1e-15  # of the size of its terms: a sum below it is 0


@config
class ProductConfig:
    """The two factors."""

    left: Factor = ((0.8, -0.6), (0.6, 0.8))
    right: Factor = ((0.0, -1.0), (1.0, 0.0))


@config
class ProductView:
    """How many of the two moves have been made, and the cell that is looked at (counted flat, modulo their number)."""

    moves: Annotated[float, Interval(ge=0, le=2), Step(0.02)] = 2.0
    cell: Annotated[int, Interval(ge=0, le=8)] = 1


@dataclass(frozen=True)
class MatrixProduct:
    """AB (m, p) of A (m, n) and B (n, p), and BA (n, n) where it exists: where p = m.

    moves: whether both are moves of the same plane or space; commute: whether AB = BA.
    """

    a: np.ndarray
    b: np.ndarray
    ab: np.ndarray
    ba: np.ndarray | None
    moves: bool
    commute: bool


def multiply(config: ProductConfig) -> MatrixProduct:
    """AB, and BA where it exists; Refusal where a row of A and a column of B differ in length."""
    a, b = np.array(config.left), np.array(config.right)
    if a.shape[1] != b.shape[0]:
        raise Refusal("inner_sizes", rows_a=len(a), columns_a=a.shape[1], rows_b=len(b), columns_b=b.shape[1])
    ab = row_by_column(a, b)
    ba = row_by_column(b, a) if b.shape[1] == a.shape[0] else None
    commute = ba is not None and ba.shape == ab.shape and bool(np.abs(ab - ba).max() <= NEAR)
    return MatrixProduct(a=a, b=b, ab=ab, ba=ba, moves=a.shape == b.shape, commute=commute)


def row_by_column(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """c_ij is the sum of a_ik times b_kj over k: (m, n) times (n, p) is (m, p)."""
    c = np.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            terms = [a[i, k] * b[k, j] for k in range(a.shape[1])]
            c[i, j] = sum(terms) if abs(sum(terms)) > ROUNDING * sum(map(abs, terms)) else 0.0
    return c


def after_moves(first: np.ndarray, second: np.ndarray, moves: float) -> np.ndarray:
    """What has been done after so many of two moves, 0 to 2, both (n, n): a part of the first, then of the second."""
    first_part = turning_way(first, np.array([min(moves, 1.0)]))[0]
    second_part = turning_way(second, np.array([max(moves - 1.0, 0.0)]))[0]
    return np.asarray(second_part @ first_part)


def product_numbers(config: ProductConfig) -> dict[str, object]:
    """The numbers on the screen."""
    found = multiply(config)
    return {"ab": found.ab.tolist(), "ba": None if found.ba is None else found.ba.tolist(), "commute": found.commute}


def product_numbers_by_numpy(config: ProductConfig) -> dict[str, object]:
    """The same by the operator `@`."""
    a, b = np.array(config.left), np.array(config.right)
    fits = a.shape[0] == b.shape[1]
    ab, ba = a @ b, b @ a if fits else None
    commute = bool(a.shape == b.shape and fits and np.allclose(ab, b @ a, rtol=0, atol=1e-12))
    return {"ab": ab.tolist(), "ba": None if ba is None else ba.tolist(), "commute": commute}

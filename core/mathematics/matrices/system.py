"""Linear equations Ax = b: none, one or infinitely many solutions, by row reduction."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.params import Interval, Shape, Step, config

Coefficient = Annotated[float, Interval(ge=-5, le=5), Step(0.5)]


@config
class SystemConfig:
    """The equations, one a row: coefficients, and the right side in the last column."""

    equations: Annotated[tuple[tuple[Coefficient, ...], ...], Shape((2, 3), (3, 4))] = (
        (1.0, 1.0, 3.0),
        (1.0, -1.0, 1.0),
    )


EXAMPLES = {
    "two_lines": ((1.0, 1.0, 3.0), (1.0, -1.0, 1.0)),
    "parallel": ((1.0, 2.0, 4.0), (1.0, 2.0, -2.0)),
    "same_line": ((1.0, 2.0, 4.0), (0.5, 1.0, 2.0)),
    "triangle": ((1.0, 0.0, 1.0), (0.0, 1.0, 1.0), (1.0, 1.0, 4.0)),
    "three_planes": ((1.0, 1.0, 1.0, 3.0), (1.0, -1.0, 0.0, 0.0), (0.0, 1.0, -1.0, 0.0)),
    "prism": ((1.0, 0.0, 1.0, 1.0), (0.0, 1.0, 1.0, 1.0), (1.0, -1.0, 0.0, 3.0)),
    "common_line": ((1.0, 0.0, 1.0, 1.0), (0.0, 1.0, 1.0, 1.0), (1.0, -1.0, 0.0, 0.0)),
    "two_planes": ((1.0, 1.0, 1.0, 2.0), (1.0, -1.0, 0.0, 0.0)),
}


@dataclass(frozen=True)
class RowReduction:
    """The augmented matrix (m, n + 1) after each step, the first as it is given; and the columns with a pivot."""

    steps: tuple[np.ndarray, ...]
    pivots: tuple[int, ...]


@dataclass(frozen=True)
class System:
    """The solutions of Ax = b for A (m, n) and b (m,).

    x (n,): the solution; of infinitely many the one whose free unknowns are 0; where there is none the one with the
    least squared error, of several the shortest.
    null (n, n - rank): what may be added to x, as columns. residual (m,): b - Ax.
    """

    a: np.ndarray
    b: np.ndarray
    kind: Literal["one", "none", "many"]
    rank: int
    rank_with_b: int
    x: np.ndarray
    null: np.ndarray
    residual: np.ndarray
    reduction: RowReduction


def solve_system(config: SystemConfig) -> System:
    """The solutions, read off the reduced rows."""
    table = np.array(config.equations)
    a, b = table[:, :-1], table[:, -1]
    reduction = row_reduction(table)
    unknowns = a.shape[1]
    pivots = [column for column in reduction.pivots if column < unknowns]
    solvable = unknowns not in reduction.pivots
    x, null = read_off(reduction.steps[-1], pivots, unknowns)
    if not solvable:
        x = np.linalg.lstsq(a, b, rcond=None)[0]
        x = np.where(np.abs(x) <= 1e-12 * np.abs(x).max(), 0.0, x)
    residual = b - a @ x
    return System(
        a=a, b=b, kind="none" if not solvable else "one" if len(pivots) == unknowns else "many", rank=len(pivots),
        rank_with_b=len(reduction.pivots), x=x, null=null,
        residual=np.where(np.abs(residual) <= 1e-12 * (1 + np.abs(b).max()), 0.0, residual), reduction=reduction,
    )  # fmt: skip


def row_reduction(table: np.ndarray) -> RowReduction:
    """Gauss and Jordan on [A | b] (m, n + 1): the largest of a column by size becomes its pivot 1, all others 0."""
    rows = table.astype(float)
    zero = 1e-12 * max(np.abs(rows).max(), 1.0)  # below it stands what rounding has left
    steps = [rows.copy()]
    pivots: list[int] = []
    for column in range(rows.shape[1]):
        top = len(pivots)
        if top == len(rows):
            break
        best = top + int(np.argmax(np.abs(rows[top:, column])))
        if abs(rows[best, column]) <= zero:
            continue
        rows[[top, best]] = rows[[best, top]]
        rows[top] /= rows[top, column]
        for other in range(len(rows)):
            if other != top:
                rows[other] -= rows[other, column] * rows[top]
        rows[np.abs(rows) <= zero] = 0.0
        pivots.append(column)
        steps.append(rows.copy())
    return RowReduction(steps=tuple(steps), pivots=tuple(pivots))


def read_off(reduced: np.ndarray, pivots: list[int], unknowns: int) -> tuple[np.ndarray, np.ndarray]:
    """The solution (n,) whose free unknowns are 0, and one direction of the null space for each free unknown (n, k)."""
    free = [column for column in range(unknowns) if column not in pivots]
    x, null = np.zeros(unknowns), np.zeros((unknowns, len(free)))
    for row, column in enumerate(pivots):
        x[column] = reduced[row, -1]
        null[column] = -reduced[row, free]
    for k, column in enumerate(free):
        null[column, k] = 1.0
    return x, null


def system_numbers(config: SystemConfig) -> dict[str, object]:
    """The numbers on the screen."""
    found = solve_system(config)
    return {
        "kind": found.kind, "rank": found.rank, "rank_with_b": found.rank_with_b, "x": found.x.tolist(),
        "null": found.null.T.tolist(), "residual": found.residual.tolist(),
    }  # fmt: skip


def system_numbers_by_numpy(config: SystemConfig) -> dict[str, object]:
    """Kind, ranks and a solution by NumPy's own functions; of infinitely many solutions the shortest."""
    table = np.array(config.equations)
    a, b = table[:, :-1], table[:, -1]
    rank, rank_with_b = int(np.linalg.matrix_rank(a)), int(np.linalg.matrix_rank(table))
    kind = "none" if rank < rank_with_b else "one" if rank == a.shape[1] else "many"
    return {"kind": kind, "rank": rank, "rank_with_b": rank_with_b, "x": np.linalg.lstsq(a, b, rcond=None)[0].tolist()}

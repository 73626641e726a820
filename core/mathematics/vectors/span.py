"""What several arrows reach: their combinations, their rank, and the coordinates of a point in them."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.mathematics.vectors.pair import Coordinate, Dimension
from core.params import Interval, Len, Shape, Step, config

Coefficient = Annotated[float, Interval(ge=-3, le=3), Step(0.1)]
Answer = Literal["one", "many", "none"]
CLOSE = 1e-9  # of a point to a span, relative to the point's own size


@config
class SpanConfig:
    """The arrows v and w of the plane or three arrows of space, coefficients, and a point to be reached.

    `arrows` has v, w and u as columns, and `target` the point; both are of space.
    """

    dimension: Dimension = "plane"
    v1: Coordinate = 2.0
    v2: Coordinate = 1.0
    w1: Coordinate = 1.0
    w2: Coordinate = 3.0
    c1: Coefficient = 1.0
    c2: Coefficient = 1.0
    c3: Coefficient = 1.0
    t1: Coordinate = 4.0
    t2: Coordinate = -1.0
    arrows: Annotated[tuple[tuple[Coordinate, ...], ...], Shape((3, 3), (3, 3))] = (
        (3.0, 0.0, 1.0), (0.0, 3.0, 1.0), (1.0, 1.0, 3.0),
    )  # fmt: skip
    target: Annotated[tuple[Coordinate, ...], Len(3, 3)] = (2.0, -2.0, 3.0)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Arrows as columns (n, n), what they reach, and the point in their terms.

    `rank` counts the singular values (n,) above `tolerance`. `dependence` (n,) are coefficients of a combination that
    gives the zero vector, the largest 1; None where there is none. `answer` tells how many `coordinates` (n,) the
    target has: one, many (the shortest is given) or none (those of `nearest`, the point of the span closest to it).
    """

    arrows: np.ndarray
    coefficients: np.ndarray
    combination: np.ndarray
    singular_values: np.ndarray
    tolerance: float
    rank: int
    dependence: np.ndarray | None
    target: np.ndarray
    answer: Answer
    coordinates: np.ndarray
    nearest: np.ndarray
    parallel: bool


def span(span_config: SpanConfig) -> Span:
    """The arrows of the config together."""
    c = span_config
    if c.dimension == "plane":
        arrows, target = np.array([[c.v1, c.w1], [c.v2, c.w2]]), np.array([c.t1, c.t2])
        coefficients = np.array([c.c1, c.c2])
    else:
        arrows, target = np.array(c.arrows), np.array(c.target)
        coefficients = np.array([c.c1, c.c2, c.c3])
    u, singular, vt = np.linalg.svd(arrows)
    tolerance = float(singular.max() * len(arrows) * np.finfo(float).eps)  # as numpy.linalg.matrix_rank
    rank = int((singular > tolerance).sum())
    shares = u[:, :rank].T @ target
    coordinates = vt[:rank].T @ (shares / singular[:rank])
    nearest = u[:, :rank] @ shares
    reached = float(np.abs(nearest - target).max()) <= CLOSE * float(np.abs(target).max())
    answer: Answer = "one" if rank == len(arrows) else "many" if reached else "none"
    return Span(
        arrows=arrows, coefficients=coefficients, combination=arrows @ coefficients, singular_values=singular,
        tolerance=tolerance, rank=rank, dependence=_dependence(vt, rank), target=target, answer=answer,
        coordinates=coordinates, nearest=nearest, parallel=any_parallel(arrows),
    )  # fmt: skip


def _dependence(vt: np.ndarray, rank: int) -> np.ndarray | None:
    """A combination of the columns that gives zero, its largest coefficient 1; None where there is none."""
    if rank == len(vt):
        return None
    combination = vt[-1] / vt[-1][np.abs(vt[-1]).argmax()]
    return np.where(np.abs(combination) < 1e-12, 0.0, combination)


def any_parallel(arrows: np.ndarray) -> bool:
    """Whether two of the columns of (n, n) lie on one line through the origin; a zero column lies on every line."""
    count = arrows.shape[1]
    pairs = [(j, k) for j in range(count) for k in range(j + 1, count)]
    return any(np.linalg.matrix_rank(arrows[:, [j, k]]) < 2 for j, k in pairs)

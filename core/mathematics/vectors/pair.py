"""Two vectors, and everything that one says about the other: sum, dot product, projection, angle, area."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.params import Interval, Step, config

Coordinate = Annotated[float, Interval(ge=-5, le=5), Step(0.1)]
Dimension = Literal["plane", "space"]
Kind = Literal["zero", "same", "opposite", "right", "acute", "obtuse"]
ROUNDING = 4e-15  # a cosine or sine below this is one of a right angle, or of parallel vectors


@config
class PairConfig:
    """Two vectors by their coordinates, and what is drawn of them; the third coordinate counts in space alone."""

    dimension: Dimension = "plane"
    relation: Literal["projection", "sum", "difference", "multiple", "area"] = "projection"
    v1: Coordinate = 2.0
    v2: Coordinate = 1.0
    v3: Coordinate = 3.0
    w1: Coordinate = 1.0
    w2: Coordinate = 3.0
    w3: Coordinate = 1.0
    scale: Annotated[float, Interval(ge=-3, le=3), Step(0.1)] = 1.0


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two vectors and what they make; arrays of shape (2,) in the plane, (3,) in space.

    `shadow` is the length of the projection of v onto w, negative where it points against w. `area` is that of the
    parallelogram; in the plane its sign says which way v turns into w. `cross` is None in the plane. What needs the
    direction of a zero vector is None.
    """

    v: np.ndarray
    w: np.ndarray
    total: np.ndarray
    difference: np.ndarray
    multiple: np.ndarray
    dot: float
    length_v: float
    length_w: float
    cosine: float | None
    angle_degrees: float | None
    shadow: float | None
    projection: np.ndarray | None
    area: float
    cross: np.ndarray | None
    kind: Kind


def length(vector: np.ndarray) -> float:
    """The Euclidean norm of a vector (n,); scaled by the largest coordinate, so that no square underflows."""
    largest = float(np.abs(vector).max())
    return largest * float(np.sqrt(((vector / largest) ** 2).sum())) if largest > 0 else 0.0


def unit(vector: np.ndarray) -> np.ndarray | None:
    """The vector (n,) of length 1 in the same direction; None for a zero vector, which has none."""
    largest = float(np.abs(vector).max())
    return vector / largest / length(vector / largest) if largest > 0 else None


def relate(pair_config: PairConfig) -> Pair:
    """All that the two vectors make."""
    c = pair_config
    flat = c.dimension == "plane"
    v = np.array([c.v1, c.v2] if flat else [c.v1, c.v2, c.v3])
    w = np.array([c.w1, c.w2] if flat else [c.w1, c.w2, c.w3])
    e, f = unit(v), unit(w)  # directions
    cosine = angle = shadow = projection = None
    turn = 0.0
    if f is not None:
        shadow = float(v @ f)
        projection = shadow * f
    if e is not None and f is not None:
        turn, cosine = _sine(e, f), max(-1.0, min(1.0, float(e @ f)))
        turn = 0.0 if abs(turn) <= ROUNDING else turn
        cosine = 0.0 if abs(cosine) <= ROUNDING else cosine
        shadow, projection = (0.0, np.zeros(len(v))) if cosine == 0 else (shadow, projection)
        angle = math.degrees(math.atan2(abs(turn), cosine))  # acos would lose half the digits of a small angle
    return Pair(
        v=v, w=w, total=v + w, difference=v - w, multiple=c.scale * v, dot=0.0 if cosine == 0 else float(v @ w),
        length_v=length(v), length_w=length(w), cosine=cosine, angle_degrees=angle, shadow=shadow,
        projection=projection, area=length(v) * length(w) * turn, cross=None if flat else _cross(v, w, turn),
        kind=_kind(cosine, turn),
    )  # fmt: skip


def _cross(v: np.ndarray, w: np.ndarray, sine: float) -> np.ndarray:
    """The cross product (3,), with zeros in place of what rounding leaves."""
    cross = np.cross(v, w)
    return np.where(np.abs(cross) <= ROUNDING * length(v) * length(w), 0.0, cross) if sine else np.zeros(3)


def _sine(e: np.ndarray, f: np.ndarray) -> float:
    """The sine of the angle from e to f; in space it has no sign."""
    return float(e[0] * f[1] - e[1] * f[0]) if len(e) == 2 else length(np.cross(e, f))


def _kind(cosine: float | None, sine: float) -> Kind:
    if cosine is None:
        return "zero"
    if sine == 0:
        return "same" if cosine > 0 else "opposite"
    if cosine == 0:
        return "right"
    return "acute" if cosine > 0 else "obtuse"

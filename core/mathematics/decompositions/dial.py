"""The dial: a direction, where a matrix takes it, and by how much every direction is turned."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.mathematics.decompositions.eigen import EPS, Eigen, EigenConfig, eigen
from core.params import Interval, Step, config

ANGLES = 721  # on the turning curve
ON_LINE = 1e-9  # sine of a turn that counts as none


@config
class DialConfig:
    """The direction of x."""

    x_angle: Annotated[float, Interval(ge=0, le=360), Step(1)] = 70.0


@dataclass(frozen=True)
class Dial:
    """A unit vector x (2,) and its image Ax (2,): turned by `turn` degrees, `stretch` times as long.

    angles (721,): directions of x in degrees; turning (721,): the signed angle from x to Ax, NaN where Ax is 0.
    eigenvalue: λ where Ax = λx for this x, else None.
    """

    found: Eigen
    x_angle: float
    x: np.ndarray
    image: np.ndarray
    turn: float
    stretch: float
    eigenvalue: float | None
    angles: np.ndarray
    turning: np.ndarray


def dial(matrix: EigenConfig, config: DialConfig) -> Dial:
    """Where x goes, and the turning curve."""
    found = eigen(matrix)
    angles = np.linspace(0, 360, ANGLES)
    x = unit_vectors(np.array([config.x_angle]))[:, 0]
    image = found.a @ x
    turn = float(turning(found.a, x[:, None])[0])
    on_line = np.isnan(turn) or abs(np.sin(np.radians(turn))) <= ON_LINE
    return Dial(
        found=found, x_angle=config.x_angle, x=x, image=image, turn=turn, stretch=float(np.hypot(*image)),
        eigenvalue=float(x @ image) if on_line else None, angles=angles,
        turning=turning(found.a, unit_vectors(angles)),
    )  # fmt: skip


def unit_vectors(degrees: np.ndarray) -> np.ndarray:
    """Unit vectors (2, n) of directions (n,)."""
    radians = np.radians(degrees)
    return np.array([np.cos(radians), np.sin(radians)])


def turning(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The signed angle (n,) in degrees from each column of x (2, n) to that of Ax, NaN where Ax is 0.

    atan2(x × Ax, x · Ax), from -180 to 180; counterclockwise is positive.
    """
    image = a @ x
    cross = x[0] * image[1] - x[1] * image[0]
    dot = (x * image).sum(axis=0)
    size = np.abs(a).max()
    zero = np.hypot(cross, dot) <= 8 * EPS * size
    cross = np.where(np.abs(cross) <= 8 * EPS * size, 0.0, cross)  # what rounding leaves would flip 180 and -180
    return np.where(zero, np.nan, np.degrees(np.arctan2(cross, dot)))


def line_angles(found: Eigen) -> np.ndarray:
    """The direction of each eigenline in degrees, from 0 up to 180; (lines,)."""
    if not len(found.vectors):
        return np.zeros(0)
    angles: np.ndarray = np.degrees(np.arctan2(found.vectors[:, 1], found.vectors[:, 0])) % 180
    return angles


def dial_numbers(matrix: EigenConfig, config: DialConfig) -> dict[str, object]:
    """The numbers on the screen."""
    here = dial(matrix, config)
    found = here.found
    return {
        "eigenvalues": list(found.values), "directions": line_angles(found), "discriminant": found.discriminant,
        "image": here.image, "turn": here.turn,
    }  # fmt: skip


def dial_numbers_by_numpy(matrix: EigenConfig) -> dict[str, object]:
    """Eigenvalues by `numpy.linalg.eig`, the larger in size first, and the directions of its eigenvectors."""
    values, vectors = np.linalg.eig(np.array(matrix.a, dtype=float))
    order = np.argsort(-np.abs(values), kind="stable")
    values, vectors = values[order].real, vectors[:, order].real
    return {"eigenvalues": values, "directions": np.degrees(np.arctan2(vectors[1], vectors[0])) % 180}

"""The Lp norms, their balls, and one vector under each of them."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.mathematics.vectors.pair import Coordinate
from core.params import Interval, Step, config

PowerName = Literal["0.25", "0.5", "0.75", "1", "1.25", "1.5", "2", "3", "4", "10", "inf"]
POWERS: tuple[PowerName, ...] = ("0.25", "0.5", "0.75", "1", "1.25", "1.5", "2", "3", "4", "10", "inf")


@config
class NormConfig:
    """A vector in the plane whose length is measured."""

    x1: Coordinate = 2.0
    x2: Coordinate = 1.0


@config
class BallConfig:
    """A ball, and what it meets: a line at a distance from the origin, or circles around a point there.

    `line_angle` is the direction of the line's normal, or of the point, in degrees. `growth` is how far the ball (or
    the circles) have grown, as a share of the size at which they touch.
    """

    p: PowerName = "2"
    loss: Literal["linear", "quadratic"] = "linear"
    line_angle: Annotated[float, Interval(ge=0, le=360), Step(1)] = 30.0
    offset: Annotated[float, Interval(ge=0.5, le=4), Step(0.05)] = 2.0
    growth: Annotated[float, Interval(ge=0, le=1), Step(0.01)] = 1.0


@dataclass(frozen=True, kw_only=True)
class NormTable:
    """Of every p: the length of the vector, and the area of the unit ball in the plane; arrays of shape (11,)."""

    p: np.ndarray
    length: np.ndarray
    area: np.ndarray


def norm(points: np.ndarray, p: float) -> np.ndarray:
    """(Σ |xᵢ|ᵖ)^(1/p) along the last axis, the largest |xᵢ| for p = ∞; no norm below p = 1, but a length all the same.

    Points (…, 2) give lengths (…). Scaled by the largest coordinate, so that nothing underflows.
    """
    size = np.abs(points)
    largest = size.max(axis=-1)
    if math.isinf(p):
        return np.asarray(largest)
    shares = size / np.where(largest > 0, largest, 1)[..., None]
    return np.asarray(largest * (shares**p).sum(axis=-1) ** (1 / p))


def ball_area(p: float) -> float:
    """The area of the unit ball in the plane, 4 Γ(1 + 1/p)² / Γ(1 + 2/p)."""
    return 4 * math.gamma(1 + 1 / p) ** 2 / math.gamma(1 + 2 / p)


def norm_table(norm_config: NormConfig) -> NormTable:
    """The vector under every p."""
    x = np.array([norm_config.x1, norm_config.x2])
    powers = np.array([float(name) for name in POWERS])
    return NormTable(
        p=powers, length=np.array([float(norm(x, p)) for p in powers]), area=np.array([ball_area(p) for p in powers])
    )


def ball_outline(p: float, radius: float = 1.0, steps: int = 60) -> np.ndarray:
    """The border of the ball, closed, counterclockwise from (radius, 0); shape (4 · steps + 1, 2)."""
    turn = np.linspace(0, math.pi / 2, steps + 1)
    if p < 1:  # close to the tips the border is nearly straight: even steps in |x₁|ᵖ
        quarter = np.column_stack([np.cos(turn) ** (2 / p), np.sin(turn) ** (2 / p)])
        quarter[0, 1] = quarter[-1, 0] = 0.0
    else:
        quarter = np.column_stack([np.cos(turn), np.sin(turn)])
        quarter[0, 1] = quarter[-1, 0] = 0.0
        quarter = quarter / norm(quarter, p)[:, None]
    upper = np.concatenate([quarter, quarter[-2::-1] * [-1, 1]])
    return radius * np.concatenate([upper, upper[-2::-1] * [1, -1]])

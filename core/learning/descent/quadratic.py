"""Gradient descent with momentum on a quadratic bowl: two numbers for each eigen-direction decide everything."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.learning.descent.settings import FASTEST, SLOWEST, CourseConfig, RuleConfig, StartConfig, TerrainConfig

GOAL = 1e-6  # a loss below it counts as the bottom
EDGE = 100.0  # the largest ηλ on the phase map


@dataclass(frozen=True)
class Modes:
    """Momentum on ½(x² + κy²).

    curvatures: (2,), 1 and κ; products: (2,), ηλ; radii: (2,), the factor by which an error shrinks a step in the long
    run; damping: "monotone", "critical", "alternates", "oscillates", "edge" or "diverges" for each; errors:
    (steps + 1, 2), x and y after each step; losses: (steps + 1,); settled: the first step with a loss below 10⁻⁶, or
    -1.
    """

    beta: float
    rate: float
    curvatures: np.ndarray
    products: np.ndarray
    radii: np.ndarray
    damping: tuple[str, str]
    errors: np.ndarray
    losses: np.ndarray
    settled: int


def modes(terrain: TerrainConfig, start: StartConfig, rule: RuleConfig, course: CourseConfig) -> Modes:
    """Both eigen-directions by themselves: v ← βv + λx, x ← x − ηv."""
    beta, rate = rule.momentum, rule.learning_rate
    curvatures = np.array([1.0, terrain.kappa])
    x, v = np.array([start.x0, start.y0]), np.zeros(2)
    errors = [x]
    with np.errstate(all="ignore"):
        for _ in range(course.steps):
            v = beta * v + curvatures * x
            x = x - rate * v
            errors.append(x)
        found = np.stack(errors)
        losses = 0.5 * (curvatures * found**2).sum(-1)
    products = rate * curvatures
    reached = np.flatnonzero(losses < GOAL)
    return Modes(
        beta=beta, rate=rate, curvatures=curvatures, products=products, radii=spectral_radius(products, beta),
        damping=(damping_of(products[0], beta), damping_of(products[1], beta)), errors=found, losses=losses,
        settled=int(reached[0]) if reached.size else -1,
    )  # fmt: skip


def rate_at(product: float, kappa: float, rate: float) -> float:
    """The learning rate at which the dot of the steep direction stands at ηλ = `product`.

    A `rate` whose dot waits at the edge of the map stays as it is.
    """
    if product >= EDGE and rate * kappa > EDGE:
        return rate
    return min(max(float(f"{product / kappa:.4g}"), SLOWEST), FASTEST)


def modes_numbers(terrain: TerrainConfig, start: StartConfig, rule: RuleConfig, course: CourseConfig) -> dict[str, Any]:
    """The factors per step of both directions, (2,), and the loss after the last step."""
    found = modes(terrain, start, rule, course)
    return {"radii": found.radii, "loss": float(found.losses[-1])}


def spectral_radius(product: np.ndarray, beta: np.ndarray | float) -> np.ndarray:
    """The larger |z| of z² − (1 + β − ηλ)z + β = 0, elementwise; `product` is ηλ."""
    half = (1 + beta - product) / 2
    square = half**2 - beta
    real = np.abs(half) + np.sqrt(np.maximum(square, 0))
    return np.where(square < 0, np.sqrt(beta), real)


def critical_momentum(product: np.ndarray) -> np.ndarray:
    """β = (1 − √ηλ)², at which both roots are one: the fastest shrinking for this ηλ up to 4; the shape is kept."""
    return np.asarray((1 - np.sqrt(product)) ** 2)


def damping_of(product: float, beta: float) -> str:
    """How an error shrinks or grows."""
    if abs(product - 2 * (1 + beta)) <= 1e-9:
        return "edge"
    if product > 2 * (1 + beta):
        return "diverges"
    square = ((1 + beta - product) / 2) ** 2 - beta
    if abs(square) <= 1e-6:
        return "critical"
    if square < 0:
        return "oscillates"
    return "monotone" if product < 1 + beta else "alternates"


def best_pair(kappa: float) -> tuple[float, float, float]:
    """(η, β, factor a step) with which the slower direction shrinks fastest on a bowl of curvatures 1 and κ.

    Polyak (1964): η = (2 / (√κ + 1))², β = ((√κ − 1) / (√κ + 1))², factor √β.
    """
    root = np.sqrt(kappa)
    beta = ((root - 1) / (root + 1)) ** 2
    return float((2 / (root + 1)) ** 2), float(beta), float(np.sqrt(beta))

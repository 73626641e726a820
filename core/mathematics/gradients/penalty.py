"""Ridge and lasso as constrained problems: the least quadratic loss inside a circle or a diamond."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize

from core.mathematics.gradients.settings import PenaltyConfig

FIRST = 2.0  # the own terms of the loss: Q = (2 mix; mix 1)
SECOND = 1.0
RADII = np.linspace(0.05, 4.5, 90)
ROUNDING = 1e-12


@dataclass(frozen=True)
class Penalized:
    """The least loss (w - w₀)ᵀ Q (w - w₀) with a norm of w of at most the radius.

    weights, gradient: (2,), the best w and the gradient of the loss there; `multiplier` is λ ≥ 0, the price of the
    radius in the norm (in ‖w‖² for L2, as ridge has it); `active` says whether the constraint holds w back.
    """

    q: np.ndarray
    center: np.ndarray
    weights: np.ndarray
    gradient: np.ndarray
    loss: float
    multiplier: float
    active: bool


def penalized(config: PenaltyConfig) -> Penalized:
    """The best weights by hand: the stationary points on the curve compared, for L1 on each side of the diamond."""
    q, center = loss_matrix(config), np.array([config.w1, config.w2])
    if inside(center, config.norm, config.radius):
        weights = center
    else:
        weights = _on_circle(q, center, config.radius) if config.norm == "L2" else _on_diamond(q, center, config.radius)
    return _with_price(q, center, weights, config)


def loss_matrix(config: PenaltyConfig) -> np.ndarray:
    """Q, (2, 2); positive definite for every mix."""
    return np.array([[FIRST, config.mix], [config.mix, SECOND]])


def norm_of(weights: np.ndarray, norm: str) -> float:
    """‖w‖₁ or ‖w‖₂ of w, (2,)."""
    return float(np.abs(weights).sum()) if norm == "L1" else float(np.hypot(*weights))


def inside(weights: np.ndarray, norm: str, radius: float) -> bool:
    """Whether w, (2,), is allowed; its norm may be above the radius by what rounding adds, as in 0.1 + 0.2 > 0.3."""
    return norm_of(weights, norm) <= radius * (1 + ROUNDING)


def loss_of(q: np.ndarray, center: np.ndarray, weights: np.ndarray) -> float:
    """(w - w₀)ᵀ Q (w - w₀) with Q, (2, 2), and both w, (2,)."""
    return float((weights - center) @ q @ (weights - center))


def _on_circle(q: np.ndarray, center: np.ndarray, radius: float) -> np.ndarray:
    """(Q + λI) w = Q w₀ with the λ > 0 for which ‖w‖₂ is the radius; the norm falls as λ grows."""

    def weights(multiplier: float) -> np.ndarray:
        return np.asarray(np.linalg.solve(q + multiplier * np.eye(2), q @ center))

    high = 1.0
    while np.hypot(*weights(high)) > radius:
        high *= 2
    return weights(optimize.brentq(lambda m: float(np.hypot(*weights(m))) - radius, 0.0, high, xtol=1e-14))


def _on_diamond(q: np.ndarray, center: np.ndarray, radius: float) -> np.ndarray:
    """The lowest of the best places of the four sides; a place that leaves its side stops at the corner."""
    corners = radius * np.array([(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)])
    best: np.ndarray = corners[0]
    for k in range(4):
        start, way = corners[k], corners[(k + 1) % 4] - corners[k]
        share = float(way @ q @ (center - start)) / float(way @ q @ way)
        place = start + min(max(share, 0.0), 1.0) * way
        if loss_of(q, center, place) < loss_of(q, center, best) - ROUNDING:
            best = place
    return best


def _with_price(q: np.ndarray, center: np.ndarray, weights: np.ndarray, config: PenaltyConfig) -> Penalized:
    weights = np.where(np.abs(weights) < ROUNDING, 0.0, weights)
    gradient = 2 * q @ (weights - center)
    active = not inside(center, config.norm, config.radius)
    price = float(np.abs(gradient).max()) if config.norm == "L1" else float(np.hypot(*gradient)) / (2 * config.radius)
    return Penalized(
        q=q, center=center, weights=weights, gradient=gradient, loss=loss_of(q, center, weights),
        multiplier=price if active else 0.0, active=active,
    )  # fmt: skip


def weight_path(config: PenaltyConfig) -> tuple[np.ndarray, np.ndarray]:
    """The best weights for radii from 0.05 to 4.5: radii, (90,), and weights, (90, 2)."""
    q, center = loss_matrix(config), np.array([config.w1, config.w2])
    solve = _on_circle if config.norm == "L2" else _on_diamond
    rows = [center if inside(center, config.norm, float(r)) else solve(q, center, float(r)) for r in RADII]
    return RADII, np.array(rows)


def penalized_in_scipy(config: PenaltyConfig) -> dict[str, Any]:
    """The same by SciPy's SLSQP; for L1 w = w⁺ - w⁻ with both parts at least 0."""
    q, center = np.array([[FIRST, config.mix], [config.mix, SECOND]]), np.array([config.w1, config.w2])
    split = np.array([[1.0, 0, -1, 0], [0, 1, 0, -1]]) if config.norm == "L1" else np.eye(2)
    if config.norm == "L1":
        room = {"type": "ineq", "fun": lambda v: config.radius - v.sum(), "jac": lambda v: -np.ones(4)}
        start, least = np.full(4, config.radius / 8), 0.0
    else:
        room = {"type": "ineq", "fun": lambda v: config.radius**2 - v @ v, "jac": lambda v: -2 * v}
        start, least = np.full(2, config.radius / 8), -np.inf
    run = optimize.minimize(
        lambda v: (split @ v - center) @ q @ (split @ v - center), start, method="SLSQP",
        bounds=[(least, np.inf)] * len(start),
        jac=lambda v: split.T @ (2 * q @ (split @ v - center)), constraints=[room],
        options={"ftol": 1e-15, "maxiter": 300},
    )  # fmt: skip
    weights = split @ run.x
    return {"weights": weights, "loss": float(run.fun)}

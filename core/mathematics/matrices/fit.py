"""Least squares: the line through three points, and the foot of b in the column space."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.params import Interval, Shape, Step, config

Coordinate = Annotated[float, Interval(ge=0, le=5), Step(0.1)]


@config
class FitConfig:
    """Three points (x above y), the columns of A, and a line of one's own."""

    points: Annotated[tuple[tuple[Coordinate, ...], ...], Shape((2, 2), (3, 3))] = ((1.0, 2.0, 4.0), (1.0, 4.0, 2.0))
    model: Literal["line", "origin"] = "line"
    own: bool = False
    own_intercept: Annotated[float, Interval(ge=-1, le=5), Step(0.1)] = 1.0
    own_slope: Annotated[float, Interval(ge=-2, le=2), Step(0.05)] = 0.5


@dataclass(frozen=True)
class Fit:
    """Ax ≈ b for A (3, k) and b (3,): the coefficients (k,) with the least sum of squared residuals.

    fitted = A x and residual = b - A x (3,). Where the rank is below k, of infinitely many coefficients the shortest.
    own_fitted (3,) and own_squares belong to the line of one's own, `own_coefficients` (k,); None without one.
    """

    a: np.ndarray
    b: np.ndarray
    rank: int
    coefficients: np.ndarray
    fitted: np.ndarray
    residual: np.ndarray
    squares: float
    own_coefficients: np.ndarray | None
    own_fitted: np.ndarray | None
    own_squares: float | None


def fit_line(config: FitConfig) -> Fit:
    """The best line, and one's own."""
    x, b = np.array(config.points)
    x = np.where(x < 1e-100, 0.0, x)  # of smaller numbers float64 has no squares
    a = np.column_stack([np.ones(3), x]) if config.model == "line" else x[:, None]
    rank = int(np.linalg.matrix_rank(a))
    coefficients = best_coefficients(x, b, config.model, rank)
    fitted = a @ coefficients
    residual = np.where(np.abs(b - fitted) <= 1e-12, 0.0, b - fitted)
    own = own_fitted = own_squares = None
    if config.own:
        own = np.array([config.own_intercept, config.own_slope][-a.shape[1] :])
        own_fitted = a @ own
        own_residual = b - own_fitted
        own_squares = float((np.where(np.abs(own_residual) <= 1e-12, 0.0, own_residual) ** 2).sum())
    return Fit(
        a=a, b=b, rank=rank, coefficients=coefficients, fitted=fitted, residual=residual,
        squares=float((residual**2).sum()), own_coefficients=own, own_fitted=own_fitted, own_squares=own_squares,
    )  # fmt: skip


def best_coefficients(x: np.ndarray, y: np.ndarray, model: str, rank: int) -> np.ndarray:
    """Intercept and slope (2,), or the slope alone (1,), for x and y (3,)."""
    if model == "origin":
        return np.array([(x @ y) / (x @ x) if rank else 0.0])
    if rank == 1:  # all x are equal: of all lines through the mean the one with the shortest (intercept, slope)
        column = np.array([1.0, x.mean()])
        return np.asarray(y.mean() * column / (column @ column))
    out, up = x - x.mean(), y - y.mean()
    slope = _sum(out * up) / (out @ out)
    return np.array([_sum(np.array([y.mean(), -slope * x.mean()])), slope])


def _sum(terms: np.ndarray) -> float:
    """The sum of terms (n,), 0 where only rounding is left of them."""
    total = float(terms.sum())
    return total if abs(total) > 1e-14 * float(np.abs(terms).sum()) else 0.0


def fit_numbers(config: FitConfig) -> dict[str, object]:
    """The numbers on the screen."""
    found = fit_line(config)
    return {
        "coefficients": found.coefficients.tolist(), "squares": found.squares, "residual": found.residual.tolist(),
        "rank": found.rank, "products": (found.a.T @ found.residual).tolist(),
    }  # fmt: skip


def fit_numbers_by_numpy(config: FitConfig) -> dict[str, object]:
    """The same by `numpy.linalg.lstsq`."""
    x, b = np.array(config.points)
    a = np.column_stack([np.ones(3), x]) if config.model == "line" else x[:, None]
    coefficients, _, rank, _ = np.linalg.lstsq(a, b, rcond=None)
    residual = b - a @ coefficients
    return {
        "coefficients": coefficients.tolist(), "squares": float(residual @ residual), "residual": residual.tolist(),
        "rank": int(rank),
    }  # fmt: skip

"""Pairs of numbers: Anscombe's quartet, shapes that a correlation does not see, a cloud made to order, a table."""

from collections.abc import Callable

import numpy as np

from core.data.tables import DataTable
from core.probability.distributions.settings import HEIGHT, WIDTH, DraggedConfig, ScatterConfig, SeedConfig
from core.refusal import Refusal

LEAST_R = 1e-6  # below it a slope of any size would want a cloud too narrow for float64
X = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
ANSCOMBE = {  # Anscombe (1973), The American Statistician 27, 17-21
    "Anscombe I": (X, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
    "Anscombe II": (X, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
    "Anscombe III": (X, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
    "Anscombe IV": (
        (8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8), (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89),
    ),
}  # fmt: skip
MIDDLE = np.array([WIDTH / 2, HEIGHT / 2])
SPREAD = np.array([2.8, 1.9])  # the largest standard deviations of a cloud
LEFT_MIDDLE = np.array([6.5, 4.5])  # of two clusters; the other lies opposite
RIGHT_MIDDLE = np.array([13.5, 9.5])


def correlated_cloud(r: float, steepness: float, count: int, seed: int) -> np.ndarray:
    """Points with exactly this correlation, and a slope of this size with the sign of r; (count, 2).

    The slope is r times the ratio of the standard deviations, so that ratio is what is left to choose.
    """
    r = 0.0 if abs(r) < LEAST_R else r
    x, e = np.random.default_rng(seed).standard_normal((2, count))
    x = standardized(x)
    e = standardized(e - e.mean() - (e @ x) / (x @ x) * x)  # what x does not explain
    y = r * x + np.sqrt(1 - r**2) * e
    ratio = steepness / abs(r) if r else 1.0
    sd_y = min(SPREAD[1], SPREAD[0] * ratio)
    off = np.column_stack([sd_y / ratio * x, sd_y * y])
    room = np.abs(off) / (MIDDLE - 0.2)
    return np.asarray(MIDDLE + off / max(1.0, float(room.max())))


def standardized(values: np.ndarray) -> np.ndarray:
    """Values with mean 0 and standard deviation 1, divisor n - 1; the shape is kept."""
    return np.asarray((values - values.mean()) / values.std(ddof=1))


def parabola() -> np.ndarray:
    """y = x², moved and scaled onto the sheet; (21, 2)."""
    x = np.linspace(-1, 1, 21)
    return np.round(np.column_stack([10 + 7 * x, 2 + 10 * x**2]), 6)  # both sides alike, to the last digit


def circle() -> np.ndarray:
    """Points all around; (24, 2)."""
    turn = 2 * np.pi * np.arange(24) / 24
    return np.round(np.column_stack([10 + 5 * np.cos(turn), 7 + 5 * np.sin(turn)]), 6)


def outlier(seed: int) -> np.ndarray:
    """Uncorrelated points, and one far away; (12, 2)."""
    near = correlated_cloud(0.0, 1.0, 11, seed)
    return np.vstack([np.array([5.0, 4.0]) + 0.6 * (near - MIDDLE), [18.5, 12.5]])


def clusters(seed: int) -> np.ndarray:
    """Two clouds that fall, one above and to the right of the other; (24, 2)."""
    one, other = (0.55 * (correlated_cloud(-0.8, 0.7, 12, k) - MIDDLE) for k in (seed, seed + 1))
    return np.vstack([LEFT_MIDDLE + one, RIGHT_MIDDLE + other])


def growth() -> np.ndarray:
    """Exponential growth: it always rises, and never along a straight line; (12, 2)."""
    x = np.linspace(2, 18, 12)
    return np.column_stack([x, 0.5 + 12 * np.exp((x - 18) / 3)])


SHAPES: dict[str, Callable[[int], np.ndarray]] = {
    "parabola": lambda seed: parabola(),
    "circle": lambda seed: circle(),
    "outlier": outlier,
    "clusters": clusters,
    "growth": lambda seed: growth(),
}


def points_of(config: ScatterConfig, seed: SeedConfig, dragged: DraggedConfig) -> np.ndarray:
    """The points on the screen, but for those of a table; (n, 2)."""
    if config.source in ANSCOMBE:
        return np.array(ANSCOMBE[config.source], dtype=float).T
    if config.source in SHAPES:
        return SHAPES[config.source](seed.seed)
    if config.source == "points":
        return np.array(dragged.points, dtype=float)
    return correlated_cloud(config.r, config.steepness, config.count, seed.seed)


def number_columns(table: DataTable) -> tuple[str, ...]:
    """The names of the columns that hold at least one number."""
    return tuple(c.name for c in table.columns if not c.classes and np.isfinite(c.values).any())


def points_of_table(table: DataTable, x: str, y: str) -> np.ndarray:
    """The rows of a table that have both numbers; (n, 2). Refusal where there are none."""
    values = np.column_stack([table.column(x).values, table.column(y).values])
    values = values[np.isfinite(values).all(axis=1)]
    if len(values) == 0:
        raise Refusal("no_pairs")
    return np.asarray(values)

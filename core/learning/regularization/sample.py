"""The curve that is to be found again, and noisy points of it."""

import numpy as np

LOW = -1.0
HIGH = 1.0
GRID = np.linspace(LOW, HIGH, 401)  # where fits are drawn, and their error is averaged


def true_curve(x: np.ndarray) -> np.ndarray:
    """2x + cos 5x, elementwise."""
    return np.asarray(2 * x + np.cos(5 * x))


def noisy_points(points: int, noise: float, samples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Samples of places x, uniform on [-1, 1], and values y with normal noise; both (samples, points).

    Neither the places nor the noise's standard normals depend on `noise`; a larger sample begins with the smaller one.
    """
    x = np.array([np.random.default_rng([seed, k, 0]).uniform(LOW, HIGH, points) for k in range(samples)])
    e = np.array([np.random.default_rng([seed, k, 1]).standard_normal(points) for k in range(samples)])
    return x, true_curve(x) + noise * e


def new_point_errors(values: np.ndarray, noise: float) -> np.ndarray:
    """The expected squared error on a new point: the mean over the grid of (value - truth)², and σ².

    values: (n, places) or (places,) on the grid; one error for each of the n.
    """
    return np.asarray(((values - true_curve(GRID)) ** 2).mean(axis=-1) + noise**2)

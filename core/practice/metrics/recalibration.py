"""Two maps from scores to probabilities: Platt's sigmoid and the best rising staircase."""

import numpy as np
from scipy.special import expit

EDGE = 1e-9  # log-odds are taken of scores kept this far off 0 and 1
NEWTON_STEPS = 100


def log_odds(score: np.ndarray) -> np.ndarray:
    """The logarithm of score : (1 - score), elementwise."""
    p = np.clip(score, EDGE, 1 - EDGE)
    return np.asarray(np.log(p / (1 - p)))


def platt_fit(y: np.ndarray, x: np.ndarray) -> tuple[float, float]:
    """Slope a and intercept b of sigmoid(a·x + b) with the greatest likelihood, by Newton's method.

    y, x: (n,). The targets are drawn a little away from 0 and 1 (Platt, 1999), so that the likelihood has a maximum
    also where a threshold separates the classes.
    """
    positives, negatives = y.sum(), (1 - y).sum()
    target = np.where(y == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    design = np.column_stack([x, np.ones(len(x))])
    prior = target.mean()
    theta = np.array([0.0, np.log(prior / (1 - prior))])

    def loss(theta: np.ndarray) -> float:
        z = design @ theta
        return float(np.sum(np.logaddexp(0, z) - target * z))

    for _ in range(NEWTON_STEPS):
        p = expit(design @ theta)
        gradient = design.T @ (p - target)
        hessian = (design.T * (p * (1 - p))) @ design + 1e-12 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while loss(theta - size * step) > loss(theta) and size > 1e-8:
            size /= 2  # Newton's step may overshoot where the sigmoid is flat
        theta = theta - size * step
        if np.abs(size * step).max() < 1e-12:
            break
    return float(theta[0]), float(theta[1])


def platt_map(x: np.ndarray, a: float, b: float) -> np.ndarray:
    """sigmoid(a·x + b), elementwise."""
    return np.asarray(expit(a * x + b))


def isotonic_fit(y: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The never falling levels nearest to y in squares, at each distinct score: `(scores, levels)`.

    y, score: (n,); scores, levels: (knots,). Pool adjacent violators (Ayer et al., 1955): a block whose mean lies
    below its left neighbor's joins it.
    """
    knots, place = np.unique(score, return_inverse=True)
    weight = np.bincount(place).astype(float)
    mean = np.bincount(place, weights=y) / weight
    blocks: list[list[float]] = []  # mean, weight, number of knots
    for k in range(len(knots)):
        blocks.append([mean[k], weight[k], 1])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            m, w, size = blocks.pop()
            left, w_left, size_left = blocks[-1]
            blocks[-1] = [(left * w_left + m * w) / (w_left + w), w_left + w, size_left + size]
    levels = np.repeat([m for m, _, _ in blocks], [int(size) for _, _, size in blocks])
    return knots, levels


def isotonic_map(score: np.ndarray, knots: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """The staircase, straight between neighboring scores and level beyond the outermost; elementwise.

    knots, levels: (knots,), as `isotonic_fit` gives them.
    """
    return np.asarray(np.interp(score, knots, levels))

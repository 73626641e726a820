"""What a dragged edge or top of a bar does to the probabilities."""

import numpy as np

DIGITS = 6  # of a dragged probability, behind its leading zeros
FINEST = 12  # digits behind the point
LEAST = 1e-4  # of a probability whose top is dragged


def with_boundary(p: np.ndarray, k: int, x: float) -> tuple[float, ...]:
    """Probabilities, (n,), whose bars k and k + 1 meet at x; the others stay, and so does their sum."""
    low, high = float(p[:k].sum()), float(p[: k + 2].sum())
    moved = p.astype(float).copy()
    moved[k] = round(min(max(x, low), high) - low, FINEST)
    moved[k + 1] = max(high - low - moved[k], 0.0)
    return _numbers(moved)


def with_probability(p: np.ndarray, k: int, share: float) -> tuple[float, ...]:
    """Probabilities, (n,), of which one is `share`, 0.0001 to 0.9999; the others keep their proportions."""
    share = min(max(share, LEAST), 1 - LEAST)
    others = np.delete(p, k)
    if others.sum() == 0:
        others = np.ones(len(others))
    return _numbers(np.insert(others / others.sum() * (1 - share), k, share))


def _numbers(p: np.ndarray) -> tuple[float, ...]:
    """Rounded so that a link stays short; the largest takes what the rounding leaves, so that the sum is 1.

    Small ones keep their digits: none becomes 0, which would make a divergence infinite.
    """
    rounded = [float(f"{share:.{DIGITS}g}") for share in p]
    largest = int(np.argmax(rounded))
    rounded[largest] = round(1 - sum(rounded[:largest] + rounded[largest + 1 :]), FINEST)
    return tuple(rounded)

"""Probabilities from weights, surprise and entropy."""

from collections.abc import Sequence

import numpy as np

from core.refusal import Refusal


def normalised(weights: Sequence[float]) -> np.ndarray:
    """Weights divided by their sum, (n,); Refusal where all of them are 0."""
    array = np.asarray(weights, dtype=float)
    total = array.sum()
    if total == 0:
        raise Refusal("all_zero")
    return np.asarray(array / total)


def surprise(p: np.ndarray) -> np.ndarray:
    """-log₂ p in bits, infinite for p = 0; the shape is kept."""
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log2(p) + 0.0)  # 0.0, not -0.0, for p = 1


def mean_surprise(p: np.ndarray, q: np.ndarray) -> float:
    """-Σ p log₂ q in bits, the cross-entropy of p and q of any shape; a symbol with p = 0 adds nothing."""
    occurs = p > 0
    return float(p[occurs] @ surprise(q[occurs]))


def entropy(p: np.ndarray) -> float:
    """-Σ p log₂ p in bits, of probabilities of any shape; 0 log 0 = 0."""
    return mean_surprise(p, p)

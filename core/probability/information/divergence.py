"""Cross-entropy and Kullback–Leibler divergence of two distributions on the same symbols."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.probability.information.distribution import entropy, mean_surprise, normalised, surprise
from core.probability.information.settings import DivergenceConfig

UNITS = {"bits": 1.0, "nats": float(np.log(2))}  # so many are one bit


@dataclass(frozen=True)
class CrossEntropy:
    """What symbols that come from p cost in a code made for q, in the chosen unit.

    p, q, terms: (n,), terms being p log(p / q); they sum to `kl`. Infinite where q is 0 and p is not.
    """

    p: np.ndarray
    q: np.ndarray
    totals: tuple[float, float]
    terms: np.ndarray
    entropy: float
    cross_entropy: float
    kl: float
    kl_reverse: float
    scale: float
    made: Made | None = None

    @property
    def kind(self) -> str:
        """Whether p and q are "equal", q "never" gives what p does, or they are "different"."""
        if np.isinf(self.kl):
            return "never"
        return "equal" if np.allclose(self.p, self.q, rtol=1e-9, atol=0) else "different"


def divergence(config: DivergenceConfig) -> CrossEntropy:
    """Both divergences of a pair of distributions; Refusal where all weights of one are 0."""
    p, q = (normalised(weights) for weights in config.pair)
    scale = UNITS[config.unit]
    terms = kl_terms(p, q)
    return CrossEntropy(
        p=p, q=q, totals=(float(sum(config.pair[0])), float(sum(config.pair[1]))), terms=scale * terms,
        entropy=scale * entropy(p), cross_entropy=scale * mean_surprise(p, q), kl=scale * kl_bits(p, q),
        kl_reverse=scale * kl_bits(q, p), scale=scale,
    )  # fmt: skip


def kl_terms(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """p log₂(p / q) of each symbol, (n,); infinite where q alone is 0.

    It is 0 where p is, and where rounding alone parts p from q.
    """
    terms = np.zeros(len(p))
    occurs = (p > 0) & ~np.isclose(p, q, rtol=1e-12, atol=0)
    terms[occurs] = p[occurs] * (surprise(q[occurs]) - surprise(p[occurs]))
    return terms


def kl_bits(p: np.ndarray, q: np.ndarray) -> float:
    """KL(p ‖ q) in bits of two distributions, both (n,); never below 0."""
    return max(float(kl_terms(p, q).sum()), 0.0)


def divergence_numbers(config: DivergenceConfig) -> dict[str, float]:
    """The numbers on the screen, in the chosen unit."""
    p, q = (normalised(weights) for weights in config.pair)
    scale = UNITS[config.unit]
    return {
        "entropy": scale * entropy(p), "cross_entropy": scale * mean_surprise(p, q), "kl": scale * kl_bits(p, q),
        "kl_reverse": scale * kl_bits(q, p),
    }  # fmt: skip

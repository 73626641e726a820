"""The losses of both players, in NumPy by hand: from the scores that the discriminator gives.

A score s is the logit of "real" where D(x) = σ(s) is a probability. Shapes: scores are (n,), losses are means.
Goodfellow et al. (2014); Mao et al. (2017), LSGAN; Lim & Ye (2017), hinge; Arjovsky et al. (2017), Wasserstein.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


def softplus(s: np.ndarray) -> np.ndarray:
    """ln(1 + eˢ), which cannot overflow; the shape is kept."""
    value: np.ndarray = np.logaddexp(0.0, s)
    return value


def sigmoid(s: np.ndarray) -> np.ndarray:
    """1 / (1 + e⁻ˢ), which cannot overflow; the shape is kept."""
    value: np.ndarray = np.exp(-np.logaddexp(0.0, -s))
    return value


@dataclass(frozen=True)
class GanLoss:
    """Terms of the discriminator on real and on fake scores, of the generator on fake ones with its derivative.

    real, fake, generator, slope: from (n,) scores to (n,) terms, whose means are the losses.
    d_balance and g_balance are the losses where real and generated points are the same and D cannot tell them apart;
    `d_range` and `g_range` are those that the compass shows.
    """

    real: Callable[[np.ndarray], np.ndarray]
    fake: Callable[[np.ndarray], np.ndarray]
    generator: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    d_balance: float
    g_balance: float | None
    d_range: tuple[float, float]
    g_range: tuple[float, float]


def _cross_entropy(generator: Callable[[np.ndarray], np.ndarray], slope: Callable[[np.ndarray], np.ndarray],
                   g_balance: float, g_range: tuple[float, float]) -> GanLoss:  # fmt: skip
    return GanLoss(
        real=lambda s: softplus(-s),  # -ln D
        fake=softplus,  # -ln(1 - D)
        generator=generator, slope=slope, d_balance=2 * float(np.log(2)), g_balance=g_balance,
        d_range=(0.0, 3.0), g_range=g_range,
    )  # fmt: skip


NON_SATURATING = _cross_entropy(lambda s: softplus(-s), lambda s: -sigmoid(-s), float(np.log(2)), (0.0, 4.0))
SATURATING = _cross_entropy(lambda s: -softplus(s), lambda s: -sigmoid(s), -float(np.log(2)), (-4.0, 0.0))
LEAST_SQUARES = GanLoss(
    real=lambda s: (s - 1) ** 2, fake=lambda s: s**2, generator=lambda s: (s - 1) ** 2, slope=lambda s: 2 * (s - 1),
    d_balance=0.5, g_balance=0.25, d_range=(0.0, 1.2), g_range=(0.0, 1.5),
)  # fmt: skip
HINGE = GanLoss(
    real=lambda s: np.maximum(1 - s, 0), fake=lambda s: np.maximum(1 + s, 0), generator=lambda s: -s,
    slope=lambda s: np.full_like(s, -1.0), d_balance=2.0, g_balance=0.0, d_range=(0.0, 4.0), g_range=(-3.0, 3.0),
)  # fmt: skip
WASSERSTEIN = GanLoss(
    real=lambda s: -s, fake=lambda s: s, generator=lambda s: -s, slope=lambda s: np.full_like(s, -1.0),
    d_balance=0.0, g_balance=None, d_range=(-3.0, 1.0), g_range=(-8.0, 8.0),
)  # fmt: skip

GAN_LOSSES = {
    "non_saturating": NON_SATURATING, "saturating": SATURATING, "LSGAN": LEAST_SQUARES, "hinge": HINGE,
    "WGAN-GP": WASSERSTEIN,
}  # fmt: skip


def both_losses(name: str, real_scores: np.ndarray, fake_scores: np.ndarray) -> tuple[float, float]:
    """`(loss of D, loss of G)` from the scores (n,) of real and (m,) of generated points, without penalties."""
    loss = GAN_LOSSES[name]
    d = loss.real(real_scores).mean() + loss.fake(fake_scores).mean()
    return float(d), float(loss.generator(fake_scores).mean())

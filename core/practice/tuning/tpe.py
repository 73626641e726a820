"""The tree-structured Parzen estimator from scratch, for several repetitions of a search side by side.

Bergstra et al. (2011) in the variant and with the constants of Optuna 5, all hyper-parameters together.

Shapes: r repetitions, n trials so far, h hyper-parameters, c = CANDIDATES. Places lie in the unit cube.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

STARTUP = 10  # trials by chance before the first estimate
CANDIDATES = 24
GOOD_SHARE = 0.1  # of the trials count as good,
MOST_GOOD = 25  # but never more than these
RECENT = 25  # trials with full weight; older ones count less


@dataclass(frozen=True)
class ParzenDensity:
    """A mixture of normal kernels cut to the unit cube: centers and widths (r, n + 1, h), weights (n + 1,).

    The last kernel is the prior, as wide as the cube.
    """

    centers: np.ndarray
    widths: np.ndarray
    weights: np.ndarray

    def log_density(self, places: np.ndarray) -> np.ndarray:
        """Up to a constant, at places (r, c, h); (r, c)."""
        mass = ndtr((1 - self.centers) / self.widths) - ndtr(-self.centers / self.widths)  # (r, n + 1, h)
        heights = np.log(self.weights) - np.log(self.widths * mass).sum(axis=-1)  # (r, n + 1)
        exponents = np.repeat(heights[:, None], places.shape[1], axis=1)  # (r, c, n + 1)
        for k in range(places.shape[-1]):
            z = (places[:, :, None, k] - self.centers[:, None, :, k]) / self.widths[:, None, :, k]
            exponents -= z * z / 2
        largest = exponents.max(axis=-1, keepdims=True)
        return np.asarray(np.log(np.exp(exponents - largest).sum(axis=-1)) + largest[..., 0])

    def draw(self, luck: np.ndarray) -> np.ndarray:
        """Places (r, c, h) from uniform numbers (r, 1 + h, c): the first row chooses kernels."""
        chosen = np.searchsorted(self.weights.cumsum(), luck[:, 0], side="right").clip(max=len(self.weights) - 1)
        centers, widths = (np.take_along_axis(one, chosen[..., None], axis=1) for one in (self.centers, self.widths))
        low, high = ndtr(-centers / widths), ndtr((1 - centers) / widths)
        within = low + luck[:, 1:].swapaxes(1, 2) * (high - low)
        return np.asarray((centers + widths * ndtri(within)).clip(0, 1))


def parzen_density(places: np.ndarray) -> ParzenDensity:
    """A kernel at each of the places (r, n, h), in their order in time, as wide as the larger gap beside it."""
    r, n, h = places.shape
    order = places.argsort(axis=1)
    inner = np.take_along_axis(places, order, axis=1)
    gaps = np.diff(np.concatenate([np.zeros((r, 1, h)), inner, np.ones((r, 1, h))], axis=1), axis=1)  # (r, n + 1, h)
    wide = np.maximum(gaps[:, :-1], gaps[:, 1:])
    if n >= 2:  # the ends of the range are no neighbors
        wide[:, 0], wide[:, -1] = gaps[:, 1], gaps[:, -2]
    widths = np.empty_like(places)
    np.put_along_axis(widths, order, wide.clip(1 / min(100, n + 2), 1), axis=1)
    old = max(n - RECENT, 0)
    weights = np.concatenate([np.linspace(1 / max(n, 1), 1, old), np.ones(n - old + 1)])
    return ParzenDensity(
        centers=np.concatenate([places, np.full((r, 1, h), 0.5)], axis=1),
        widths=np.concatenate([widths, np.ones((r, 1, h))], axis=1), weights=weights / weights.sum(),
    )  # fmt: skip


def next_places(places: np.ndarray, scores: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """Where to look next, (r, h), after places (r, n, h) with scores (r, n): where good trials are dense, others not.

    luck: uniform numbers (r, 1 + h, c).
    """
    good = min(int(np.ceil(GOOD_SHARE * scores.shape[1])), MOST_GOOD)
    order = (-scores).argsort(axis=1, kind="stable")
    parts = [np.sort(part, axis=1) for part in (order[:, :good], order[:, good:])]
    best, rest = (parzen_density(np.take_along_axis(places, part[..., None], axis=1)) for part in parts)
    candidates = best.draw(luck)
    gain = best.log_density(candidates) - rest.log_density(candidates)  # log l(θ) / g(θ), (r, c)
    return np.asarray(np.take_along_axis(candidates, gain.argmax(axis=1)[:, None, None], axis=1)[:, 0])

"""One Gaussian q for a mixture p of two: both directions of the divergence, in nats, and their optima.

Shapes: means and standard deviations of q may have any shape, which the result keeps; places are (…, nodes).
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from core.code_export import Made
from core.probability.information.settings import GaussianFitConfig

NODES = np.polynomial.legendre.leggauss(16)[0]
NODE_WEIGHTS = np.polynomial.legendre.leggauss(16)[1]
REACH = 9.0  # standard deviations beyond which a Gaussian is neglected: less than 1e-18
CLOSE = 1e-3  # apart than which two optima are one
NAUGHT = 1e-9  # of a mean that is 0 but for rounding
FLAT = 1e-6  # curvature below which a still place is no minimum
HALF_LOG_2PI = 0.5 * np.log(2 * np.pi)


@dataclass(frozen=True)
class Optimum:
    """A Gaussian that is the best one near it: mean, standard deviation and divergence."""

    mean: float
    sd: float
    kl: float


@dataclass(frozen=True)
class FitMap:
    """The divergence over means, (columns,), and standard deviations, (rows,), and its optima, the best first.

    kl: (rows, columns), in nats.
    """

    means: np.ndarray
    sds: np.ndarray
    kl: np.ndarray
    optima: tuple[Optimum, ...]
    made: Made | None = None

    @property
    def ties(self) -> int:
        """How many optima are the best, equally good."""
        return sum(one.kl - self.optima[0].kl < 1e-9 for one in self.optima)


def log_mixture(x: np.ndarray, config: GaussianFitConfig) -> np.ndarray:
    """ln p(x) of the mixture; the shape is kept."""
    left, right = _log_parts(x, config)
    return np.asarray(np.logaddexp(left, right))


def _log_parts(x: np.ndarray, config: GaussianFitConfig) -> tuple[np.ndarray, np.ndarray]:
    """ln of weight times density of the left and of the right Gaussian."""
    common = -np.log(config.spread) - HALF_LOG_2PI
    left = np.log1p(-config.share) + common - ((x + config.offset) / config.spread) ** 2 / 2
    right = np.log(config.share) + common - ((x - config.offset) / config.spread) ** 2 / 2
    return left, right


def _slope(x: np.ndarray, config: GaussianFitConfig) -> np.ndarray:
    """The derivative of ln p(x)."""
    left, right = _log_parts(x, config)
    to_the_right = 1 / (1 + np.exp(np.clip(left - right, -700, 700)))
    return np.asarray((config.offset * (2 * to_the_right - 1) - x) / config.spread**2)


def moments(config: GaussianFitConfig) -> tuple[float, float]:
    """Mean and standard deviation of the mixture."""
    mean = config.offset * (2 * config.share - 1)
    return mean, float(np.sqrt(config.spread**2 + 4 * config.share * (1 - config.share) * config.offset**2))


def _crossing(config: GaussianFitConfig) -> tuple[float, float]:
    """Where both parts of the mixture are equally high, and within which distance one hands over to the other."""
    width = config.spread**2 / (2 * max(config.offset, CLOSE**2))
    return width * float(np.log1p(-config.share) - np.log(config.share)), width


def _places(ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gauss's nodes and weights between each end and the next, (…, ends) -> (…, nodes)."""
    ends = np.sort(ends, axis=-1)
    half = np.diff(ends)[..., None] / 2
    x = ends[..., :-1, None] + half * (NODES + 1)
    return x.reshape(*x.shape[:-2], -1), (half * NODE_WEIGHTS).reshape(*x.shape[:-2], -1)


def mixture_entropy(config: GaussianFitConfig) -> float:
    """The differential entropy of the mixture, in nats: -∫ p ln p; below 0 where p is narrow."""
    steps = np.array([-REACH, -6, -3, -1.5, 0, 1.5, 3, 6, REACH]) * config.spread
    ends = np.concatenate([steps - config.offset, steps + config.offset])
    x, weight = _places(np.append(ends, np.clip(_crossing(config)[0], ends.min(), ends.max())))
    log_p = log_mixture(x, config)
    return float(-(weight * np.exp(log_p) * log_p).sum())


def gaussian_entropy(sd: float) -> float:
    """The differential entropy of a Gaussian in nats, ½ ln(2πe σ²)."""
    return float(np.log(sd) + HALF_LOG_2PI + 0.5)


def forward_kl(mean: np.ndarray, sd: np.ndarray, config: GaussianFitConfig) -> np.ndarray:
    """KL(p ‖ q) in nats: q is asked for wherever p is; of any shape.

    -∫ p ln q needs the moments of p alone, so the best q has exactly these.
    """
    center, spread = moments(config)
    cross_entropy = np.log(sd) + HALF_LOG_2PI + (spread**2 + (center - mean) ** 2) / (2 * sd**2)
    return np.asarray(cross_entropy - mixture_entropy(config))


def reverse_kl(mean: np.ndarray, sd: np.ndarray, config: GaussianFitConfig) -> np.ndarray:
    """KL(q ‖ p) in nats: p is asked for wherever q is; of any shape."""
    mean, sd = np.asarray(mean, dtype=float), np.asarray(sd, dtype=float)
    x, weight = _under_gaussian(mean, sd, config)
    cross_entropy = -(weight * log_mixture(x, config)).sum(axis=-1)
    return np.asarray(cross_entropy - np.log(sd) - HALF_LOG_2PI - 0.5)


def _under_gaussian(mean: np.ndarray, sd: np.ndarray, config: GaussianFitConfig) -> tuple[np.ndarray, np.ndarray]:
    """Places and weights of means under a Gaussian; fine where one part of the mixture hands over to the other."""
    place, width = _crossing(config)
    own = mean[..., None] + sd[..., None] * np.array([-REACH, -4, -2, 0, 2, 4, REACH])
    near = np.clip(place + width * np.array([-36, -12, -3, 0, 3, 12, 36]), own[..., :1], own[..., -1:])
    x, weight = _places(np.concatenate([own, near], axis=-1))
    z = (x - mean[..., None]) / sd[..., None]
    return x, weight * np.exp(-(z**2) / 2 - HALF_LOG_2PI) / sd[..., None]


def fit(config: GaussianFitConfig) -> dict[str, float]:
    """Both divergences of the Gaussian on the screen, and the differential entropies of p and q, in nats."""
    mean, sd = np.array(config.mean), np.array(config.sd)
    return {
        "forward": max(float(forward_kl(mean, sd, config)), 0.0),
        "reverse": max(float(reverse_kl(mean, sd, config)), 0.0),
        "entropy_p": mixture_entropy(config), "entropy_q": gaussian_entropy(config.sd),
    }  # fmt: skip


def optima(config: GaussianFitConfig) -> tuple[Optimum, ...]:
    """All local minima of the divergence over mean and standard deviation, the best first.

    The forward direction has one, the moments of p. In the reverse direction descents start from both Gaussians, from
    the moments, and from places between; what is still but no minimum is left out.
    """
    if config.direction == "forward":
        mean, sd = moments(config)
        return (Optimum(mean, sd, max(float(forward_kl(np.array(mean), np.array(sd), config)), 0.0)),)
    center, wide = moments(config)
    starts = [(-config.offset, config.spread), (config.offset, config.spread), (center, wide)]
    starts += [(share * config.offset, wide * size) for share in (-0.5, 0.0, 0.5) for size in (0.6, 0.9)]
    found: list[Optimum] = []
    for mean, sd in starts:
        best = _descent(mean, sd, config)
        if best and all(abs(best.mean - one.mean) + abs(best.sd - one.sd) > CLOSE for one in found):
            found.append(best)
    return tuple(sorted(found, key=lambda one: (round(one.kl, 9), one.mean)))


def _gradient(theta: np.ndarray, config: GaussianFitConfig) -> np.ndarray:
    """The gradient of the reverse divergence by mean and ln sd; theta and the result are (2,)."""
    mean, sd = theta[0], np.exp(theta[1])
    x, weight = _under_gaussian(np.asarray(mean), np.asarray(sd), config)
    pull = weight * _slope(x, config)
    return np.array([-pull.sum(), -1 - (pull * (x - mean)).sum()])


def _descent(mean: float, sd: float, config: GaussianFitConfig) -> Optimum | None:
    """The minimum that a descent from a Gaussian reaches; None where it stands still on a saddle."""

    def value(theta: np.ndarray) -> float:
        return float(reverse_kl(theta[0], np.exp(theta[1]), config))

    start = np.array([mean, np.log(sd)])
    found = optimize.minimize(value, start, jac=lambda theta: _gradient(theta, config), method="BFGS",
                              options={"gtol": 1e-9}).x  # fmt: skip
    step = 1e-5
    curvature = np.array([
        (_gradient(found + move, config) - _gradient(found - move, config)) / (2 * step) for move in step * np.eye(2)
    ])  # fmt: skip
    if np.linalg.eigvalsh((curvature + curvature.T) / 2)[0] < FLAT:
        return None
    found = found - np.linalg.solve(curvature, _gradient(found, config))
    mean = 0.0 if abs(found[0]) < NAUGHT else float(found[0])
    return Optimum(mean, float(np.exp(found[1])), max(value(found), 0.0))


def landscape(config: GaussianFitConfig, columns: int = 61, rows: int = 41) -> FitMap:
    """The divergence of every Gaussian in the chosen direction, and the best ones; q on the screen plays no part."""
    means, sds = np.linspace(-6, 6, columns), np.geomspace(0.2, 6, rows)
    along, up = np.meshgrid(means, sds)
    kl = (forward_kl if config.direction == "forward" else reverse_kl)(along, up, config)
    return FitMap(means=means, sds=sds, kl=np.maximum(kl, 0.0), optima=optima(config))

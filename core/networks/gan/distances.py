"""How far apart two distributions are: two normal spikes on a line, real at 0 and generated at a distance."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.networks.gan.settings import SpikesConfig

KERNEL = 1.0  # width of the kernel of MMD
SPACING = 1 / 40  # of the integral, in deviations
TAIL = 9  # deviations beyond which nothing is left
TINY = 1e-300  # half of the least number is 0, and by that SciPy would divide
STEP = 1e-3  # of the slope, in deviations
KINDS = ("js", "kl", "w1", "mmd")


@dataclass(frozen=True)
class SpikeDistances:
    """JS in nats, KL(real ‖ generated), Wasserstein-1 and MMD by name, and their slopes by the distance."""

    config: SpikesConfig
    values: dict[str, float]
    slopes: dict[str, float]
    made: Made | None = None


def normal_density(x: np.ndarray, mean: float, deviation: float) -> np.ndarray:
    """The density at x; the shape is kept."""
    density: np.ndarray = np.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * np.sqrt(2 * np.pi))
    return density


def jensen_shannon(distance: float, deviation: float) -> float:
    """JS = ½ KL(p ‖ m) + ½ KL(q ‖ m) with m the mean of both densities; from 0 to ln 2. By an integral over a grid.

    By symmetry both halves are equal: E over p of ln(p/m), where ln(p/m) = ln 2 − ln(1 + q/p).
    """
    u = np.arange(-TAIL, TAIL + SPACING, SPACING)  # in deviations around p
    shift = distance / deviation
    log_ratio = u * shift - shift**2 / 2  # ln q/p
    return float((normal_density(u, 0.0, 1.0) * (np.log(2) - np.logaddexp(0, log_ratio))).sum() * SPACING)


def distances_at(distance: float, deviation: float) -> dict[str, float]:
    """The four distances; KL, W1 and MMD have closed forms for two normal densities of one width."""
    wide = KERNEL**2 + 2 * deviation**2
    mmd = np.sqrt(2 * KERNEL / np.sqrt(wide) * -np.expm1(-(distance**2) / (2 * wide)))
    return {
        "js": max(jensen_shannon(distance, deviation), 0.0), "kl": distance**2 / (2 * deviation**2),
        "w1": abs(distance), "mmd": float(mmd),
    }  # fmt: skip


def grid_divergence(points: np.ndarray, others: np.ndarray, reach: float, cells: int = 12) -> float:
    """JS in nats of two samples (n, 2) and (m, 2) by their shares of the cells of a grid; 0 · ln 0 counts 0.

    The cells are squares from -reach to reach; what lies beyond is counted in the outermost.
    """
    ends = (-reach, reach)
    inside = (np.clip(one, *ends) for one in (points, others))
    p, q = (np.histogram2d(one[:, 0], one[:, 1], bins=cells, range=(ends, ends))[0] / len(one) for one in inside)
    mean = (p + q) / 2
    parts = [np.where(one > 0, one * np.log(np.where(one > 0, one / np.where(mean > 0, mean, 1), 1)), 0)
             for one in (p, q)]  # fmt: skip
    return float(sum(part.sum() for part in parts)) / 2


def spike_distances(config: SpikesConfig) -> SpikeDistances:
    """The distances of a config and by how much each grows where the spikes part; 0 for where they meet."""
    distance, deviation = config.distance, config.spike
    step = STEP * deviation
    low, high = (distances_at(distance + sign * step, deviation) for sign in (-1, 1))
    return SpikeDistances(
        config=config, values=distances_at(distance, deviation),
        slopes={kind: (high[kind] - low[kind]) / (2 * step) for kind in KINDS},
    )  # fmt: skip


def best_judge(x: float, config: SpikesConfig) -> dict[str, float]:
    """p, q and D* = p / (p + q) at a place; D* by the ratio of both, so that it is known where both are tiny."""
    place = np.array([x])
    p = float(normal_density(place, 0.0, config.spike)[0])
    q = float(normal_density(place, config.distance, config.spike)[0])
    log_ratio = (x * config.distance - config.distance**2 / 2) / config.spike**2  # ln q/p
    return {"p": p, "q": q, "d": float(np.exp(-np.logaddexp(0, log_ratio)))}


def distance_numbers(found: SpikeDistances) -> dict[str, float]:
    """What the screen says of two spikes; `value` is V(D*, G) = 2 JS − 2 ln 2."""
    return {**found.values, "value": 2 * found.values["js"] - 2 * float(np.log(2)),
            "d_star": best_judge(found.config.pointer, found.config)["d"]}  # fmt: skip


def distances_by_scipy(config: SpikesConfig) -> dict[str, float]:
    """JS, W1 and D* from SciPy, by sums over a grid, as for samples or pictures."""
    from scipy.special import expit, rel_entr
    from scipy.stats import norm, wasserstein_distance

    s = config.spike
    grid = np.arange(min(0, config.distance) - TAIL * s, max(0, config.distance) + TAIL * s, s * SPACING)
    p, q = (np.where(one > TINY, one, 0) for one in (norm.pdf(grid, 0, s), norm.pdf(grid, config.distance, s)))
    p, q = p / p.sum(), q / q.sum()
    mean = (p + q) / 2
    js = float((rel_entr(p, mean) + rel_entr(q, mean)).sum()) / 2  # the square of scipy's jensenshannon(p, q)
    log_odds = norm.logpdf(config.pointer, 0, s) - norm.logpdf(config.pointer, config.distance, s)
    return {
        "js": js, "w1": float(wasserstein_distance(grid, grid, p, q)), "value": 2 * js - 2 * float(np.log(2)),
        "d_star": float(expit(log_odds)),
    }  # fmt: skip

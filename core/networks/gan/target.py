"""What the generator is to imitate: anchors in the plane with a little normal noise around each, parted into modes."""

from dataclasses import dataclass

import numpy as np

from core.data.drawings import decode_points
from core.networks.gan.settings import GanTargetConfig
from core.refusal import Refusal

REACH = 3.0  # the plane shows -REACH to REACH
RADIUS = 2.0
SPREAD = 0.1  # deviation of the noise
NEAR = 3.0  # deviations within which a point lands on the target
FAIR_PART = 0.25  # of its fair share, from which on a mode is lit
LEAST_DRAWN = 20
CURVE_ANCHORS = 240
PIECES = 8  # modes of a curve or a drawing


@dataclass(frozen=True)
class Target:
    """A mixture of equally likely normal clouds around `anchors` (a, 2); `labels` (a,) tell the mode of each.

    centers: (k, 2), the middle of each mode; weights: (k,) its share.
    """

    anchors: np.ndarray
    labels: np.ndarray
    centers: np.ndarray
    weights: np.ndarray

    @property
    def modes(self) -> int:
        """How many there are."""
        return len(self.centers)


def target_of(config: GanTargetConfig) -> Target:
    """The target of a config; Refusal where a drawing has too few points or is none."""
    match config.target:
        case "ring":
            turn = 2 * np.pi * np.arange(config.modes) / config.modes
            return _target(RADIUS * np.stack([np.cos(turn), np.sin(turn)], axis=1), np.arange(config.modes))
        case "grid":
            ticks = np.linspace(-RADIUS, RADIUS, config.side)
            return _target(np.stack(np.meshgrid(ticks, ticks), axis=2).reshape(-1, 2), np.arange(config.side**2))
        case "moons":
            return _target(_moons(), np.arange(CURVE_ANCHORS) * PIECES // CURVE_ANCHORS)
        case "spiral":
            return _target(_spiral(), np.arange(CURVE_ANCHORS) * PIECES // CURVE_ANCHORS)
    reach = (-REACH, REACH)
    drawn = decode_points(config.drawing, 1, reach, reach).points
    if len(drawn) < LEAST_DRAWN:
        raise Refusal("few_drawn", got=len(drawn), least=LEAST_DRAWN)
    return _target(drawn, _pieces(drawn))


def _target(anchors: np.ndarray, labels: np.ndarray) -> Target:
    counts = np.bincount(labels)
    centers = np.stack([np.bincount(labels, weights=axis) / counts for axis in anchors.T], axis=1)
    return Target(anchors=anchors, labels=labels, centers=centers, weights=counts / len(labels))


def _moons() -> np.ndarray:
    turn = np.linspace(0, np.pi, CURVE_ANCHORS // 2)
    upper = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    lower = np.stack([1 - np.cos(turn), 0.5 - np.sin(turn)], axis=1)
    both: np.ndarray = (np.concatenate([upper, lower]) - [0.5, 0.25]) * 1.5
    return both


def _spiral() -> np.ndarray:
    share = np.sqrt(np.linspace(0.02, 1, CURVE_ANCHORS))  # even along the arm
    turn = 3.5 * np.pi * share
    arm: np.ndarray = 2.3 * share[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return arm


def _pieces(points: np.ndarray) -> np.ndarray:
    """Labels (n,) of the nearest of at most eight of the points that lie far from each other."""
    chosen = [int(np.argmin(points @ [1.0, 1.0]))]
    distance = np.full(len(points), np.inf)
    while len(chosen) <= PIECES:
        distance = np.minimum(distance, np.hypot(*(points - points[chosen[-1]]).T))
        if len(chosen) == PIECES or distance.max() <= 2 * NEAR * SPREAD:
            break
        chosen.append(int(distance.argmax()))
    nearest = np.linalg.norm(points[:, None] - points[chosen], axis=2).argmin(axis=1)
    return np.unique(nearest, return_inverse=True)[1]


def sample(target: Target, count: int, rng: np.random.Generator) -> np.ndarray:
    """(count, 2) points of the target."""
    return target.anchors[rng.integers(len(target.anchors), size=count)] + SPREAD * rng.normal(size=(count, 2))


def landed_shares(points: np.ndarray, target: Target) -> np.ndarray:
    """(k,) share of the points (n, 2) that land on each mode: within three deviations of an anchor of it."""
    squares = ((points[:, None] - target.anchors) ** 2).sum(axis=2)
    nearest = squares.argmin(axis=1)
    lands = squares[np.arange(len(points)), nearest] <= (NEAR * SPREAD) ** 2
    counts = np.bincount(target.labels[nearest[lands]], minlength=target.modes)
    return counts / len(points)


def lit_modes(shares: np.ndarray, target: Target) -> np.ndarray:
    """(…, k) whether a mode gets a quarter of its fair share or more; shares: (…, k)."""
    return shares >= FAIR_PART * target.weights

"""The plane of weight and bias spread: where gradients vanish, where they explode, and the edge between.

W is normal with standard deviation σ_w/√n, b normal with σ_b. Poole et al. (2016); Schoenholz et al. (2017).
Shapes: all networks (cells,) of the plane at once, each with a batch of B inputs and n units in every layer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.code_export import Made
from core.networks.initialization.bends import BENDS
from core.networks.initialization.mean_field import LEAKS
from core.networks.initialization.normal_means import normal_nodes
from core.networks.initialization.settings import PlaneConfig

UNITS_WIDE = 64
PLANE_BATCH = 6  # the pair, and four more
START_ANGLE = 10.0  # degrees between the two inputs
WEIGHT_SPREADS = np.linspace(0.5, 3, 21)
BIAS_SPREADS = np.linspace(0, 1, 13)
HALVINGS = 60
EDGE_POINTS = 81


@dataclass(frozen=True)
class PlaneWalks:
    """The networks of some points of the plane: angles (depth + 1, cells) in degrees, gradients (depth, cells).

    A gradient is the root mean square of the loss by a layer's sums, over units and batch.
    """

    angles: np.ndarray
    gradients: np.ndarray
    made: Made | None = None

    @property
    def ratios(self) -> np.ndarray:
        """Gradient of the first layer over the last one's, (cells,); NaN where there is none."""
        with np.errstate(all="ignore"):
            return np.asarray(np.where(self.gradients[-1] > 0, self.gradients[0] / self.gradients[-1], np.nan))


def plane_draws(config: PlaneConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Inputs (B, n), the loss by the last values (B, n), and chance for weights (depth, n, n) and biases (depth, n)."""
    rng, n, depth = np.random.default_rng(config.plane_seed), UNITS_WIDE, config.plane_depth
    x, error = rng.standard_normal((PLANE_BATCH, n)), rng.standard_normal((PLANE_BATCH, n)) / PLANE_BATCH
    first = x[0] / np.linalg.norm(x[0])
    across = x[1] - (x[1] @ first) * first
    turn = np.deg2rad(START_ANGLE)
    x[0] = n**0.5 * first
    x[1] = n**0.5 * (np.cos(turn) * first + np.sin(turn) * across / np.linalg.norm(across))
    return x, error, rng.standard_normal((depth, n, n)), rng.standard_normal((depth, n))


def plane_walks(sigma_w: np.ndarray, sigma_b: np.ndarray, config: PlaneConfig) -> PlaneWalks:
    """Forward and back through the networks of all points, sigma_w and sigma_b (cells,), with the same chance."""
    n, depth = UNITS_WIDE, config.plane_depth
    x, error, noise, shifts = plane_draws(config)
    scale_w, scale_b = (sigma_w / n**0.5)[:, None, None], sigma_b[:, None, None]
    bend, cells = BENDS[config.bend], len(sigma_w)
    a = np.broadcast_to(x, (cells, *x.shape))
    values, sums = [a], []
    with np.errstate(all="ignore"):
        for k in range(depth):
            z = scale_w * (a.reshape(-1, n) @ noise[k].T).reshape(a.shape) + scale_b * shifts[k]  # (cells, B, n)
            a = bend.value(z)
            sums.append(z)
            values.append(a)
        gradients = np.empty((depth, cells))
        error = np.broadcast_to(error, a.shape)
        for k in range(depth - 1, -1, -1):
            g = error * bend.slope(sums[k])
            gradients[k] = np.sqrt((g**2).mean(axis=(1, 2)))
            error = scale_w * (g.reshape(-1, n) @ noise[k]).reshape(g.shape)
    return PlaneWalks(np.array([pair_angles(a) for a in values]), gradients)


def pair_angles(a: np.ndarray) -> np.ndarray:
    """Angle between the first two of each batch, (cells,) in degrees; a: (cells, B, n)."""
    with np.errstate(all="ignore"):
        u, v = (a[:, k] / np.linalg.norm(a[:, k], axis=1, keepdims=True) for k in (0, 1))
    return np.asarray(np.rad2deg(2 * np.arctan2(np.linalg.norm(u - v, axis=1), np.linalg.norm(u + v, axis=1))))


@dataclass(frozen=True)
class PlaneMap:
    """The ratio of the gradients all over the plane: (bias spreads, weight spreads)."""

    ratios: np.ndarray
    made: Made | None = None


def plane_map(bend: str, depth: int, seed: int) -> PlaneMap:
    """The networks at every point of the grid."""
    sigma_w, sigma_b = np.meshgrid(WEIGHT_SPREADS, BIAS_SPREADS)
    config = PlaneConfig(bend=bend, plane_depth=depth, plane_seed=seed)  # type: ignore[arg-type]
    return PlaneMap(plane_walks(sigma_w.ravel(), sigma_b.ravel(), config).ratios.reshape(sigma_w.shape))


def means_of(bend: str, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """E[f(u)²] and E[f'(u)²] for normal u of variance q, of any shape."""
    u, weights = normal_nodes(np.sqrt(q))
    values, slopes = BENDS[bend].value(u) ** 2, BENDS[bend].slope(u) ** 2
    return (weights * values).sum(axis=-1), (weights * slopes).sum(axis=-1)


def gradient_factor(bend: str, sigma_w: float, sigma_b: float) -> float:
    """χ = σ_w² E[f'(u)²], u normal with the variance q = σ_w² E[f(u)²] + σ_b² that no layer changes any more.

    The slope of ReLU does not depend on the variance. Tanh and sigmoid lie within ±1: q is found by halving.
    """
    if bend in LEAKS:
        return sigma_w**2 * (1 + LEAKS[bend] ** 2) / 2
    low, high = 0.0, sigma_w**2 + sigma_b**2
    for _ in range(HALVINGS):
        q = (low + high) / 2
        grows = sigma_w**2 * means_of(bend, np.array(q))[0] + sigma_b**2 > q
        low, high = (q, high) if grows else (low, q)
    return float(sigma_w**2 * means_of(bend, np.array((low + high) / 2))[1])


@dataclass(frozen=True)
class EdgeLine:
    """The edge of chaos, where χ = 1: bias and weight spreads (points,), NaN where no such weights are in the plane."""

    sigma_b: np.ndarray
    sigma_w: np.ndarray
    made: Made | None = None


def edge_line(bend: str) -> EdgeLine:
    """The edge by the variance q of the sums, from small to large: σ_w² = 1/E[f'(u)²], σ_b² = q - σ_w² E[f(u)²]."""
    if bend in LEAKS:  # at every bias spread
        upright = np.full(EDGE_POINTS, (2 / (1 + LEAKS[bend] ** 2)) ** 0.5)
        return EdgeLine(np.linspace(BIAS_SPREADS[0], BIAS_SPREADS[-1], EDGE_POINTS), upright)
    q = np.geomspace(1e-4, 10, EDGE_POINTS)
    square, slope = means_of(bend, q)
    sigma_w, sigma_b = slope**-0.5, np.sqrt(np.maximum(q - square / slope, 0))
    inside = sigma_w <= WEIGHT_SPREADS[-1]
    return EdgeLine(np.where(inside, sigma_b, np.nan), np.where(inside, sigma_w, np.nan))


def point_walk(config: PlaneConfig) -> PlaneWalks:
    """The one network of the chosen point."""
    return plane_walks(np.array([config.sigma_w]), np.array([config.sigma_b]), config)


def point_numbers(config: PlaneConfig) -> dict[str, Any]:
    """Angles (depth + 1,) and gradients (depth,) of the chosen point, and its χ."""
    found = point_walk(config)
    chi = gradient_factor(config.bend, config.sigma_w, config.sigma_b)
    return {"angles": found.angles[:, 0], "gradients": found.gradients[:, 0], "chi": chi}


def point_in_torch(config: PlaneConfig) -> dict[str, Any]:
    """The same in PyTorch, the gradients (depth,) by its autograd; the angles are (depth + 1,)."""
    import torch

    drawn = [torch.from_numpy(part) for part in plane_draws(config)]
    x, error, noise, shifts = drawn
    act = {"Tanh": torch.tanh, "ReLU": torch.relu, "Sigmoid": torch.sigmoid}[config.bend]
    a, values, sums = x.requires_grad_(), [x], []
    for w, b in zip(noise, shifts, strict=True):
        z = torch.nn.functional.linear(a, config.sigma_w / UNITS_WIDE**0.5 * w, config.sigma_b * b)
        z.retain_grad()
        a = act(z)
        sums.append(z)
        values.append(a)
    torch.autograd.backward((a * error).sum())
    return {
        "angles": pair_angles(torch.stack(values).detach().numpy()),
        "gradients": np.array([float(z.grad.square().mean().sqrt()) for z in sums if z.grad is not None]),
        "chi": gradient_factor(config.bend, config.sigma_w, config.sigma_b),
    }

"""Why scores are divided by √d: products of random queries and keys, and the softmax of them, at widths up to d."""

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import scaled_dot_product_attention

from core.networks.attention.settings import ScaleConfig

QUERIES = 500
GRID = 2 ** np.arange(10)  # widths from 1 on


@dataclass(frozen=True)
class ScaledScores:
    """500 queries, each with k keys of its own, all of independent standard normal numbers.

    The first of each pair is for products q · k as they are, the second for products divided by d to a power.
    """

    products: np.ndarray  # (500, k) at the chosen width d
    divisor: float
    weights: np.ndarray  # (2, k) of the first query
    widths: np.ndarray  # (w,) powers of two up to d, and d
    largest: np.ndarray  # (2, w) the largest weight at each width, mean over the queries
    slope: np.ndarray  # (2,) trace of the Jacobian of softmax, 1 − Σ w², mean over the queries, at d


def scaled_scores(config: ScaleConfig) -> ScaledScores:
    """Draw queries and keys; those of a smaller width are the first numbers of a larger one."""
    d = config.key_width
    q, k = drawn_vectors(config)
    products = np.cumsum(np.multiply(q, k, dtype=float), axis=0)  # (width - 1, query, key)
    widths = np.append(GRID[: (d - 1).bit_length()], d)
    at = products[widths - 1]  # (width, query, key)
    both = [softmax(at / widths[:, None, None] ** power) for power in (0, config.scale_power)]
    return ScaledScores(
        products=products[-1], divisor=float(d**config.scale_power), widths=widths,
        weights=np.array([w[-1, 0] for w in both]), largest=np.array([w.max(axis=2).mean(axis=1) for w in both]),
        slope=np.array([1 - (w[-1] ** 2).sum(axis=1).mean() for w in both]),
    )  # fmt: skip


def drawn_vectors(config: ScaleConfig) -> tuple[np.ndarray, np.ndarray]:
    """Queries (d, 500, 1) and keys (d, 500, k), by the coordinate first."""
    shapes = (1, config.rival_keys)
    q, k = (
        np.random.default_rng([number, config.draw_seed])
        .standard_normal((config.key_width, QUERIES, count), dtype=np.float32)
        for number, count in enumerate(shapes)
    )  # fmt: skip
    return q, k


def softmax(scores: np.ndarray) -> np.ndarray:
    """Exponentials normalized to sum to one over the keys; scores and result (width, query, key)."""
    powers = np.exp(scores - scores.max(axis=2, keepdims=True))
    return np.asarray(powers / powers.sum(axis=2, keepdims=True))


def scale_numbers(config: ScaleConfig) -> dict[str, float]:
    """Variance of the products, and the mean largest weight as they are and divided."""
    found = scaled_scores(config)
    return {"variance": float(found.products.var()), "largest": float(found.largest[0, -1]),
            "largest_divided": float(found.largest[1, -1])}  # fmt: skip


def scale_in_torch(config: ScaleConfig) -> dict[str, float]:
    """The same by `scaled_dot_product_attention`: its mix of the rows of a unit matrix are the weights."""
    q, k = (torch.from_numpy(one).double().permute(1, 2, 0) for one in drawn_vectors(config))  # (query, key, width)
    unit = torch.eye(config.rival_keys, dtype=torch.float64).expand(QUERIES, -1, -1)
    plain, divided = (
        float(scaled_dot_product_attention(q, k, unit, scale=config.key_width**-power).amax(dim=2).mean())
        for power in (0.0, config.scale_power)
    )
    return {"variance": float((q @ k.mT).var(correction=0)), "largest": plain, "largest_divided": divided}

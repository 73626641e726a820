"""Scaled dot-product attention on a typed sentence: softmax(q kᵀ / √d) v, every number of it."""

import re
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import scaled_dot_product_attention

from core.code_export import Made
from core.networks.attention.settings import WeightsConfig
from core.refusal import Refusal

FEWEST = 2
MOST = 8
WIDEST = 4
LONGEST_TOKEN = 12
SPARE = np.round(np.random.default_rng(15).normal(size=(3, MOST, WIDEST)), 1)  # where the matrices have no row


@dataclass(frozen=True)
class Attention:
    """n tokens, each with a query and a key of width d and a value in the plane, and what becomes of them."""

    tokens: tuple[str, ...]
    queries: np.ndarray  # (n, d)
    keys: np.ndarray  # (n, d)
    values: np.ndarray  # (n, 2)
    factor: float  # by which the products are multiplied
    products: np.ndarray  # (n, n) query · key
    allowed: np.ndarray  # (n, n) whether a query sees a key
    weights: np.ndarray  # (n, n) of each query, summing to 1; zeros where it sees nothing
    outputs: np.ndarray  # (n, 2)
    made: Made | None = None


def attend(config: WeightsConfig) -> Attention:
    """The weights of each token on all others, and the mixed values. Vaswani et al. (2017), eq. 1."""
    tokens = tokens_of(config.sentence)
    q, k, v = vectors_of(config)
    allowed = allowed_of(config)
    factor = scale_of(config)
    products = q @ k.T  # (query, key)
    weights = masked_softmax(products * factor, allowed)
    return Attention(
        tokens=tokens, queries=q, keys=k, values=v, factor=factor, products=products, allowed=allowed,
        weights=weights, outputs=weights @ v,
    )  # fmt: skip


def masked_softmax(scores: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Exponentials of the allowed scores (n, n), each row normalized to sum to one; a row that sees nothing is zero.

    Shifted by the largest allowed score of the row, which leaves the value unchanged and cannot overflow.
    """
    top = np.where(allowed, scores, -np.inf).max(axis=1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    powers = np.where(allowed, np.exp(np.minimum(scores - top, 0)), 0)
    total = powers.sum(axis=1, keepdims=True)
    return np.asarray(powers / np.where(total == 0, 1, total))


def attention_numbers(config: WeightsConfig) -> dict[str, np.ndarray]:
    """Weights (n, n) and outputs (n, 2)."""
    found = attend(config)
    return {"weights": found.weights, "outputs": found.outputs}


def attention_in_torch(config: WeightsConfig) -> dict[str, np.ndarray]:
    """The same by `scaled_dot_product_attention`: weights (n, n), as the mix of a unit matrix, and outputs (n, 2)."""
    q, k, v = (torch.from_numpy(one) for one in vectors_of(config))
    allowed, factor = torch.from_numpy(allowed_of(config)), scale_of(config)
    weights = scaled_dot_product_attention(q, k, torch.eye(len(k), dtype=k.dtype), attn_mask=allowed, scale=factor)
    outputs = scaled_dot_product_attention(q, k, v, attn_mask=allowed, scale=factor)
    return {"weights": weights.numpy(), "outputs": outputs.numpy()}


def tokens_of(text: str) -> tuple[str, ...]:
    """The words between spaces; of text without spaces the characters. Refusal where these are not 2 to 8."""
    words = re.split(r"\s+", text.strip())
    if len(words) == 1 and len(words[0]) > 1 and not words[0].isascii():
        words = list(words[0])
    if not FEWEST <= len([word for word in words if word]) <= MOST:
        raise Refusal("token_count", got=len([word for word in words if word]))
    return tuple(word if len(word) <= LONGEST_TOKEN else word[: LONGEST_TOKEN - 1] + "…" for word in words)


def vectors_of(config: WeightsConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Queries and keys (n, d) and values (n, 2): the cells that there are, and spare numbers beyond them."""
    n = len(tokens_of(config.sentence))
    found = []
    for spare, rows, width in zip(
        SPARE, (config.queries, config.keys, config.values), (config.width, config.width, 2), strict=True
    ):
        table, given = spare.copy(), np.array(rows, dtype=float)
        table[: len(given), : given.shape[1]] = given
        found.append(table[:n, :width])
    return found[0], found[1], found[2]


def scale_of(config: WeightsConfig) -> float:
    """1 / (temperature √d), without the root where the scores are not scaled."""
    return float(1 / config.temperature / (config.width**0.5 if config.scaled else 1))


def allowed_of(config: WeightsConfig) -> np.ndarray:
    """(n, n) whether a query (row) sees a key (column)."""
    n = len(tokens_of(config.sentence))
    if config.mask == "causal":
        return np.tril(np.ones((n, n), dtype=bool))
    allowed = np.ones((MOST, MOST), dtype=bool)
    if config.mask == "own":
        allowed.flat[list(config.blocked)] = False
    return allowed[:n, :n]


def with_cell_toggled(blocked: tuple[int, ...], query: int, key: int) -> tuple[int, ...]:
    """The blocked cells with one of them changed."""
    cell = MOST * query + key
    return tuple(sorted(set(blocked) ^ {cell}))

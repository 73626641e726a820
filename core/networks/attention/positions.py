"""Several heads read a sentence and the same with two words exchanged: what they know of the order."""

import zlib
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention

from core.code_export import Made
from core.networks.attention.settings import PositionsConfig
from core.networks.attention.transformer import check_heads, frequencies, rotated
from core.networks.attention.weights import MOST, tokens_of
from core.refusal import Refusal


@dataclass(frozen=True)
class TwoOrders:
    """A sentence of n tokens and the same with two exchanged, as h heads of a layer of width D read them."""

    tokens: tuple[str, ...]
    exchanged: tuple[str, ...]
    places: np.ndarray  # (n,) where each token of the first order stands in the second
    weights: np.ndarray  # (h, n, n)
    weights_exchanged: np.ndarray  # (h, n, n)
    outputs: np.ndarray  # (n, D)
    outputs_exchanged: np.ndarray  # (n, D)
    changes: np.ndarray  # (n,) distance of a token's two outputs, over the mean length of an output
    parameters: int  # of the layer
    made: Made | None = None


def two_orders(config: PositionsConfig) -> TwoOrders:
    """Read both orders with the same weights. Refusal where the places or the heads do not fit."""
    tokens = tokens_of(config.words)
    exchanged, places = exchanged_tokens(tokens, config.first, config.second)
    weights, outputs = multi_head(vectors(tokens, config), config)
    weights_2, outputs_2 = multi_head(vectors(exchanged, config), config)
    size = float(np.linalg.norm(outputs, axis=1).mean())
    return TwoOrders(
        tokens=tokens, exchanged=exchanged, places=places, weights=weights, weights_exchanged=weights_2,
        outputs=outputs, outputs_exchanged=outputs_2,
        changes=np.linalg.norm(outputs - outputs_2[places], axis=1) / size, parameters=4 * config.model_width**2,
    )  # fmt: skip


def exchanged_tokens(tokens: tuple[str, ...], first: int, second: int) -> tuple[tuple[str, ...], np.ndarray]:
    """The tokens with those at two places, from 1 on, exchanged, and where each has gone, (n,) from 0 on.

    Equal ones count as not moved: nobody could tell. Refusal where there is no such place.
    """
    if max(first, second) > len(tokens):
        raise Refusal("no_such_place", place=max(first, second), count=len(tokens))
    places = np.arange(len(tokens))
    places[[first - 1, second - 1]] = second - 1, first - 1
    if tokens[first - 1] == tokens[second - 1]:
        return tokens, np.arange(len(tokens))
    return tuple(tokens[k] for k in places), places


def vectors(tokens: tuple[str, ...], config: PositionsConfig) -> np.ndarray:
    """(n, D) what the layer reads: a random vector for each word, equal for equal words, plus that of its place."""
    words = np.array([
        np.random.default_rng([zlib.crc32(token.encode()), config.head_seed]).normal(size=config.model_width)
        for token in tokens
    ])  # fmt: skip
    return np.asarray(words + position_vectors(config)[: len(tokens)])


def position_vectors(config: PositionsConfig) -> np.ndarray:
    """(8, D) what is added to a word for its place; zeros where places are told otherwise or not at all.

    Sinusoidal: sin and cos of i ω in turn, Vaswani et al. (2017), sec. 3.5. Learned: random, as before training.
    """
    d = config.model_width
    if config.position == "learned":
        return np.random.default_rng(config.head_seed + 1000).normal(size=(MOST, d))
    if config.position == "sinusoidal":
        angles = np.arange(MOST)[:, None] * frequencies(d).numpy()
        return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(MOST, d)
    return np.zeros((MOST, d))


def layer_matrices(config: PositionsConfig) -> np.ndarray:
    """(4, D, D) for queries, keys, values and the output, from the seed."""
    d = config.model_width
    return np.asarray(np.random.default_rng(config.head_seed).normal(size=(4, d, d)) * (1.6 / d**0.5))


def multi_head(x: np.ndarray, config: PositionsConfig) -> tuple[np.ndarray, np.ndarray]:
    """Weights (h, n, n) and outputs (n, D) of x (n, D). Vaswani et al. (2017), sec. 3.2.2."""
    check_heads(config.model_width, config.heads, config.position)
    n, h = len(x), config.heads
    w_q, w_k, w_v, w_o = layer_matrices(config)
    q, k, v = ((x @ w.T).reshape(n, h, -1).swapaxes(0, 1) for w in (w_q, w_k, w_v))  # each (h, n, D / h)
    if config.position == "rotary":
        q, k = turned(q), turned(k)
    scores = q @ k.swapaxes(1, 2) / q.shape[-1] ** 0.5  # (h, query, key)
    powers = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights = powers / powers.sum(axis=2, keepdims=True)
    return weights, (weights @ v).swapaxes(0, 1).reshape(n, -1) @ w_o.T


def turned(x: np.ndarray) -> np.ndarray:
    """(…, n, d) with every pair of numbers at place i turned by i ω. Su et al. (2021), eq. 34."""
    angles = np.arange(x.shape[-2])[:, None] * frequencies(x.shape[-1]).numpy()
    pairs = (x[..., 0::2] + 1j * x[..., 1::2]) * np.exp(1j * angles)
    return np.stack([pairs.real, pairs.imag], axis=-1).reshape(x.shape)


def orders_numbers(config: PositionsConfig) -> dict[str, np.ndarray]:
    """Outputs of both orders, (n, D), and how far each token's two lie apart, (n,)."""
    found = two_orders(config)
    return {"outputs": found.outputs, "outputs_exchanged": found.outputs_exchanged, "changes": found.changes}


def orders_in_torch(config: PositionsConfig) -> dict[str, np.ndarray]:
    """The same by `nn.MultiheadAttention` with these matrices; with rotary places by `scaled_dot_product_attention`.

    Outputs of both orders, (n, D), and how far each token's two lie apart, (n,).
    """
    tokens = tokens_of(config.words)
    exchanged, places = exchanged_tokens(tokens, config.first, config.second)
    one, two = (read_in_torch(torch.from_numpy(vectors(order, config)), config) for order in (tokens, exchanged))
    changes = (one - two[torch.from_numpy(places)]).norm(dim=1) / one.norm(dim=1).mean()
    return {"outputs": one.numpy(), "outputs_exchanged": two.numpy(), "changes": changes.numpy()}


def read_in_torch(x: torch.Tensor, config: PositionsConfig) -> torch.Tensor:
    """Outputs (n, D) of x (n, D)."""
    d, h = config.model_width, config.heads
    w_q, w_k, w_v, w_o = torch.from_numpy(layer_matrices(config))
    if config.position == "rotary":
        q, k, v = ((x @ w.T).view(len(x), h, -1).transpose(0, 1) for w in (w_q, w_k, w_v))
        mixed: torch.Tensor = scaled_dot_product_attention(rotated(q), rotated(k), v).transpose(0, 1).reshape(len(x), d)
        return mixed.matmul(w_o.T)
    layer = nn.MultiheadAttention(d, h, bias=False, batch_first=True, dtype=torch.float64)
    layer.in_proj_weight.data = torch.cat([w_q, w_k, w_v])
    layer.out_proj.weight.data = w_o
    with torch.inference_mode():
        found: torch.Tensor = layer(x[None], x[None], x[None])[0][0]
    return found.clone()

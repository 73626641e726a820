"""What a transformer costs: weights, multiply-adds and memory against the length of what it reads."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from core.code_export import Made
from core.networks.attention.settings import TransformerCostConfig
from core.networks.attention.transformer import check_heads

LENGTHS = np.geomspace(16, 4096, 65)
BYTES = 4  # of a number in float32
GPT2 = {
    "GPT-2 small": TransformerCostConfig(),
    "GPT-2 XL": TransformerCostConfig(cost_layers=48, cost_heads=25, cost_width=1600),
}


@dataclass(frozen=True)
class TransformerCost:
    """Counts of weights, then multiply-adds and bytes to read one sequence of n tokens, at m lengths.

    The answer is read off with the vectors of the tokens themselves, as GPT-2 does: no further weights.
    """

    embedding: int
    places: int
    block: int  # 12 d² + 13 d
    last_norm: int
    total: int
    lengths: np.ndarray  # (m,)
    dense: np.ndarray  # (m,) L n 12 d²: the matrices of the blocks
    attention: np.ndarray  # (m,) L 2 n² d: queries times keys, weights times values; masked products count
    answer: np.ndarray  # (m,) n V d, at every place
    map_bytes: np.ndarray  # (m,) L h n² weights of attention, where all are kept, as for a gradient
    cache_bytes: np.ndarray  # (m,) L 2 n d keys and values, kept to write on
    made: Made | None = None


def cost(config: TransformerCostConfig) -> TransformerCost:
    """The cost at many lengths."""
    return cost_at(config, LENGTHS)


def cost_here(config: TransformerCostConfig) -> TransformerCost:
    """The cost at the chosen length alone."""
    return cost_at(config, np.array([float(config.read)]))


def cost_at(config: TransformerCostConfig, lengths: np.ndarray) -> TransformerCost:
    """The cost at these lengths (m,). Refusal where the heads do not divide the width."""
    d, n_layers, n = config.cost_width, config.cost_layers, lengths
    check_heads(d, config.cost_heads, "none")
    embedding, places, block = config.vocabulary * d, config.context * d, 12 * d**2 + 13 * d
    return TransformerCost(
        embedding=embedding, places=places, block=block, last_norm=2 * d,
        total=embedding + places + n_layers * block + 2 * d, lengths=n,
        dense=n_layers * n * 12 * d**2, attention=n_layers * 2 * n**2 * d, answer=n * config.vocabulary * d,
        map_bytes=BYTES * n_layers * config.cost_heads * n**2, cache_bytes=BYTES * n_layers * 2 * n * d,
    )  # fmt: skip


def cost_numbers(config: TransformerCostConfig) -> dict[str, int]:
    """The weights of the whole and of a block."""
    found = cost_here(config)
    return {"weights": found.total, "block": found.block}


def cost_in_torch(config: TransformerCostConfig) -> dict[str, int]:
    """The same counted on layers of PyTorch, which on the device `meta` have shapes and no numbers."""
    d, meta = config.cost_width, torch.device("meta")
    block = nn.TransformerEncoderLayer(d, config.cost_heads, 4 * d, device=meta)
    others = (nn.Embedding(config.vocabulary, d, device=meta), nn.Embedding(config.context, d, device=meta),
              nn.LayerNorm(d, device=meta))  # fmt: skip
    one = sum(p.numel() for p in block.parameters())
    return {"weights": sum(p.numel() for part in others for p in part.parameters()) + config.cost_layers * one,
            "block": one}  # fmt: skip

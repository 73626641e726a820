"""What is to be said of the cost at the chosen length."""

from typing import Any

from core import tex
from core.networks.attention.cost import GPT2, TransformerCost, cost_here
from core.networks.attention.settings import TransformerCostConfig

Line = tuple[str, dict[str, Any]]


def cost_lines(here: TransformerCost, config: TransformerCostConfig) -> list[Line]:
    """Weights beside GPT-2, the share of attention in the products, and what has to be remembered."""
    dense, attention, answer = (float(one[0]) for one in (here.dense, here.attention, here.answer))
    small = cost_here(GPT2["GPT-2 small"]).total
    lines: list[Line] = [
        ("said.weights", {"total": here.total, "share": here.total / small}),
        ("said.products", {"read": config.read, "total": dense + attention + answer,
                           "share": 100 * attention / (dense + attention + answer), "even": 6 * config.cost_width}),
        ("said.memory", {"maps": float(here.map_bytes[0]) / 2**20, "cache": float(here.cache_bytes[0]) / 2**20,
                         "weights": 4 * here.total / 2**20}),
    ]  # fmt: skip
    if config.read > config.context:
        lines.append(("said.too_long", {"read": config.read, "context": config.context}))
    return lines


def cost_by_hand(here: TransformerCost, config: TransformerCostConfig) -> dict[str, Any]:
    """Every term with its numbers."""
    return {
        "d": config.cost_width, "layers": config.cost_layers, "vocabulary": config.vocabulary,
        "context": config.context, "n": config.read, "embedding": here.embedding, "places": here.places,
        "block": here.block, "norm": here.last_norm, "total": here.total, "dense": tex.number(here.dense[0]),
        "attention": tex.number(here.attention[0]), "answer": tex.number(here.answer[0]),
    }  # fmt: skip

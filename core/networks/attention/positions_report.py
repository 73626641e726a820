"""What is to be said of two orders of a sentence, and what two places tell of their distance."""

from typing import Any

import numpy as np

from core import tex
from core.networks.attention.positions import TwoOrders, position_vectors, turned
from core.networks.attention.settings import PositionsConfig
from core.networks.attention.weights import MOST

SAME = 1e-9
Line = tuple[str, dict[str, Any]]


def orders_lines(found: TwoOrders, config: PositionsConfig) -> list[Line]:
    """Whether the order has been noticed, and by which word most."""
    if config.first == config.second:
        return [("said.not_moved", {})]
    same_words = found.tokens[config.first - 1] == found.tokens[config.second - 1]
    if float(found.changes.max()) < SAME:
        return [("said.same_words" if same_words else "said.permuted", {})]
    most = int(found.changes.argmax())
    moved = most + 1 in (config.first, config.second)
    least = float(found.changes.min())
    values = {"place": most + 1, "change": 100 * float(found.changes[most]), "least": 100 * least}
    return [("said.noticed", values), ("said.moved_most" if moved else "said.other_most", values)]


def places_by_hand(config: PositionsConfig) -> dict[str, Any]:
    """Products of the vectors of places one and two apart, along the sentence; and the sizes of the heads.

    For rotary places those of the query (1, 0, 1, 0, …) and the same key, turned to their places.
    """
    part = config.model_width // config.heads
    query = np.tile([1.0, 0.0], (MOST, part // 2))
    p = turned(query) if config.position == "rotary" else position_vectors(config)
    products = p @ p.T
    return {
        "near": tex.listed(np.diagonal(products, 1)[:4]), "far": tex.listed(np.diagonal(products, 2)[:4]),
        "width": config.model_width, "heads": config.heads, "part": part, "total": 4 * config.model_width**2,
    }  # fmt: skip

"""What is to be said of scores that are divided, and one query by hand."""

from typing import Any

import numpy as np

from core import tex
from core.networks.attention.scale import ScaledScores
from core.networks.attention.settings import ScaleConfig

Line = tuple[str, dict[str, Any]]


def scale_lines(found: ScaledScores, config: ScaleConfig) -> list[Line]:
    """Variance of the products, and the largest weight with what softmax passes on, both ways."""
    d, power, keys = config.key_width, config.scale_power, config.rival_keys
    said: dict[str, Any] = {
        "d": d, "variance": float(found.products.var()), "spread": float(found.products.std()), "keys": keys,
        "even": 1 / keys, "largest": float(found.largest[0, -1]), "divided": float(found.largest[1, -1]),
        "slope": float(found.slope[0]), "slope_divided": float(found.slope[1]), "most": 1 - 1 / keys,
    }  # fmt: skip
    return [("said.variance", said), ("said.largest", said), (f"said.{_division(d, power)}", {})]


def _division(d: int, power: float) -> str:
    """Whether products are divided by less or more than the root of d."""
    if d == 1:
        return "one"
    if power in (0, 0.5):
        return "none" if power == 0 else "root"
    return "less" if power < 0.5 else "more"


def query_by_hand(found: ScaledScores, config: ScaleConfig) -> dict[str, Any]:
    """The products of the first query, what they are divided by, and both rows of weights."""
    scores = found.products[0]
    return {
        "d": config.key_width, "power": config.scale_power, "divisor": tex.number(found.divisor),
        "products": tex.listed(scores[:8]), "scores": tex.listed(scores[:8] / found.divisor),
        "weights": tex.listed(found.weights[0, :8]), "weights_divided": tex.listed(found.weights[1, :8]),
        "variance": tex.number(found.products.var()), "shown": min(config.rival_keys, 8),
        "spread": tex.number(np.sqrt(config.key_width) / found.divisor),
    }  # fmt: skip

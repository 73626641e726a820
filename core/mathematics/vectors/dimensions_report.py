"""What many dimensions do to angles and lengths, in numbers."""

import math

from core import tex
from core.mathematics.vectors.dimensions import Directions
from core.mathematics.vectors.pair_report import Line


def cosine_lines(found: Directions) -> list[Line]:
    """Spread and usual size of the cosine, and how rare a large one is; exact, and as drawn."""
    return [
        ("cosine_spread", {"d": found.d, "exact": tex.number(found.cosine_spread),
                           "drawn": tex.number(found.cosine_spread_drawn)}),
        ("cosine_size", {"exact": tex.number(found.cosine_size), "drawn": tex.number(found.cosine_size_drawn)}),
        ("upright", {"exact": 100 * found.upright, "drawn": 100 * found.upright_drawn,
                     "half": tex.number(found.half, 3)}),
    ]  # fmt: skip


def length_lines(found: Directions) -> list[Line]:
    """Lengths near √d, and the dot products that attention divides by √d."""
    root = tex.number(math.sqrt(found.d))
    return [
        ("length", {"d": found.d, "root": root, "mean": tex.number(found.length_mean_drawn),
                    "spread": tex.number(found.length_spread_drawn),
                    "percent": 100 * found.length_spread_drawn / found.length_mean_drawn}),
        ("dot", {"root": root, "drawn": tex.number(found.dot_spread_drawn),
                 "scaled": tex.number(found.dot_spread_drawn / math.sqrt(found.d))}),
    ]  # fmt: skip

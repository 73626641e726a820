"""What is to be said of the best weights inside a circle or a diamond."""

from typing import Any

import numpy as np

from core import tex
from core.mathematics.gradients.penalty import Penalized
from core.mathematics.gradients.settings import PenaltyConfig

Line = tuple[str, dict[str, Any]]


def penalty_lines(found: Penalized, config: PenaltyConfig) -> list[Line]:
    """The best weights with their loss, the condition that they meet, and which of them are 0."""
    w, g = found.weights, found.gradient
    pair = {"w": _pair(w), "loss": tex.number(found.loss, 6)}
    if not found.active:
        return [("best", pair), ("free", {"radius": config.radius})]
    price = {"multiplier": tex.number(found.multiplier), "gradient": _pair(-g)}
    lines: list[Line] = [("best", pair)]
    if config.norm == "L2":
        return [*lines, ("ridge", {**price, "w": _pair(w)})]
    if not w.all():
        k = int(np.argmin(np.abs(w)))
        return [*lines, ("corner", {**price, "name": f"w_{k + 1}", "rest": tex.number(abs(float(g[k])))})]
    return [*lines, ("side", price)]


def _pair(values: np.ndarray) -> str:
    a, b = (float(value) + 0.0 for value in values)
    return rf"({tex.number(a)},\ {tex.number(b)})"

"""What is to be said of a walk on a constraint: sentences of the words, and what fills them."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from core import tex
from core.mathematics.gradients.constraint import Constrained, Extremum, Walker

Line = tuple[str, dict[str, Any]]
NEAR = 0.5  # degrees: as exact as a slider of whole degrees allows


def walker_line(walker: Walker) -> Line:
    """Whether the gradients are parallel where the walker stands."""
    here = {"x": tex.number(walker.x), "y": tex.number(walker.y)}
    if not (math.isfinite(walker.value) and np.isfinite(walker.of_f).all()):
        return "walker_undefined", here
    numbers = {**here, "of_f": _pair(walker.of_f), "of_g": _pair(walker.of_g)}
    if not walker.of_g.any():
        return "walker_singular", numbers
    if not walker.of_f.any():
        return "walker_free", numbers
    return ("walker_parallel" if walker.angle <= NEAR else "walker_slope"), {**numbers, "angle": walker.angle}


def best_lines(found: Constrained, raised: Constrained, delta: float) -> list[Line]:
    """The least and the greatest value with their places and multipliers, each price beside what it promises.

    `raised` is the same with c + delta; a delta of 0 asks for no price.
    """
    if not np.isfinite(found.values).any():
        return [("nothing", {})]
    lines: list[Line] = []
    least = "minimum", found.minima, found.minimum, raised.minimum
    greatest = "maximum", found.maxima, found.maximum, raised.maximum
    for name, places, value, other in (least, greatest):
        if not places:
            lines.append((f"no_{name}", {}))
            continue
        lines.append((name, {"value": tex.number(value, 6), "places": _places(places)}))
        multiplier = places[0].multiplier
        if math.isnan(multiplier):
            lines.append(("no_multiplier", {}))
        elif delta and math.isfinite(other):
            gain = (other - value) / delta
            lines.append(("price", {"multiplier": tex.number(multiplier), "gain": tex.number(gain), "delta": delta}))
    return lines


def _places(places: Sequence[Extremum]) -> str:
    return ",\\ ".join(_pair((one.x, one.y)) for one in places[:4])


def _pair(values: Sequence[float] | np.ndarray) -> str:
    a, b = (0.0 if abs(value) < 1e-10 else value for value in values)
    return rf"({tex.number(a)},\ {tex.number(b)})"

"""What is to be said of a walk on a constraint: sentences of the words, and what fills them."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from core import tex
from core.mathematics.gradients.constraint import Constrained, Extremum, Walker
from core.mathematics.gradients.landscape import REACH

Line = tuple[str, dict[str, Any]]
NEAR = 0.5  # degrees: as exact as a slider of whole degrees allows
SHOWN = 4  # places of equal value that are named
ROUNDING = 1e-12  # of the usual height on the curve: a value below it is 0


def walker_line(walker: Walker) -> Line:
    """Whether the gradients are parallel where the walker stands."""
    here = {"x": tex.number(walker.x), "y": tex.number(walker.y)}
    if max(abs(walker.x), abs(walker.y)) > REACH:
        return "walker_outside", here
    if not (math.isfinite(walker.value) and np.isfinite(walker.of_f).all()):
        return "walker_undefined", here
    numbers = {**here, "of_f": _pair(walker.of_f), "of_g": _pair(walker.of_g)}
    if not walker.of_g.any():
        return ("walker_singular" if walker.of_f.any() else "walker_both"), numbers
    if not walker.of_f.any():
        return "walker_free", numbers
    return ("walker_parallel" if walker.angle <= NEAR else "walker_slope"), {**numbers, "angle": walker.angle}


def best_lines(found: Constrained, raised: Constrained, delta: float) -> list[Line]:
    """The least and the greatest value with their places and multipliers, each price beside what it promises.

    `raised` is the same with c + delta; with a delta of 0 no price is checked.
    """
    if not np.isfinite(found.values).any():
        return [("nothing", {})]
    lines: list[Line] = []
    usual = float(np.median(np.abs(found.values[np.isfinite(found.values)])))
    least = "minimum", found.minima, found.minimum, raised.minimum
    greatest = "maximum", found.maxima, found.maximum, raised.maximum
    for name, places, value, other in (least, greatest):
        if not places:
            lines.append((f"no_{name}", {}))
            continue
        shown = 0.0 if abs(value) <= ROUNDING * usual else value
        lines.append((name, {"value": tex.number(shown, 6), "places": _places(places)}))
        multiplier = places[0].multiplier
        if math.isnan(multiplier):
            lines.append(("any_multiplier" if places[0].stationary else "no_multiplier", {}))
        elif delta and math.isfinite(other):
            gain = (other - value) / delta
            lines.append(("price", {"multiplier": tex.number(multiplier), "gain": tex.number(gain), "delta": delta}))
        else:
            lines.append(("multiplier", {"multiplier": tex.number(multiplier)}))
    return lines


def _places(places: Sequence[Extremum]) -> str:
    return ",\\ ".join([_pair((one.x, one.y)) for one in places[:SHOWN]] + [r"\dots"] * (len(places) > SHOWN))


def _pair(values: Sequence[float] | np.ndarray) -> str:
    a, b = (0.0 if abs(value) < 1e-10 else value for value in values)
    return rf"({tex.number(a)},\ {tex.number(b)})"

"""What is to be said of the gradient at a point: sentences of the words, and what fills them."""

import math
from typing import Any

import numpy as np

from core import tex
from core.mathematics.gradients.landscape import MOST_MINIMA, Landscape
from core.mathematics.gradients.slope import Miss, PointGradient

Line = tuple[str, dict[str, Any]]
MUCH = 1e-4  # of the map: less is not told


def slope_lines(found: PointGradient, miss: Miss | None, land: Landscape) -> list[Line]:
    """The gradient or why there is none, then how steepest descent and the way to the minimum differ."""
    here = {"x": tex.number(found.x), "y": tex.number(found.y)}
    lines: list[Line] = []
    if math.isnan(found.value):
        lines.append(("undefined", here))
    elif math.isinf(found.value):
        lines.append(("pole", here))
    elif not math.isfinite(found.steepness):
        lines.append(("no_gradient", here))
    else:
        parts = {"partial_x": tex.number(found.partial_x), "partial_y": tex.number(found.partial_y)}
        lines.append(("gradient", {**here, **parts}))
        squares = f"{tex.base(found.partial_x)}^2 + {tex.base(found.partial_y)}^2"
        lines.append(("steepness", {"squares": squares, "steepness": tex.number(found.steepness)}))
        lines += [("flat", here)] if found.steepness == 0 else _misses(miss, land, found)
    if land.undefined > MUCH:
        lines.append(("gap", {"share": 100 * land.undefined}))
    return lines


def _misses(miss: Miss | None, land: Landscape, found: PointGradient) -> list[Line]:
    if land.many:
        return [("many_minima", {"most": MOST_MINIMA})]
    if land.floor:
        return [("valley_floor", {})]
    if len(land.minima) == 0:
        return [("no_minimum", {})]
    if miss is None:
        return [("at_minimum", {})]
    x, y = miss.minimum
    several = [("several", {"count": len(land.minima)})] if len(land.minima) > 1 else []
    return [("miss", {"angle": miss.angle, "x": tex.number(x), "y": tex.number(y)}), *several]


def angle_line(angles: np.ndarray, condition: float | None, worst: float | None) -> Line | None:
    """The largest angle on the map, (n, n), and the one that the curvatures at the minimum promise."""
    known = angles[np.isfinite(angles)]
    if known.size == 0:
        return None
    if condition is None or worst is None:
        return "largest", {"largest": float(known.max())}
    return "largest_of_bowl", {"largest": float(known.max()), "kappa": tex.number(condition), "worst": worst}


def by_hand(found: PointGradient, latex_x: str, latex_y: str) -> dict[str, str]:
    """Formulas and values of both partial derivatives, in LaTeX."""
    numbers = {name: tex.number(getattr(found, name), 6) for name in ("x", "y", "partial_x", "partial_y")}
    return {"latex_x": latex_x, "latex_y": latex_y, **numbers}

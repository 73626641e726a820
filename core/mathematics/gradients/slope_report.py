"""What is to be said of the gradient at a point: sentences of the words, and what fills them."""

import math
from typing import Any

import numpy as np

from core import tex
from core.mathematics.gradients.landscape import MOST_MINIMA, Landscape, PlaneFunction
from core.mathematics.gradients.slope import Miss, PointGradient, condition_at, worst_miss

Line = tuple[str, dict[str, Any]]
Second = tuple[PlaneFunction, PlaneFunction, PlaneFunction]  # the partial derivatives by xx, xy and yy
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


def angle_lines(angles: np.ndarray | None, miss: Miss | None, second: Second) -> list[Line]:
    """The largest angle on the map, (n, n), and the one that the curvatures at the minimum promise."""
    if angles is None or miss is None or not np.isfinite(angles).any():
        return []
    largest, condition = float(np.nanmax(angles)), condition_at(*second, *miss.minimum)
    if condition is None:
        return [("largest", {"largest": largest})]
    return [("largest_of_bowl", {"largest": largest, "kappa": tex.number(condition), "worst": worst_miss(condition)})]


def by_hand(found: PointGradient, latex_x: str, latex_y: str) -> dict[str, str]:
    """Formulas and values of both partial derivatives, in LaTeX."""
    numbers = {name: tex.number(getattr(found, name), 6) for name in ("x", "y", "partial_x", "partial_y")}
    return {"latex_x": latex_x, "latex_y": latex_y, **numbers}

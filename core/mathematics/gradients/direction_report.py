"""What is to be said of a walk: sentences of the words, and what fills them."""

import math
from typing import Any

from core import tex
from core.mathematics.gradients.direction import Walk

Line = tuple[str, dict[str, Any]]
LEVEL = 1e-9  # of the steepness: less is no slope


def walk_lines(walk: Walk) -> list[Line]:
    """The slope as a scalar product and by the cosine, and which way the walk goes; or why there is none."""
    here = {"x": tex.number(walk.x), "y": tex.number(walk.y)}
    if not math.isfinite(walk.value):
        return [("undefined", here)]
    if not math.isfinite(walk.steepness):
        return [("no_gradient", here)]
    if walk.steepness == 0:
        return [("flat", here)]
    a, b = walk.gradient
    c, d = walk.u
    terms = rf"{tex.number(a)} \cdot {tex.signed(c)} + {tex.signed(b)} \cdot {tex.signed(d)}"
    return [
        ("product", {"terms": terms, "slope": tex.number(walk.slope)}),
        ("cosine", {"steepness": tex.number(walk.steepness), "between": tex.number(walk.between),
                    "slope": tex.number(walk.slope)}),
        (_course(walk), {"theta": walk.theta, "slope": walk.slope, "share": 100 * walk.slope / walk.steepness}),
    ]  # fmt: skip


def _course(walk: Walk) -> str:
    if walk.theta in (0.0, 90.0, 180.0, 270.0, 360.0):
        return {0.0: "along_x", 90.0: "along_y", 180.0: "against_x", 270.0: "against_y", 360.0: "along_x"}[walk.theta]
    if abs(walk.slope) <= LEVEL * walk.steepness:
        return "level"
    return "rises" if walk.slope > 0 else "falls"

"""What is to be said of the curvature at a point: sentences of the words, and what fills them."""

import math
from typing import Any

from core import tex
from core.mathematics.gradients.curvature import Curvature, signs_of

Line = tuple[str, dict[str, Any]]


def curvature_lines(found: Curvature, error: float) -> list[Line]:
    """The Hessian, its eigenvalues, and the verdict; what a small circle says where the Hessian is silent."""
    here = {"x": tex.number(found.x, 7), "y": tex.number(found.y, 7)}
    if found.verdict == "undefined":
        return [("undefined", here)]
    low, high = found.eigenvalues
    lines: list[Line] = [
        ("hessian", {"hessian": tex.array(found.hessian, digits=5), "low": tex.number(low, 6),
                     "high": tex.number(high, 6)})
    ]  # fmt: skip
    if found.verdict == "slope":
        lines.append((f"slope_{_bend(*signs_of(found.eigenvalues))}", {"steepness": math.hypot(*found.gradient)}))
    else:
        lines.append((found.verdict, here))
    if found.verdict == "silent" and all(map(math.isfinite, found.around)):
        below, above = found.around
        key = (
            "level"
            if below == above == 0
            else "mixed"
            if below < 0 < above
            else "never_below"
            if below >= 0
            else "never_above"
        )
        lines.append((key, {"below": below, "above": above}))
    lines.append(("error", {"error": error}) if math.isfinite(error) else ("no_error", {}))
    return lines


def _bend(low: int, high: int) -> str:
    if low == high:
        return {1: "up", -1: "down", 0: "flat"}[low]
    return "mixed"

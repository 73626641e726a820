"""What is to be said of the chain rule at a point: sentences of the words, and what fills them."""

import math
from typing import Any

import numpy as np

from core import tex
from core.expressions import AUTOGRAD, parse
from core.mathematics.gradients.chain import Chain, SmallSquare
from core.mathematics.gradients.settings import CompositionConfig, PlaceConfig
from core.refusal import Refusal

Line = tuple[str, dict[str, Any]]


def chain_lines(found: Chain, by: str) -> list[Line]:
    """The sum over both paths and the same as a product of Jacobians, or why there is none."""
    if (why := missing(found)) is not None:
        return [why]
    k = "xy".index(by)
    through_u, through_v = found.paths[:, k]
    sum_of = {
        "by": by, "total": tex.number(found.gradient[k]), "through_u": tex.signed(through_u),
        "through_v": tex.signed(through_v), "outer_u": tex.number(found.outer[0]),
        "outer_v": tex.signed(found.outer[1]), "inner_u": tex.signed(found.jacobian[0, k]),
        "inner_v": tex.signed(found.jacobian[1, k]),
    }  # fmt: skip
    product = {
        "outer": tex.array(found.outer, digits=4), "inner": tex.array(found.jacobian, digits=4),
        "gradient": tex.array(found.gradient, digits=4),
    }  # fmt: skip
    cancels = found.gradient[k] == 0 and through_u != 0
    return [("sum", sum_of), *([("cancel", {"by": by})] if cancels else []), ("product", product)]


def missing(found: Chain) -> Line | None:
    """The sentence of what is not defined or not finite, nearest to x and y first; None where all is there."""
    here = {"x": tex.number(found.x), "y": tex.number(found.y)}
    for name in ("u", "v"):
        if not math.isfinite(getattr(found, name)):
            return "no_inner", {"name": name, **here}
    if not np.isfinite(found.jacobian).all():
        return "no_jacobian", here
    there = {"u": tex.number(found.u), "v": tex.number(found.v)}
    if not math.isfinite(found.z):
        return "no_outer", there
    if not np.isfinite(found.outer).all():
        return "no_outer_slope", there
    return None if np.isfinite(found.gradient).all() else ("too_large", here)


def square_lines(found: Chain, square: SmallSquare) -> list[Line]:
    """What the Jacobian does to the square and its area, and how far the true image is from it."""
    if not (math.isfinite(found.u) and math.isfinite(found.v) and np.isfinite(found.jacobian).all()):
        return []
    det = found.determinant
    if not math.isfinite(det):
        return [("area_too_large", {})]
    kind = "mirrors" if det < 0 else "keeps" if det > 0 else "flat" if found.jacobian.any() else "point"
    lines: list[Line] = [(kind, {"det": tex.number(det), "factor": tex.number(abs(det))})]
    if not (math.isfinite(square.area) and math.isfinite(square.gap)):
        return [*lines, ("gaps", {})]
    return [*lines, ("measured", {"area": square.area, "gap": square.gap, "det": det})]


def numbers_of(found: Chain, square: SmallSquare, by: str) -> dict[str, Any]:
    """What the text alternatives of the figures say."""
    k = "xy".index(by)
    return {
        "by": by, "x": found.x, "y": found.y, "u": found.u, "v": found.v, "z": found.z, "det": found.determinant,
        "through_u": float(found.paths[0, k]), "through_v": float(found.paths[1, k]),
        "total": float(found.gradient[k]), "gap": square.gap,
    }  # fmt: skip


def graph_texts(formulas: CompositionConfig, place: PlaceConfig) -> dict[str, str] | None:
    """Formula and values as the topic of back-propagation reads them; None where it does not know a function."""
    text = f"u = {formulas.u}\nv = {formulas.v}\n{formulas.outer}"
    try:
        parse(text, AUTOGRAD)
    except Refusal:
        return None
    return {"formula": text, "values": f"x = {place.x:g}\ny = {place.y:g}"}

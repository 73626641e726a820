"""The arithmetic of two vectors, with the numbers on the screen plugged in."""

from typing import Any

import numpy as np

from core import tex
from core.mathematics.vectors.pair import Pair, PairConfig

Line = tuple[str, dict[str, Any]]  # a key of the words, and what fills it


def coordinates(vector: np.ndarray | None, digits: int = 4) -> str:
    r"""A vector (n,) in a row: `(2,\ 1)`; a dash where there is none."""
    if vector is None:
        return "-"
    inside = ",\\ ".join(tex.number(one, digits) for one in vector)
    return f"({inside})"


def angle_text(degrees: float) -> str:
    """An angle with two decimals, or as many as tell it from 0°, 90° and 180°."""
    decimals = 2
    while decimals < 15 and round(degrees, decimals) in (0, 90, 180) and round(degrees, decimals) != degrees:
        decimals += 1
    return f"{degrees:.{decimals if decimals == 2 else decimals + 2}f}"


def pair_lines(pair: Pair, config: PairConfig) -> list[Line]:
    """The sentence about the angle, then dot product, lengths, cosine, and what is drawn."""
    lines: list[Line] = [
        (f"kind.{pair.kind}", {"angle": angle_text(pair.angle_degrees or 0.0)}),
        ("dot", {"terms": _products(pair.v, pair.w), "dot": tex.number(pair.dot)}),
        ("lengths", {"squares_v": _squares(pair.v), "length_v": tex.number(pair.length_v),
                     "squares_w": _squares(pair.w), "length_w": tex.number(pair.length_w)}),
    ]  # fmt: skip
    if pair.cosine is not None and pair.angle_degrees is not None:
        lines.append(
            ("cosine", {"dot": tex.number(pair.dot), "length_v": tex.number(pair.length_v),
                        "length_w": tex.number(pair.length_w), "cosine": tex.number(pair.cosine),
                        "angle": angle_text(pair.angle_degrees)})
        )  # fmt: skip
    return [*lines, _drawn(pair, config)]


def _drawn(pair: Pair, config: PairConfig) -> Line:
    v, w = coordinates(pair.v), coordinates(pair.w)
    match config.relation:
        case "sum":
            return "sum", {"v": v, "w": w, "result": coordinates(pair.total)}
        case "difference":
            return "difference", {"v": v, "w": w, "result": coordinates(pair.difference)}
        case "multiple":
            return "multiple", {"scale": tex.number(config.scale), "v": v, "result": coordinates(pair.multiple)}
        case "area":
            return _area(pair)
    if pair.shadow is None:
        return "no_projection", {}
    dot, square = tex.number(pair.dot), tex.number(float(pair.w @ pair.w))
    return "projection", {
        "factor": tex.fraction(dot, square), "w": w, "result": coordinates(pair.projection),
        "shadow": tex.number(pair.shadow),
    }  # fmt: skip


def _area(pair: Pair) -> Line:
    if pair.cross is None:
        (a, b), (c, d) = pair.v, pair.w
        terms = f"{tex.product([tex.number(a), tex.signed(d)])} - {tex.product([tex.signed(b), tex.signed(c)])}"
        return "area", {"terms": terms, "area": tex.number(pair.area)}
    return "cross", {"cross": coordinates(pair.cross), "area": tex.number(pair.area)}


def _products(v: np.ndarray, w: np.ndarray) -> str:
    return tex.total(rf"{tex.number(a)} \cdot {tex.signed(b)}" for a, b in zip(v, w, strict=True))


def _squares(v: np.ndarray) -> str:
    return tex.total(f"{tex.signed(one)}^2" for one in v)

"""What several arrows reach, with the numbers on the screen."""

import numpy as np

from core import tex
from core.mathematics.vectors.pair_report import Line, coordinates
from core.mathematics.vectors.span import Span

NAMES = ("v", "w", "u")


def span_lines(found: Span) -> list[Line]:
    """The combination, the verdict on independence, and the coordinates of the point."""
    count = len(found.arrows)
    combination = tex.total(_multiple(c, name) for c, name in zip(found.coefficients, NAMES, strict=False))
    lines: list[Line] = [("combination", {"terms": combination, "result": coordinates(found.combination)})]
    if found.dependence is None:
        lines.append(("independent.plane" if count == 2 else "independent.space", {}))
    else:
        kept = [(c, name) for c, name in zip(found.dependence, NAMES, strict=False) if c != 0]
        terms = tex.total(_multiple(c, name) for c, name in kept)
        lines.append((f"dependent.{('point', 'line', 'plane')[found.rank]}", {"terms": terms}))
    values = {"x": coordinates(found.target), "c": coordinates(found.coordinates)}
    if found.answer == "none":
        values["c"] = coordinates(found.nearest)
    return [*lines, (f"answer.{found.answer}", values)]


def system_lines(found: Span) -> list[Line]:
    """The equations that the coordinates solve, and the tolerance that decides the rank."""
    matrix, x = tex.array(found.arrows), tex.array(found.target, column=True)
    solved = tex.array(found.coordinates, column=True, digits=4)
    lines: list[Line] = [("system", {"matrix": matrix, "x": x, "solved": solved})] if found.answer == "one" else []
    values = {
        "singular": ",\\ ".join(tex.number(one) for one in found.singular_values),
        "largest": tex.number(float(found.singular_values.max())), "size": len(found.arrows),
        "tolerance": tex.number(found.tolerance), "rank": found.rank,
    }  # fmt: skip
    return [*lines, ("tolerance", values)]


def _multiple(c: float | np.floating, name: str) -> str:
    return rf"{tex.number(c)}\, {name}"

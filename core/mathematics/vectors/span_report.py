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
    reached = tex.significant(found.combination, np.abs(found.arrows) @ np.abs(found.coefficients))
    lines: list[Line] = [("combination", {"terms": combination, "result": coordinates(reached)})]
    if found.dependence is None:
        lines.append(("independent.plane" if count == 2 else "independent.space", {}))
    else:
        kept = [(c, name) for c, name in zip(found.dependence, NAMES, strict=False) if c != 0]
        terms = tex.total(_multiple(c, name) for c, name in kept)
        lines.append((f"dependent.{('point', 'line', 'plane')[found.rank]}", {"terms": terms}))
    c = tex.significant(found.nearest, np.abs(found.target).max()) if found.answer == "none" else solved(found)
    values = {"x": coordinates(found.target), "c": coordinates(c)}
    return [*lines, (f"answer.{found.answer}", values)]


def solved(found: Span) -> np.ndarray:
    """The coordinates (n,) with 0 in place of what rounding has left: the nearly parallel enlarge it."""
    used = found.singular_values[: found.rank]
    enlarged = float(used[0] / used[-1]) if found.rank else 0.0
    return tex.significant(found.coordinates, 0.01 * enlarged * np.abs(found.coordinates).max())


def system_lines(found: Span) -> list[Line]:
    """The equations that the coordinates solve, and the tolerance that decides the rank."""
    matrix, x = tex.array(found.arrows), tex.array(found.target, column=True)
    c = tex.array(solved(found), column=True, digits=4)
    lines: list[Line] = [("system", {"matrix": matrix, "x": x, "solved": c})] if found.answer == "one" else []
    values = {
        "singular": ",\\ ".join(tex.number(one) for one in found.singular_values),
        "largest": tex.number(float(found.singular_values.max())), "size": len(found.arrows),
        "tolerance": tex.number(found.tolerance), "rank": found.rank,
    }  # fmt: skip
    return [*lines, ("tolerance", values)]


def _multiple(c: float | np.floating, name: str) -> str:
    return rf"{tex.number(c)}\, {name}"

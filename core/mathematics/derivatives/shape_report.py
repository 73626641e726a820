"""The landmarks as rows, and the place on the screen as numbers in LaTeX."""

from collections.abc import Sequence

from core import tex
from core.mathematics.derivatives.shape import CurvePlace, Landmark

ROWS = 9  # that are listed


def at_place(place: CurvePlace) -> dict[str, str]:
    """x, f(x), f′(x) and f″(x) in LaTeX, by their names."""
    return {name: tex.number(getattr(place, name), 5) for name in ("x", "value", "slope", "second")}


def rows_of(found: Sequence[Landmark]) -> list[tuple[str, str, str]]:
    """`(kind, x, f(x))` of the first landmarks; an extremum without a slope is a corner."""
    return [
        (f"corner_{one.kind}" if one.corner else one.kind, f"{one.x:.5g}", f"{round(one.y, 6) + 0.0:.5g}")
        for one in found[:ROWS]
    ]

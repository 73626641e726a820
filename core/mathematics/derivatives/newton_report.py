"""One step of Newton's method by hand, and the first steps as rows."""

from core import tex
from core.mathematics.derivatives.newton import NewtonWalk

ROWS = 8


def last_step(walk: NewtonWalk) -> dict[str, str] | None:
    """The step that led to the last place, in LaTeX; None where no step was taken."""
    k = len(walk.x) - 2
    if k < 0:
        return None
    return {
        "step": str(k), "next": str(k + 1), "x": tex.number(walk.x[k], 8), "slope": tex.number(walk.slopes[k], 6),
        "second": tex.signed(walk.seconds[k], 6), "end": tex.number(walk.x[k + 1], 10),
    }  # fmt: skip


def step_rows(walk: NewtonWalk) -> list[str]:
    """The first places with value, slope and second derivative, as rows of a table."""
    columns = zip(walk.x, walk.values, walk.slopes, walk.seconds, strict=True)
    rows = [[str(k), *(f"${tex.number(value, 6)}$" for value in row)] for k, row in enumerate(columns)]
    return [f"| {' | '.join(row)} |" for row in rows[:ROWS]]

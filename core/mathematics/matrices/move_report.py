"""The determinant, the columns and the two ways to the matrix as arithmetic, and the numbers of the scripts."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.mathematics.matrices.move import Move, MoveConfig, decided, flat_before_the_end, move, turn_and_stretch
from core.tex import array, number, signed

Line = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class MoveArithmetic:
    """LaTeX with the numbers on the screen: det A, A(t) of the straight way, and the factors of A = RS."""

    det: str
    straight: str
    rotation: str
    stretch: str
    columns: str
    det_value: str


def move_lines(found: Move) -> list[Line]:
    """What determinant and rank mean for the plane or space on the screen, and where the way to A is flat."""
    kind = "plane" if len(found.a) == 2 else "space"
    name = f"{kind}_{found.rank}" if decided(found) else "undecided"
    said = {"det": number(found.det), "size": number(abs(found.det)), "rank": found.rank}
    lines: list[Line] = [(f"rank.{name}", said)]
    if found.det < 0:
        lines.append(("turned_over", {}))
    if before := flat_before_the_end(found):
        lines.append(("flat_at", {"times": ", ".join(f"{time:.4g}" for time in before)}))
    elif found.det != 0:
        lines.append(("never_flat", {}))
    return lines


def move_arithmetic(found: Move) -> MoveArithmetic:
    """The arithmetic behind a move."""
    rotation, stretch = turn_and_stretch(found.a)
    names = [rf"A\,e_{k + 1} = {array(column, column=True)}" for k, column in enumerate(found.a.T)]
    eye = np.eye(len(found.a))
    return MoveArithmetic(
        det=determinant_tex(found.a), columns=r",\quad ".join(names), rotation=array(_clean(rotation)),
        straight=rf"{array(eye)} + {number(found.t)}\,\left({array(found.a)} - {array(eye)}\right)",
        stretch=array(_clean(stretch)), det_value=number(found.det),
    )  # fmt: skip


def determinant_tex(a: np.ndarray) -> str:
    """ad - bc of a matrix (2, 2), or the expansion along the first row of a matrix (3, 3)."""
    if len(a) == 2:
        (p, q), (r, s) = a
        return rf"{signed(p)}\cdot {signed(s)} - {signed(q)}\cdot {signed(r)}"
    terms = []
    for k in range(3):
        (p, q), (r, s) = np.delete(a[1:], k, axis=1)
        minor = rf"{signed(p)}\cdot {signed(s)} - {signed(q)}\cdot {signed(r)}"
        terms.append(rf"{signed(a[0, k])}\,({minor})")
    return f"{terms[0]} - {terms[1]} + {terms[2]}"


def _clean(values: np.ndarray) -> np.ndarray:
    """Zeros in place of what rounding has left of them."""
    return np.where(np.abs(values) < 1e-12, 0.0, values)


def move_numbers(config: MoveConfig) -> dict[str, object]:
    """The numbers on the screen."""
    found = move(config)
    return {
        "det": found.det, "det_now": found.det_now, "rank": found.rank, "flat": list(found.flat),
        "now": found.now.tolist(),
    }  # fmt: skip


def move_numbers_by_numpy(a: np.ndarray, now: np.ndarray) -> dict[str, object]:
    """Determinants and rank by NumPy's own functions, for A and A(t), both (n, n)."""
    return {
        "det": float(np.linalg.det(a)), "det_now": float(np.linalg.det(now)), "rank": int(np.linalg.matrix_rank(a))
    }  # fmt: skip

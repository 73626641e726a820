"""The three moves as sentences and as arithmetic."""

from typing import Any

import numpy as np

from core.mathematics.decompositions.moves import Moves
from core.tex import array, number

Line = tuple[str, dict[str, Any]]


def moves_lines(found: Moves) -> tuple[Line, ...]:
    """What the moves do, and what is special about them."""
    s1, s2 = found.stretches
    if s1 == 0:
        return (("zero", {}),)
    told = {
        "first": f"{found.first:.1f}".replace("-", "−"), "last": f"{found.last:.1f}".replace("-", "−"),
        "s1": number(s1), "s2": number(abs(s2)),
    }  # fmt: skip
    lines: list[Line] = [("moves", told)]
    if s2 == 0:
        lines.append(("flat", told))
    else:
        if s2 < 0:
            lines.append(("mirror", told))
        if s1 - abs(s2) <= 1e-12 * s1:
            lines.append(("round", told))
        lines.append(("condition", {"condition": number(s1 / abs(s2))}))
    return tuple(lines)


def moves_tex(found: Moves) -> dict[str, str]:
    """A = U Σ Vᵀ, and the eigenvalues of AᵀA, with their numbers."""
    gram = found.a.T @ found.a
    clean = [np.where(np.abs(matrix) < 1e-12, 0.0, matrix) for matrix in (found.u, found.v.T, gram)]
    u, vt, gram = (array(matrix) for matrix in clean)
    return {
        "u": u, "sigma": array(np.diag(found.sigma)), "vt": vt, "gram": gram,
        "s1": number(found.sigma[0]), "s2": number(found.sigma[1]),
        "q1": number(found.sigma[0] ** 2), "q2": number(found.sigma[1] ** 2),
    }  # fmt: skip

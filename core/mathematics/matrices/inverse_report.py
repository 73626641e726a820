"""What the condition number says, and the inverse as LaTeX."""

from typing import Any

import numpy as np

from core.mathematics.matrices.inverse import InverseConfig, Inversion, free_directions
from core.tex import array, fraction, number


def condition_line(found: Inversion, config: InverseConfig) -> tuple[str, dict[str, Any]]:
    """How an error grows on the way back, or why there is no inverse: the sentence, and what fills it."""
    if not found.a.any():
        return "zero", {}
    if found.det == 0:
        return ("singular" if free_directions(found.a).shape[1] == 1 else "singular_plane"), {}
    return "said" if found.inverse is not None else "beyond", errors_in_tex(found, config)


def inverse_tex(found: Inversion) -> str:
    """One over the determinant, times the matrix of cofactors, and the result."""
    assert found.inverse is not None
    cofactors = array(np.rint(found.inverse * found.det * 1e12) / 1e12, digits=6)
    return f"{fraction(1, number(found.det, 6))}{cofactors} = {array(found.inverse, digits=4)}"


def errors_in_tex(found: Inversion, config: InverseConfig) -> dict[str, str]:
    """Condition number and determinant, and the errors relative to b and to x."""
    values = {
        "condition": found.condition, "det": found.det, "size_b": config.nudge, "size_x": config.nudge * found.growth,
        "growth": found.growth, "most": found.largest_growth,
    }  # fmt: skip
    written = {name: number(value, 5 if name in ("condition", "det") else 3) for name, value in values.items()}
    x = ", ".join("1" for _ in found.b)
    return written | {"b": f"({', '.join(number(one) for one in found.b)})", "x": f"({x})"}


def condition_tex(found: Inversion) -> str:
    """The longest half axis over the shortest one."""
    return fraction(number(found.stretches[0], 7), number(found.stretches[-1], 7))

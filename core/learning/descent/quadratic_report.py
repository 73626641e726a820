"""What is to be said of momentum on a bowl: both directions, the rate they share, and the best pair."""

from typing import Any

from core import tex
from core.learning.descent.quadratic import EDGE, Modes, best_pair

Line = tuple[str, dict[str, Any]]


def modes_lines(found: Modes) -> list[Line]:
    """A line for each direction, then the verdict, then the best η and β for this κ.

    A direction along which the start has no error stays at 0, whatever its factor.
    """
    lines: list[Line] = []
    moves = found.errors[0] != 0
    for k, name in enumerate(("flat", "steep")):
        values = {"curvature": tex.number(found.curvatures[k]), "product": tex.number(found.products[k]),
                  "factor": tex.number(found.radii[k]), "limit": tex.number(2 * (1 + found.beta))}  # fmt: skip
        lines += [(name, values), (found.damping[k] if moves[k] else "rests", values)]
    if found.products[1] > EDGE:
        lines.append(("beyond_map", {"product": tex.number(found.products[1]), "edge": EDGE}))
    if any(kind in ("diverges", "edge") for kind, moved in zip(found.damping, moves, strict=True) if moved):
        steepest = float(found.curvatures[moves].max())
        lines.append(("never", {"rate": 2 * (1 + found.beta) / steepest, "plain": 2 / steepest}))
    elif found.settled >= 0:
        lines.append(("settled", {"step": found.settled}))
    else:
        lines.append(("unsettled", {"steps": len(found.losses) - 1, "loss": float(found.losses[-1])}))
    rate, beta, factor = best_pair(found.curvatures[1])
    lines.append(("best", {"rate": rate, "beta": beta, "factor": factor, "kappa": float(found.curvatures[1])}))
    return lines


def roots_tex(found: Modes) -> dict[str, str]:
    """The quadratic equation of the steeper direction with its numbers, and its roots."""
    product, beta = float(found.products[1]), found.beta
    middle = 1 + beta - product
    square = middle**2 / 4 - beta
    if abs(square) < 1e-15:
        square = 0.0
    return {
        "beta": tex.number(beta), "product": tex.number(product),
        "half": tex.number(middle / 2), "square": tex.number(square), "factor": tex.number(found.radii[1]),
    }  # fmt: skip

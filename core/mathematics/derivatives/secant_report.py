"""The difference quotient by hand: its formulas with the numbers on the screen."""

import numpy as np

from core import tex
from core.mathematics.derivatives.secant import UNIT_ROUNDOFF, ErrorCurves, Secant

LINE = 90  # characters of LaTeX that stand within a sentence


def slope_key(found: Secant, latex: str) -> str:
    """The key of the sentence about the true slope: without a long formula, and none where there is no slope."""
    if np.isnan(found.slope):
        return ""
    return "slope" if len(latex) <= LINE else "slope_long"


def plugged_in(found: Secant) -> dict[str, str]:
    """The numbers of the quotient in LaTeX, by their names."""
    names = ("x", "h", "left", "right", "difference", "quotient", "slope", "error")
    return {name: tex.number(getattr(found, name), 6) for name in names}


def best_steps(curves: ErrorCurves, scheme: str, derivatives: tuple[float, ...]) -> dict[str, str] | None:
    """The best step by theory with its numbers, and the one that was found; None where theory has none."""
    if np.isnan(curves.predicted[scheme]):
        return None
    value, _, second, third = derivatives
    high = second if scheme == "forward" else third
    return {
        "roundoff": tex.number(UNIT_ROUNDOFF, 3), "value": tex.number(abs(value)), "high": tex.number(abs(high)),
        "predicted": tex.number(curves.predicted[scheme], 3), "best": tex.number(curves.best[scheme], 3),
    }  # fmt: skip

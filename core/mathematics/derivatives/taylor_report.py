"""A Taylor polynomial by hand, and what is special about its center."""

import numpy as np

from core import tex
from core.mathematics.derivatives.taylor import ConvergenceCircle, TaylorPolynomial

SHOWN = 8  # terms that are written out


def polynomial_in_tex(found: TaylorPolynomial) -> dict[str, str]:
    """The polynomial with its coefficients, its terms at x, and its error, in LaTeX."""
    shift = f"(x - {tex.signed(found.center)})" if found.center else "x"
    parts = []
    for k, coefficient in enumerate(found.coefficients.tolist()):
        if coefficient or len(found.coefficients) == 1:
            power = "" if k == 0 else shift if k == 1 else f"{shift}^{{{k}}}"
            parts.append(rf"{tex.number(coefficient)} \, {power}" if power else tex.number(coefficient))
    terms = [tex.number(term) for term in found.terms.tolist() if term]
    return {
        "polynomial": tex.total(parts, SHOWN), "terms": tex.total(terms, SHOWN), "x": tex.number(found.x),
        "center": tex.number(found.center), "value": tex.number(found.value, 8),
        "truth": tex.number(found.truth, 8), "error": tex.number(found.error, 3),
    }  # fmt: skip


def remark_on_series(found: TaylorPolynomial, circle: ConvergenceCircle) -> str:
    """The key of what is to be said of the series: which circle it has, and whether x lies in it."""
    if np.isnan(found.coefficients).any():
        return "refused.no_series"
    if np.isnan(found.truth):
        return "remark.no_value"
    if not circle.checked:
        return "remark.pieces"
    if circle.flat:
        return "remark.flat"
    if np.isnan(circle.radius):
        return "remark.everywhere"
    return "remark.inside" if abs(found.x - found.center) < circle.radius else "remark.outside"

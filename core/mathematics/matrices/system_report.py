"""The solutions, the row reduction and the residual as LaTeX."""

import numpy as np

from core.mathematics.matrices.system import System
from core.tex import array, number, signed, total

NAMES = ("s", "t", "u")  # of the free numbers


def sentence(found: System) -> str:
    """The key of the sentence on the solutions; where there is none, one or many x may be best."""
    if found.kind != "none":
        return f"said.{found.kind}"
    return "said.none" if found.rank == found.a.shape[1] else "said.none_many"


def empty_equations(found: System) -> str:
    """The numbers of the equations 0 = b with b other than 0, which no x solves."""
    return ", ".join(str(k) for k, (row, b) in enumerate(zip(found.a, found.b, strict=True), 1) if not row.any() and b)


def solutions_tex(found: System) -> str:
    """x, or x plus every multiple of the directions of the null space."""
    terms = [array(found.x, column=True)]
    terms += [rf"{name}\,{array(v, column=True)}" for name, v in zip(NAMES, found.null.T, strict=False)]
    return total(terms)


def reduction_tex(found: System) -> str:
    """The augmented matrix after every step."""
    unknowns = found.a.shape[1]
    return r" \;\to\; ".join(_augmented(step, unknowns) for step in found.reduction.steps)


def combination_tex(found: System) -> str:
    """The columns, each times its number, and what they add up to."""
    terms = total(rf"{signed(x)}\,{array(column, column=True)}" for x, column in zip(found.x, found.a.T, strict=True))
    reached = found.b - found.residual
    reached = np.where(np.abs(reached) <= 1e-12 * np.abs(found.b).max(), 0.0, reached)
    return f"{terms} = {array(reached, column=True)}"


def residual_products_tex(found: System) -> str:
    """The products of the columns with the residual, all of them zero."""
    products = found.a.T @ found.residual
    near_zero = np.where(np.abs(products) < 1e-9, 0.0, products)
    return r",\quad ".join(rf"a_{k} \cdot r = {number(value)}" for k, value in enumerate(near_zero, 1))


def _augmented(rows: np.ndarray, unknowns: int) -> str:
    body = r" \\ ".join(" & ".join(number(value, 3) for value in row) for row in rows)
    return rf"\left[\begin{{array}}{{{'r' * unknowns}|r}} {body} \end{{array}}\right]"

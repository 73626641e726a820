"""The normal equations, the residual and its two products, and the theorem of Pythagoras, as LaTeX."""

import numpy as np

from core.mathematics.matrices.fit import Fit
from core.tex import array, number, product, signed, significant, total


def best_key(found: Fit) -> str:
    """The key of the sentence about the best coefficients: exact, least squares, or not the only ones."""
    if found.rank < found.a.shape[1]:
        return "said.many" if found.rank else "said.nothing"
    return "said.exact" if found.squares == 0 else "said.best"


def normal_equations_tex(found: Fit) -> str:
    """The products of the columns with each other, the coefficients, and the products of the columns with b."""
    return (
        f"{array(found.a.T @ found.a, digits=6)}{array(found.coefficients, column=True, digits=6)}"
        f" = {array(found.a.T @ found.b, column=True, digits=6)}"
    )


def line_tex(found: Fit) -> str:
    """y as a function of x."""
    slope = rf"{number(found.coefficients[-1])}\,x"
    return total([number(found.coefficients[0]), slope]) if len(found.coefficients) == 2 else slope


def squares_tex(found: Fit) -> str:
    """The squared residuals and their sum."""
    return f"{total(rf'{signed(value)}^2' for value in found.residual)} = {number(found.squares)}"


def products_tex(found: Fit) -> str:
    """Each column times the residual."""
    rows = []
    for k, column in enumerate(found.a.T, 1):
        terms = total(product([number(p), number(q)]) if q >= 0 else product([p, q])
                      for p, q in zip(column, found.residual, strict=True))  # fmt: skip
        value = float(column @ found.residual)
        rows.append(rf"a_{k}\cdot r = {terms} = {number(0.0 if abs(value) < 1e-9 else value)}")
    return r",\quad ".join(rows)


def pythagoras_tex(found: Fit) -> str:
    """The squared error of one's own line: that of the best one, and the squared distance in the column space."""
    assert found.own_squares is not None and found.own_fitted is not None
    apart = float((significant(found.fitted - found.own_fitted, 10.0) ** 2).sum())
    return f"{number(found.own_squares, 6)} = {number(found.squares, 6)} + {number(apart, 6)}"


def residual_tex(found: Fit) -> str:
    """b - A x."""
    return array(np.asarray(found.residual), column=True)

"""Whether the order of two factors matters, one cell of their product, and its transpose as LaTeX."""

from typing import Any

from core.mathematics.matrices.product import MatrixProduct
from core.tex import array, number, product, total


def order_line(found: MatrixProduct) -> tuple[str, dict[str, Any]]:
    """Whether the order of the factors matters here: the sentence of the words, and what fills it."""
    if found.ba is None:
        return "only_ab", {"rows": found.b.shape[1], "columns": found.a.shape[0]}
    if found.ba.shape != found.ab.shape:
        return "other_size", {"ab": "×".join(map(str, found.ab.shape)), "ba": "×".join(map(str, found.ba.shape))}
    return "commute" if found.commute else "order_matters", {}


def cell_tex(found: MatrixProduct, cell: tuple[int, int]) -> str:
    """The products of row i and column j, and their sum."""
    i, j = cell
    terms = [product(pair) for pair in zip(found.a[i], found.b[:, j], strict=True)]
    return f"{total(terms)} = {number(found.ab[i, j])}"


def transposes_tex(found: MatrixProduct) -> str:
    """The transposed factors in the order that gives the transposed product."""
    return f"{array(found.b.T)}{array(found.a.T)} = {array(found.ab.T)}"


def difference_tex(found: MatrixProduct) -> str:
    """AB - BA, where both are of one size."""
    assert found.ba is not None
    return f"{array(found.ab)} - {array(found.ba)}"

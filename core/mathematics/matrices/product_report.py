"""One cell of a product, and its transpose, as LaTeX."""

from core.mathematics.matrices.product import MatrixProduct
from core.tex import array, number, product, total


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

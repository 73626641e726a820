"""A product on the screen: operands, result, and the sum behind the chosen cell."""

from core.computing.tensors.array_figure import bracketed, tupled
from core.computing.tensors.einsum import Product, terms_of
from core.computing.tensors.products_figure import factor_figures
from core.computing.tensors.products_report import letters_tex, terms_tex
from pages.computing.tensors.cell_picker import side_by_side
from pages.shared import Words, live_formula


def show_product(product: Product, cell: tuple[int, ...], t: Words) -> None:
    """The operands with the cells that take part lit, the result to be clicked, and one cell's sum written out."""
    terms = terms_of(product, cell) if product.values.size else []
    *factors, result = factor_figures(product, terms, cell, t)
    parts = {
        f"tensors_factor_{k}": (drawn, t("alt.factor", name="abc"[k], shape=tupled(operand.shape), terms=len(terms)))
        for k, (drawn, operand) in enumerate(zip(factors, product.operands, strict=True))
    }
    alt = t("alt.result_of", shape=tupled(product.shape), cells=product.values.size)
    side_by_side(parts | {"tensors_product": (result, alt)})
    live_formula(t, "product.letters", einsum=product.equation, formula=letters_tex(product))
    if product.values.size:
        value = int(product.values[cell])
        live_formula(t, "product.numbers", cell=bracketed(cell), sum=terms_tex(terms), value=value)

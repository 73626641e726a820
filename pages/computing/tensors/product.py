"""A product on the screen: operands, result, and the sum behind the chosen cell."""

import streamlit as st

from core.computing.tensors.array_figure import bracketed, tupled
from core.computing.tensors.einsum import Product, Term
from core.computing.tensors.products_figure import factor_figures
from pages.computing.tensors.cell_picker import look_at
from pages.shared.live import figure
from pages.shared.words import Words

MOST_TERMS = 8  # that are written out


def draw_product(product: Product, t: Words) -> None:
    """The operands with the cells that take part lit, and the result to be clicked."""
    figures = factor_figures(product, t)
    for number, (column, drawn) in enumerate(zip(st.columns(len(figures)), figures, strict=True)):
        last = number == len(figures) - 1
        with column:
            if last:
                alt = t("alt.result_of", shape=tupled(product.result.shape), cells=product.result.size)
            else:
                shape = tupled(product.operands[number].shape)
                alt = t("alt.factor", name="abc"[number], shape=shape, terms=len(product.terms))
            key = "tensors_product" if last else f"tensors_factor_{number}"
            figure(drawn, key=key, alt=alt, on_click=look_at if last else None)


def sum_of_terms(product: Product, t: Words) -> None:
    """The sum in letters, and with the numbers of the chosen cell."""
    st.markdown(t("product.letters", einsum=product.equation, formula=product.latex))
    if not product.result.size:
        return
    written = [term_of(term) for term in product.terms[:MOST_TERMS]]
    more = r" + \dots" if len(product.terms) > MOST_TERMS else ""
    value = int(product.result[product.cell])
    st.markdown(
        t("product.numbers", cell=bracketed(product.cell), sum=(" + ".join(written) or "0") + more, value=value)
    )


def term_of(term: Term) -> str:
    """The factors with dots between them."""
    numbers = [f"({factor:.0f})" if factor < 0 else f"{factor:.0f}" for factor in term.factors]
    return r" \cdot ".join(numbers)

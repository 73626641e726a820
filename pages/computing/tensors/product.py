"""A product on the screen: operands, result, and the sum behind the chosen cell."""

import streamlit as st

from core.computing.tensors.array_figure import bracketed, tupled
from core.computing.tensors.einsum import Product, terms_of
from core.computing.tensors.products_figure import factor_figures
from core.computing.tensors.products_report import letters_tex, terms_tex
from pages.computing.tensors.cell_picker import look_at
from pages.shared import Words, figure, live_formula


def show_product(product: Product, cell: tuple[int, ...], t: Words) -> None:
    """The operands with the cells that take part lit, the result to be clicked, and one cell's sum written out."""
    terms = terms_of(product, cell) if product.values.size else []
    figures = factor_figures(product, terms, cell, t)
    for number, (column, drawn) in enumerate(zip(st.columns(len(figures)), figures, strict=True)):
        last = number == len(figures) - 1
        with column:
            if last:
                alt = t("alt.result_of", shape=tupled(product.shape), cells=product.values.size)
            else:
                shape = tupled(product.operands[number].shape)
                alt = t("alt.factor", name="abc"[number], shape=shape, terms=len(terms))
            key = "tensors_product" if last else f"tensors_factor_{number}"
            figure(drawn, key=key, alt=alt, on_click=look_at if last else None)
    live_formula(t, "product.letters", einsum=product.equation, formula=letters_tex(product))
    if product.values.size:
        value = int(product.values[cell])
        live_formula(t, "product.numbers", cell=bracketed(cell), sum=terms_tex(terms), value=value)

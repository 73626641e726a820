"""The product of two matrices: two moves in either order, and every cell as a row times a column."""

from typing import Any

import streamlit as st

from core.mathematics.matrices.challenges import two_mirrors, zero_one_way
from core.mathematics.matrices.product import (
    MatrixProduct,
    ProductConfig,
    ProductView,
    after_moves,
    multiply,
    product_numbers,
    product_numbers_by_numpy,
)
from core.mathematics.matrices.product_figure import cell_at, falk_figure, moves_alt, moves_figure
from core.mathematics.matrices.product_report import cell_tex, difference_tex, order_line, transposes_tex
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    last_valid,
    live_formula,
    put,
    sentences,
)

SHEAR, QUARTER_TURN = ((1.0, 1.0), (0.0, 1.0)), ((0.0, -1.0), (1.0, 0.0))
FLAT, TALL = ((1.0, 2.0, 0.0), (0.0, 1.0, 1.0)), ((1.0, 0.0), (2.0, 1.0), (0.0, 3.0))
EXPERIMENTS = {
    "order": Experiment({"tab": "product", "left": SHEAR, "right": QUARTER_TURN, "moves": 2.0}, right=1),
    "sizes": Experiment({"tab": "product", "left": FLAT, "right": TALL}, right=2),
    "transpose": Experiment({"tab": "product", "left": FLAT, "right": TALL}, right=0),
}
CHALLENGES = {
    "mirrors": Challenge(two_mirrors, solution={"left": ((0.0, 1.0), (1.0, 0.0)), "right": ((1.0, 0.0), (0.0, -1.0))}),
    "zero": Challenge(zero_one_way, solution={"left": ((0.0, 1.0), (0.0, 0.0)), "right": ((1.0, 0.0), (0.0, 0.0))}),
}


def show(t: Words) -> None:
    """Both factors beside both orders and the scheme of the cells."""
    controls, stage = st.columns([1, 3.8], gap="medium")

    def draw() -> None:
        with controls:
            asked = ask(ProductConfig, t)
            found, (config,) = last_valid(t, multiply, asked)
            view = ask(ProductView, t, only=("moves",)) if found.moves else current_config(ProductView, t)
        cell = divmod(view.cell % found.ab.size, found.ab.shape[1])
        with stage:
            _pictures(found, view, cell, t)
            live_formula(t, "cell", row=cell[0] + 1, column=cell[1] + 1, sum=cell_tex(found, cell))
            st.markdown(sentences(t, [order_line(found)]))
        _by_hand(t, found)
        challenges(t, CHALLENGES, mirrors=(found, config != asked), zero=(found, config != asked))
        code_panel(
            t, {"NumPy": Made(product_numbers, config), "NumPy @": Made(product_numbers_by_numpy, config)},
            shown={"ab": found.ab, "commute": found.commute}, short={"NumPy @": "A @ B"},
        )  # fmt: skip

    drawing(t, draw)


def _pictures(found: MatrixProduct, view: ProductView, cell: tuple[int, int], t: Words) -> None:
    """The moves in either order where both are of one plane or space, and the scheme of the cells."""
    places = st.columns(3, gap="small") if found.moves else st.columns([1, 2])
    if found.moves:
        for place, key, first, second in zip(
            places, ("ab", "ba"), (found.b, found.a), (found.a, found.b), strict=False
        ):
            with place:
                figure(
                    moves_figure(after_moves(first, second, view.moves), t(f"figure.{key}")),
                    key=f"matrices_{key}_{len(found.a)}", alt=moves_alt(found, key, view.moves, t),
                )  # fmt: skip
    else:
        places[0].info(t("no_moves"), icon=":material/block:")

    def look(click: dict[str, Any]) -> None:
        point = click.get("point")
        if isinstance(point, list) and len(point) == 2 and all(isinstance(one, int) for one in point):
            number = cell_at(found, *point)
            if number is not None:
                put({"cell": number})

    with places[-1]:
        figure(
            falk_figure(found, cell, t), key="matrices_falk", on_click=look,
            alt=t("alt.falk", rows=found.ab.shape[0], columns=found.ab.shape[1], row=cell[0] + 1, column=cell[1] + 1),
        )  # fmt: skip


@folded("part.numbers", icon="calculate", key="matrices_product_by_hand")
def _by_hand(t: Words, found: MatrixProduct) -> None:
    live_formula(t, "by_hand.transposes", numbers=transposes_tex(found))
    if found.ba is not None and found.ba.shape == found.ab.shape:
        live_formula(t, "by_hand.difference", numbers=difference_tex(found))

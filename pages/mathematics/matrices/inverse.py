"""The inverse, and how an error grows on its way from b to x."""

import streamlit as st

from core.figures.theme import CLASS_B
from core.mathematics.matrices.challenges import dangerous, harmless
from core.mathematics.matrices.entries import special_matrix
from core.mathematics.matrices.inverse import (
    EPS,
    HilbertConfig,
    InverseConfig,
    Inversion,
    hilbert_errors,
    inverse_numbers,
    inverse_numbers_by_numpy,
    invert,
)
from core.mathematics.matrices.inverse_figure import error_of_b_figure, error_of_x_figure, hilbert_figure, inverse_alt
from core.mathematics.matrices.inverse_report import condition_line, condition_tex, errors_in_tex, inverse_tex
from core.tex import number
from pages.mathematics.matrices.special import choose_special
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    sentences,
)

EXPERIMENTS = {
    "which": Experiment(
        {"tab": "inverse", "undone": special_matrix("nearly_singular", 2), "direction": 135.0}, right=1
    ),
    "percent": Experiment(
        {"tab": "inverse", "undone": special_matrix("symmetric", 2), "nudge": 0.01, "direction": 135.0}, right=0
    ),
    "digits": Experiment({"tab": "inverse", "order": 12}, right=2),
}
CHALLENGES = {
    "harmless": Challenge(harmless, solution={"undone": ((0.1, 0.0), (0.0, 0.1))}),
    "dangerous": Challenge(dangerous, solution={"undone": ((3.0, 3.0), (2.5, 3.0))}),
}


def show(t: Words) -> None:
    """The matrix and the error beside circle and ellipse, and the Hilbert matrices below."""
    controls, stage = st.columns([1, 3.4], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(InverseConfig, t, only=("undone",))
            choose_special(t, "undone", config.undone)
            config = ask(
                InverseConfig, t, only=("nudge", "direction", *(("elevation",) if len(config.undone) == 3 else ()))
            )
        found = cached(invert, config)
        with stage:
            left, right = st.columns(2, gap="small")
            with left:
                handle = field_handle(InverseConfig, angle="direction", circle=(0, 0, 1), label="δb", color=CLASS_B)
                figure(error_of_b_figure(found, t), key="matrices_error_b", alt=inverse_alt(found, "error_b", t),
                       handles=[handle] if len(found.a) == 2 else [])  # fmt: skip
            with right:
                figure(error_of_x_figure(found, t), key="matrices_error_x", alt=inverse_alt(found, "error_x", t))
            st.markdown(sentences(t, [condition_line(found, config)]))
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, harmless=(found,), dangerous=(found,))
        judge = {"numpy.linalg": Made(inverse_numbers_by_numpy, config)} if found.inverse is not None else {}
        code_panel(
            t, {"NumPy": Made(inverse_numbers, config)} | judge,
            shown={"inverse": found.inverse, "condition": found.condition, "growth": found.growth},
        )  # fmt: skip

    drawing(t, draw)
    _hilbert(t)


def _hilbert(t: Words) -> None:
    """How many digits are left when a Hilbert matrix is solved."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        order = ask(HilbertConfig, t).order
    found = cached(hilbert_errors)
    condition, error, rank = (float(values[order - 2]) for values in (found.conditions, found.errors, found.ranks))
    with stage:
        alt = t("alt.hilbert", order=order, error=error)
        figure(hilbert_figure(found, order, t), key="matrices_hilbert", alt=alt)
        st.markdown(t("hilbert.said", order=order, condition=number(condition, 3), error=number(error, 2)))
        if condition > 1 / EPS:
            st.warning(t("hilbert.beyond", order=order, rank=int(rank)), icon=":material/warning:")


@folded("part.numbers", icon="calculate", key="matrices_inverse_by_hand")
def _by_hand(t: Words, found: Inversion, config: InverseConfig) -> None:
    if found.inverse is None:
        st.markdown(sentences(t, [condition_line(found, config)]))
        return
    live_formula(t, f"by_hand.inverse_{len(found.a)}", numbers=inverse_tex(found))
    written = errors_in_tex(found, config)
    live_formula(t, "by_hand.condition", numbers=condition_tex(found), condition=written["condition"])
    live_formula(t, "by_hand.bound", growth=written["growth"], condition=written["condition"])

"""The dial of x and Ax, and the turning curve."""

import streamlit as st

from core.figures.theme import CLASS_B
from core.mathematics.decompositions.challenges import never_still, one_line_only
from core.mathematics.decompositions.dial import (
    Dial,
    DialConfig,
    dial,
    dial_numbers,
    dial_numbers_by_numpy,
    line_angles,
)
from core.mathematics.decompositions.dial_figure import dial_alt, dial_figure, turning_alt, turning_figure
from core.mathematics.decompositions.dial_report import characteristic_tex, check_tex, here_line, image_tex, kind_line
from core.mathematics.decompositions.eigen import EigenConfig
from pages.mathematics.decompositions.examples import choose_matrix
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
    put,
)

EXPERIMENTS = {
    "sum": Experiment({"tab": "dial", "a": ((2.0, 1.0), (1.0, 2.0)), "x_angle": 90.0}, right=2),
    "symmetric": Experiment({"tab": "dial", "a": ((1.0, -1.5), (-1.5, -0.5)), "x_angle": 30.0}, right=0),
    "shear": Experiment({"tab": "dial", "a": ((1.0, 1.0), (0.0, 1.0)), "x_angle": 45.0}, right=1),
}
CHALLENGES = {
    "never_still": Challenge(never_still, solution={"a": ((0.0, -2.0), (2.0, 0.0))}),
    "one_line": Challenge(one_line_only, solution={"a": ((2.0, 1.0), (0.0, 2.0))}),
}


def show(t: Words) -> None:
    """The matrix and the direction beside dial and curve."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        matrix_place = st.container()
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with matrix_place:
            matrix = ask(EigenConfig, t)
            choose_matrix(t, "a", matrix.a)
            config = ask(DialConfig, t)
        here = cached(dial, matrix, config)
        with matrix_place:
            _onto_lines(here, t)
        with left:
            handle = field_handle(DialConfig, angle="x_angle", circle=(0, 0, 1), label="x", color=CLASS_B)
            figure(dial_figure(here, t), key="decompositions_dial", alt=dial_alt(here, t), handles=[handle])
        with right:
            dot = field_handle(DialConfig, "x_angle", here.turn, curve=0, name="turn", label="x", color=CLASS_B)
            figure(turning_figure(here, t), key="decompositions_turning", alt=turning_alt(here, t), handles=[dot])
        with stage:
            _said(here, t)
        _by_hand(t, here)
        challenges(t, CHALLENGES, never_still=(here,), one_line=(here,))
        found = here.found
        judge = {"numpy.linalg.eig": Made(dial_numbers_by_numpy, matrix)} if found.kind == "two" else {}
        code_panel(
            t, {"NumPy": Made(dial_numbers, matrix, config)} | judge,
            shown={"eigenvalues": list(found.values), "directions": line_angles(found)},
        )  # fmt: skip

    drawing(t, draw)


def _onto_lines(here: Dial, t: Words) -> None:
    """Buttons that lay x exactly onto an eigenline."""
    with st.container(horizontal=True, gap="small"):
        for k, angle in enumerate(line_angles(here.found)):
            st.button(
                t("onto", number="₁₂"[k]), key=f"decompositions_onto_{k}", type="tertiary",
                icon=":material/my_location:", on_click=put, args=({"x_angle": float(angle)},),
            )  # fmt: skip


def _said(here: Dial, t: Words) -> None:
    key, values = here_line(here)
    first = t(key, **values | {"way": t(f"way.{values['way']}")}) if "way" in values else t(key, **values)
    key, values = kind_line(here.found)
    st.markdown(f"{first}\n\n{t(key, **values)}")


@folded("part.numbers", icon="calculate", key="decompositions_dial_by_hand")
def _by_hand(t: Words, here: Dial) -> None:
    live_formula(t, "by_hand.image", numbers=image_tex(here))
    written = characteristic_tex(here.found)
    live_formula(t, "by_hand.polynomial", **written)
    if len(here.found.vectors):
        live_formula(t, "by_hand.check", lines=check_tex(here.found))

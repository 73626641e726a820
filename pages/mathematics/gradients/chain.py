"""The chain rule as a sum over paths and as a product of Jacobians."""

import streamlit as st

from core.mathematics.gradients.chain import chain_at, chain_in_scipy, square_under
from core.mathematics.gradients.chain_figure import chain_graph, microscope_figure, square_figure
from core.mathematics.gradients.chain_report import chain_lines, graph_texts, numbers_of, square_lines
from core.mathematics.gradients.challenges import equal_area, silent_variable
from core.mathematics.gradients.settings import CompositionConfig, PlaceConfig, SmallSquareConfig
from pages.mathematics.gradients.plane import point_handle, typed_composition
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
    link_to,
)

AT = {"tab": "chain", "x": 2.0, "y": 1.0}
EXPERIMENTS = {
    "forgotten": Experiment(AT | {"u": "x", "v": "x + y", "outer": "u*v", "by": "x"}, right=2),
    "turning": Experiment(AT | {"u": "x*cos(y)", "v": "x*sin(y)", "outer": "u^2 + v^2", "by": "y"}, right=0),
    "zoom": Experiment(AT | {"u": "x^2 - y^2", "v": "2*x*y", "side": 0.75}, right=1),
}
CHALLENGES = {
    "silent_variable": Challenge(
        silent_variable, solution={"u": "x*y", "v": "x", "outer": "u - v", "x": 1.0, "y": 1.0, "by": "x"}
    ),
    "equal_area": Challenge(equal_area, solution={"u": "x + 2*y", "v": "x + y"}),
}


def show(t: Words) -> None:
    """The graph above the square and its images, all at the point that is dragged."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        typed = typed_composition(t)
    with stage:
        graph = st.container()
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            by, size = ask(CompositionConfig, t, only=("by",)).by, ask(SmallSquareConfig, t)
            place = ask(PlaceConfig, t)
        found = chain_at(*typed, place)
        square = square_under(typed.u, typed.v, found, size)
        numbers = numbers_of(found, square, by)
        with graph:
            figure(chain_graph(found, by, t), key="gradients_chain", alt=t("alt.graph", **numbers))
        with left:
            figure(square_figure(found, square, size.side, by, t), key="gradients_square",
                   alt=t("alt.square", side=size.side, **numbers), handles=[point_handle()])  # fmt: skip
        with right:
            figure(microscope_figure(found, square, by, t), key="gradients_image", alt=t("alt.image", **numbers))
        with stage:
            lines = [*chain_lines(found, by), *square_lines(found, square)]
            st.markdown("\n\n".join(t(f"said.{key}", **values) for key, values in lines))
        challenges(t, CHALLENGES, silent_variable=(found, by), equal_area=(found,))
        _walk(t, place)
        shown = {name: getattr(found, name) for name in ("jacobian", "gradient", "determinant")}
        code_panel(t, {"NumPy": Made(chain_at, *typed, place),
                       "SciPy": Made(chain_in_scipy, typed.u, typed.v, typed.f, place)}, shown=shown)  # fmt: skip

    drawing(t, draw)


def _walk(t: Words, place: PlaceConfig) -> None:
    """The way to the topic where the same graph is walked backwards, one operation at a time."""
    texts = graph_texts(current_config(CompositionConfig, t, warn=False), place)
    if texts and st.button(t("walk"), icon=":material/account_tree:", key="gradients__walk"):
        link_to("autograd", tab="formula", **texts)

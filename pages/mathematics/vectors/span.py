"""What several arrows reach together, and the coordinates of a point in their terms."""

import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B, INK
from core.mathematics.vectors.challenges import flat_in_space, other_basis
from core.mathematics.vectors.library import span_by_least_squares
from core.mathematics.vectors.span import Span, SpanConfig, span
from core.mathematics.vectors.span_figure import plane_figure, space_figure
from core.mathematics.vectors.span_report import span_lines, system_lines
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
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
    paragraphs,
)

PLANE, SPACE = {"tab": "span", "dimension": "plane"}, {"tab": "span", "dimension": "space"}
EXPERIMENTS = {
    "three_arrows": Experiment(PLANE | {"v1": 2.0, "v2": 1.0, "w1": 1.0, "w2": 3.0, "t1": 3.0, "t2": -1.0}, right=1),
    "on_a_line": Experiment(PLANE | {"v1": 2.0, "v2": 1.0, "w1": -4.0, "w2": -2.0, "t1": 4.0, "t2": 2.0}, right=2),
    "no_two_parallel": Experiment(SPACE | {"arrows": ((1.0, 0.0, 2.0), (0.0, 1.0, 3.0), (1.0, 1.0, 5.0))}, right=1),
}
CHALLENGES = {
    "other_basis": Challenge(other_basis, solution={"v1": 2.0, "v2": 1.0, "w1": 0.0, "w2": 3.0}),
    "flat_in_space": Challenge(
        flat_in_space,
        solution={"dimension": "space", "arrows": ((1.0, 0.0, 1.0), (0.0, 1.0, 1.0), (1.0, 1.0, 2.0))},
    ),
}


def show(t: Words) -> None:
    """Arrows and coefficients, the grid or the space they span, and the verdict."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        flat = ask(SpanConfig, t, only=("dimension",)).dimension == "plane"
        if not flat:
            ask(SpanConfig, t, only=("arrows",))
        sliders = st.container()
    with stage:
        picture, beside = st.columns([1.7, 1], gap="medium", vertical_alignment="center")

    def draw() -> None:
        with sliders:
            if flat:
                ask(SpanConfig, t, only=("v1", "w1", "v2", "w2", "t1", "t2", "c1", "c2"), columns=2)
                config = ask(SpanConfig, t, only=())
            else:
                config = ask(SpanConfig, t, only=("c1", "c2", "c3", "target"))
        found = cached(span, config)
        with picture:
            kind = f"plane_{found.rank}" if flat else "space"
            alt = t(f"alt.{kind}", rank=found.rank, answer=t(f"answer_alt.{found.answer}"))
            if flat:
                figure(plane_figure(found, t), key="vectors_span", alt=alt, handles=_tips())
            else:
                figure(space_figure(found, t), key="vectors_span_space", alt=alt)
        with beside:
            st.markdown(paragraphs(t, span_lines(found)))
        by_hand(t, found)
        challenges(t, CHALLENGES, other_basis=(found,), flat_in_space=(found,))
        shown = {name: getattr(found, name) for name in ("rank", "coordinates", "nearest")}
        library = Made(span_by_least_squares, config)
        code_panel(t, {"NumPy": Made(span, config), "numpy.linalg.lstsq": library}, shown=shown)

    drawing(t, draw)


def _tips() -> list[Handle]:
    return [
        field_handle(SpanConfig, "v1", "v2", name="v", label="v", color=CLASS_B),
        field_handle(SpanConfig, "w1", "w2", name="w", label="w", color=CLASS_A),
        field_handle(SpanConfig, "t1", "t2", name="x", label="x", color=INK),
    ]


@folded("part.numbers", icon="calculate", key="vectors_span_by_hand")
def by_hand(t: Words, found: Span) -> None:
    """The equations for the coordinates, and how the rank was decided."""
    for key, values in system_lines(found):
        st.markdown(t(key, **values))

"""Conditional probability and independence as areas of the unit square."""

import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B, INK
from core.probability.bayes.challenges import independent_events, same_both_ways
from core.probability.bayes.square import UnitSquareConfig, square_by_fractions, square_numbers, unit_square
from core.probability.bayes.square_figure import square_figure, strip_figure
from core.probability.bayes.square_report import square_lines
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
    paragraphs,
)

TAB = {"tab": "square"}
EXPERIMENTS = {
    "nearly_always": Experiment(TAB | {"a": 0.3, "b_in_a": 0.9, "b_outside": 0.9, "given": "A"}, right=1),
    "exclusive": Experiment(TAB | {"a": 0.5, "b_in_a": 0.0, "b_outside": 0.6, "given": "A"}, right=2),
    "turned_round": Experiment(TAB | {"a": 0.05, "b_in_a": 0.9, "b_outside": 0.3, "given": "B"}, right=2),
}
CHALLENGES = {
    "independent": Challenge(independent_events, solution={"a": 0.4, "b_in_a": 0.5, "b_outside": 0.5}),
    "both_ways": Challenge(same_both_ways, solution={"a": 0.4, "b_in_a": 0.7, "b_outside": 0.2}),
}


def show(t: Words) -> None:
    """The edges beside the square; what a condition leaves of it, and the arithmetic."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        picture, beside = st.columns([1, 1], gap="medium")

    def draw() -> None:
        with controls:
            ask(UnitSquareConfig, t, only=("a", "b_in_a", "b_outside"))
        with beside:
            config = ask(UnitSquareConfig, t, only=("given",), segments=5)
        found = cached(unit_square, config)
        edges = [
            field_handle(UnitSquareConfig, "a", 1.0, label=t("handle.a"), color=INK),
            field_handle(UnitSquareConfig, config.a / 2, "b_in_a", label=t("handle.b_in_a"), color=CLASS_B),
            field_handle(UnitSquareConfig, (1 + config.a) / 2, "b_outside", label=t("handle.b_outside"), color=CLASS_A),
        ]
        with picture:
            alt = t("alt.square", a=found.a, b=found.b, both=float(found.areas[0, 0]))
            figure(square_figure(found, config, t), key="bayes_square", alt=alt, handles=edges)
        with beside:
            if found.a_given is None or found.b_given is None:
                alt = t("alt.empty")
            else:
                alt = t("alt.strip", a=found.a_given, b=found.b_given)
            figure(strip_figure(found, config, t), key="bayes_strip", alt=alt)
            st.markdown(paragraphs(t, square_lines(found, config)))
        challenges(t, CHALLENGES, independent=(found,), both_ways=(found, config))
        shown = {"b": found.b, "both": float(found.areas[0, 0]), "a_given_b": found.a_given_b}
        ways = {"NumPy": Made(square_numbers, config), "fractions": Made(square_by_fractions, config)}
        code_panel(t, ways, shown=shown)

    drawing(t, draw)

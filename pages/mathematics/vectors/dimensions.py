"""Random vectors of 2 to 1000 dimensions."""

import streamlit as st

from core.mathematics.vectors.challenges import half_as_wide, upright_pairs
from core.mathematics.vectors.dimensions import DimensionConfig, directions
from core.mathematics.vectors.dimensions_figure import cosine_figure, length_figure_of
from core.mathematics.vectors.dimensions_report import cosine_lines, length_lines
from core.mathematics.vectors.library import directions_in_scipy
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
    figure,
    paragraphs,
)

EXPERIMENTS = {
    "cosine": Experiment({"tab": "dimensions", "d": 1000}, right=2),
    "shell": Experiment({"tab": "dimensions", "d": 300}, right=1),
    "scaling": Experiment({"tab": "dimensions", "d": 400}, right=1),
}
CHALLENGES = {
    "half_as_wide": Challenge(half_as_wide, solution={"d": 200}),
    "upright_pairs": Challenge(upright_pairs, solution={"d": 385}),
}


def show(t: Words) -> None:
    """The dimension, the spread of cosines and of lengths."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="medium")

    def draw() -> None:
        with controls:
            config = ask(DimensionConfig, t)
        found = cached(directions, config)
        with left:
            alt = t("alt.cosines", d=config.d, spread=found.cosine_spread)
            figure(cosine_figure(found, t), key="vectors_cosines", alt=alt)
            st.markdown(paragraphs(t, cosine_lines(found)))
        with right:
            alt = t("alt.scaled_lengths", d=config.d, mean=found.length_mean_drawn)
            figure(length_figure_of(found, t), key="vectors_scaled_lengths", alt=alt)
            st.markdown(paragraphs(t, length_lines(found)))
        challenges(t, CHALLENGES, half_as_wide=(found,), upright_pairs=(found,))
        shown = {name: getattr(found, name) for name in ("cosine_spread", "cosine_size", "upright", "half")}
        code_panel(t, {"NumPy": Made(directions, config), "SciPy": Made(directions_in_scipy, config)}, shown=shown)

    drawing(t, draw)

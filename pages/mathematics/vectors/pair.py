"""Two vectors whose tips are dragged, and what one says about the other."""

import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B
from core.mathematics.vectors.challenges import shadow, upright
from core.mathematics.vectors.library import pair_in_torch
from core.mathematics.vectors.pair import PairConfig, relate
from core.mathematics.vectors.pair_figure import pair_figure
from core.mathematics.vectors.pair_report import pair_lines
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

PLANE = {"tab": "pair", "dimension": "plane"}
EXPERIMENTS = {
    "longer": Experiment(PLANE | {"relation": "projection", "v1": 2.0, "v2": 1.0, "w1": 1.5, "w2": 4.5}, right=2),
    "shorter_sum": Experiment(PLANE | {"relation": "sum", "v1": 3.0, "v2": 0.0, "w1": -4.0, "w2": 0.0}, right=0),
    "parallel_cross": Experiment(
        {"tab": "pair", "dimension": "space", "relation": "area", "v1": 1.0, "v2": 2.0, "v3": 2.0, "w1": -2.0,
         "w2": -4.0, "w3": -4.0}, right=1,
    ),
}  # fmt: skip
CHALLENGES = {
    "upright": Challenge(upright, solution={"w1": -2.0, "w2": 4.0}),
    "shadow": Challenge(shadow, solution={"v1": 1.0, "v2": 3.0, "w1": 1.0, "w2": 1.0}),
}


def show(t: Words) -> None:
    """Coordinates, the arrows, and the arithmetic with their numbers."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        dimension = ask(PairConfig, t, only=("dimension",)).dimension
        sliders = st.container()
    with stage:
        ask(PairConfig, t, only=("relation",), segments=5)
        picture, numbers = st.columns([1.7, 1], gap="medium", vertical_alignment="center")

    def draw() -> None:
        with sliders:
            third = {name: lambda now: now["dimension"] == "space" for name in ("v3", "w3")}
            ask(PairConfig, t, only=("v1", "w1", "v2", "w2", "v3", "w3"), columns=2, when=third)
            config = ask(PairConfig, t, only=("scale",), when={"scale": lambda now: now["relation"] == "multiple"})
        pair = cached(relate, config)
        tips = [field_handle(PairConfig, "v1", "v2", name="v", label="v", color=CLASS_B),
                field_handle(PairConfig, "w1", "w2", name="w", label="w", color=CLASS_A)]  # fmt: skip
        with picture:
            alt = t(f"alt.{config.relation}", kind=t(f"kind_alt.{pair.kind}"), dot=pair.dot)
            figure(pair_figure(pair, config, t), key=f"vectors_{dimension}", alt=alt,
                   handles=tips if dimension == "plane" else ())  # fmt: skip
        with numbers:
            st.markdown(paragraphs(t, pair_lines(pair, config)))
        challenges(t, CHALLENGES, upright=(pair, config), shadow=(pair, config))
        shown = {name: getattr(pair, name) for name in ("dot", "length_v", "length_w", "cosine")}
        code_panel(t, {"NumPy": Made(relate, config), "PyTorch": Made(pair_in_torch, config)}, shown=shown)

    drawing(t, draw)

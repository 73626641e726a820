"""Ridge and lasso: the least loss inside a circle or a diamond."""

from dataclasses import replace

import streamlit as st

from core.figures.theme import CLASS_B
from core.mathematics.gradients.challenges import first_to_go, sparse
from core.mathematics.gradients.penalty import penalized, penalized_in_scipy, weight_path
from core.mathematics.gradients.penalty_figure import path_figure, penalty_map
from core.mathematics.gradients.penalty_report import penalty_lines
from core.mathematics.gradients.settings import PenaltyConfig
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
)

USUAL = {"tab": "penalty", "w1": 2.0, "w2": 1.0, "mix": 0.8}
EXPERIMENTS = {
    "corner": Experiment(USUAL | {"norm": "L1", "radius": 1.0}, right=1),
    "circle": Experiment(USUAL | {"norm": "L2", "radius": 1.0}, right=2),
    "loose": Experiment(USUAL | {"norm": "L2", "radius": 3.0}, right=0),
}
CHALLENGES = {
    "sparse": Challenge(sparse, solution={"norm": "L1", "radius": 1.0, "w1": 2.0, "w2": 1.0, "mix": 0.8}),
    "first_to_go": Challenge(
        first_to_go, solution={"norm": "L1", "radius": 0.3, "w1": 1.0, "w2": 1.1, "mix": 0.0}
    ),
}  # fmt: skip


def show(t: Words) -> None:
    """The set with the ellipse that touches it, and both weights for every radius."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        sliders = st.container()
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with sliders:
            config = ask(PenaltyConfig, t)
        found = penalized(config)
        lasso, ridge = penalized(replace(config, norm="L1")), penalized(replace(config, norm="L2"))
        radii, weights = cached(weight_path, replace(config, radius=1.0))
        best = field_handle(PenaltyConfig, "w1", "w2", name="center", label="w₀", color=CLASS_B)
        numbers = {"w1": float(found.weights[0]), "w2": float(found.weights[1]), "loss": found.loss}
        with left:
            figure(penalty_map(found, config, t), key="gradients_ball", handles=[best],
                   alt=t(f"alt.{config.norm}", radius=config.radius, **numbers))  # fmt: skip
        with right:
            figure(path_figure(radii, weights, found, config, t), key="gradients_path", alt=t("alt.path", **numbers))
            lines = penalty_lines(found, config)
            st.markdown("\n\n".join(t(f"said.{key}", **values) for key, values in lines))
        challenges(t, CHALLENGES, sparse=(lasso, ridge, config), first_to_go=(lasso, config))
        code_panel(t, {"NumPy": Made(penalized, config), "SciPy": Made(penalized_in_scipy, config)},
                   shown={"loss": found.loss})  # fmt: skip

    drawing(t, draw)

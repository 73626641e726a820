"""Width against depth at equally many parameters, and what folding does."""

import streamlit as st

from core.networks.approximation.challenges import deep_ahead, many_pieces
from core.networks.approximation.depth import fold, fold_in_torch, fold_numbers, race_steps
from core.networks.approximation.depth_figure import fold_figure, race_figure
from core.networks.approximation.depth_report import count_tex, depth_lines, race_numbers
from core.networks.approximation.settings import WidthDepthConfig
from pages.networks.approximation.chosen import chosen_target
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
    live_formula,
    paragraphs,
    with_progress,
)

PLAIN = {"tab": "depth", "target": "sine", "parameters": 100, "depth_steps": 800, "depth_rate": 0.01, "depth_seed": 0}
EXPERIMENTS = {
    "tent": Experiment(PLAIN | {"folds": 5}, right=2),
    "teeth": Experiment(PLAIN | {"target": "triangle", "teeth": 4, "parameters": 190, "depth_steps": 2000}, right=1),
    "luck": Experiment(PLAIN | {"parameters": 20}, right=0),
}
CHALLENGES = {
    "pieces": Challenge(many_pieces, solution={"folds": 8}),
    "deep": Challenge(
        deep_ahead, solution={"target": "triangle", "teeth": 4, "parameters": 190, "depth_steps": 2000},
    ),
}  # fmt: skip


def show(t: Words) -> None:
    """The settings beside the race of the depths and the folded tent."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        target = chosen_target(t)
        sliders = st.container()
    with stage:
        left, right = st.columns([1.5, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with sliders:
            ask(WidthDepthConfig, t)
            config = current_config(WidthDepthConfig, t)
        of_race = WidthDepthConfig(
            parameters=config.parameters, depth_steps=config.depth_steps, depth_rate=config.depth_rate,
            depth_seed=config.depth_seed,
        )  # fmt: skip
        with below:
            race = with_progress(race_steps, of_race, target, share=lambda step: step.share, said=t("trains"))
        if race is None or not race.errors.size:
            return
        found = fold(config.folds)
        with left:
            figure(race_figure(race, t), key="approximation_race", alt=t("alt.race", **race_numbers(race)))
        with right:
            said = {"folds": config.folds, "pieces": found.pieces}
            figure(fold_figure(found, t), key="approximation_fold", alt=t("alt.fold", **said))
        with below:
            live_formula(t, "count", **count_tex(race))
            st.markdown(paragraphs(t, depth_lines(race, found)))
        challenges(t, CHALLENGES, pieces=(found,), deep=(race,))
        calls = {"NumPy": Made(fold_numbers, config), "PyTorch": Made(fold_in_torch, config)}
        code_panel(t, calls, shown=fold_numbers(config))

    drawing(t, draw)

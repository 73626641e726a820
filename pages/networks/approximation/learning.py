"""A network that learns the target, as a film: its kinks slide into place."""

import numpy as np
import streamlit as st

from core.networks.approximation.challenges import closely_learned, many_dead
from core.networks.approximation.learning import frame_of, frames_of_run, learned_in_torch, learned_numbers
from core.networks.approximation.learning_figure import learning_film
from core.networks.approximation.learning_report import learning_lines, reading_tex
from core.networks.approximation.settings import ApproximationState, LearningConfig, TargetConfig, UnitReadingConfig
from pages.networks.approximation.chosen import chosen_target
from pages.networks.approximation.learned import ask_learning, learned_run
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
    film,
    folded,
    live_formula,
    paragraphs,
    put,
)

PLAIN = {
    "tab": "learning", "target": "sine", "width": 16, "depth": 1, "activation": "ReLU", "start": "uniform",
    "steps": 1000, "learning_rate": 0.02, "points": 60, "noise": 0.0, "seed": 6, "frame": 59,
}  # fmt: skip
EXPERIMENTS = {
    "origin": Experiment(PLAIN | {"start": "origin", "frame": 0}, right=2),
    "fast": Experiment(PLAIN | {"learning_rate": 1.0, "seed": 3}, right=1),
    "jump": Experiment(PLAIN | {"target": "step", "width": 64, "steps": 3000}, right=0),
}
CHALLENGES = {
    "dead": Challenge(many_dead, solution={"width": 16, "activation": "ReLU", "learning_rate": 1.0, "seed": 3}),
    "closely": Challenge(closely_learned, solution={
        "target": "nielsen", "width": 32, "depth": 3, "activation": "ReLU", "steps": 3000, "learning_rate": 0.005,
    }),
}  # fmt: skip


def show(t: Words) -> None:
    """The settings beside the film."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        target = chosen_target(t)
        below = st.container()

    def draw() -> None:
        with below:
            config = ask_learning(t)
        with stage:
            run = learned_run(t, config, target)
        if run is None:
            return
        frames = frames_of_run(run, config, target)
        at = min(current_config(ApproximationState, t).frame, len(frames) - 1)
        here = frames[at]
        with stage:
            said = {"step": here.step, "root": here.root_mean_square, "dead": here.dead, "units": len(here.state)}
            alt = "alt.film" if config.activation == "ReLU" else "alt.smooth_film"
            film(
                *learning_film(frames, config, target, t), key="approximation_film", alt=t(alt, **said), rate=10,
                frame=at, on_frame=lambda frame: put({"frame": frame}),
            )  # fmt: skip
            st.markdown(paragraphs(t, learning_lines(run, here, config, target)))
            _by_hand(t, run.parameters[at], config)
        end = frame_of(run.parameters[-1], run.epochs, config, target)
        challenges(t, CHALLENGES, dead=(config, end), closely=(config, current_config(TargetConfig, t), end))
        calls = {"NumPy": Made(learned_numbers, config, target), "PyTorch": Made(learned_in_torch, config, target)}
        code_panel(t, calls, shown={"largest": end.largest, "root_mean_square": end.root_mean_square})

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="approximation_reading")
def _by_hand(t: Words, parameters: np.ndarray, config: LearningConfig) -> None:
    here = ask(UnitReadingConfig, t).here
    live_formula(t, "reading", **reading_tex(parameters, config, here))

"""Experiments, challenges judged on the run, and ways out of settings that cannot be trained."""

from functools import partial
from typing import Any

import streamlit as st

from core.engine.run import Run
from core.networks.mlp import challenges as judges
from core.refusal import Refusal
from pages.networks.mlp.state import DEFAULTS, Settings
from pages.shared.experiments import Experiment
from pages.shared.experiments import challenges as show_challenges
from pages.shared.panels import folded
from pages.shared.state import put
from pages.shared.words import Words

START = DEFAULTS | {"playhead": -1}
NOISY = START | {
    "dataset": "gauss", "noise_percent": 50, "train_percent": 20, "hidden": (8, 8), "optimizer": "Adam",
    "learning_rate": 0.01,
}  # fmt: skip
EXPERIMENTS = {
    "line": Experiment(START | {"hidden": ()}, right=1),
    "linear": Experiment(START | {"hidden": (4, 4, 4), "activations": ("Linear",)}, right=0),
    "equal": Experiment(START | {"initialization": "Equal", "hidden": (4, 4)}, right=2),
    "by_heart": Experiment(NOISY, right=2),
    "sparse": Experiment(
        START | {
            "inputs": ("x1", "x2", "x1_squared", "x2_squared", "x1_times_x2", "sin_x1", "sin_x2"), "l1": 0.01,
        }, right=1,
    ),
    "too_fast": Experiment(
        START | {"dataset": "plane", "activations": ("ReLU",), "learning_rate": 3.0, "log": True}, right=2
    ),
}  # fmt: skip
WAYS_OUT: dict[str, dict[str, Any]] = {
    "loss_wants_classes": {"loss": "HalfSquared"},
    "batch_norm_wants_two": {"batch_norm": False, "branches": ""},
    "branch_weight": {"branches": ""},
    "start_not_finite": {"initialization": "Uniform", "branches": ""},
}  # what one click sets where a run is refused


@folded("tasks.challenges", icon="flag", key="mlp__challenges")
def challenges(t: Words, s: Settings, run: Run) -> None:
    """Each judged on the run on the screen, while they are looked at: the last one trains rivals of the run."""
    verdicts = {
        "inseparable": judges.inseparable(s.data, s.network, run),
        "xor": judges.fewest_for_xor(s.data, s.network, run),
        "spiral": judges.small_for_spiral(s.data, s.network, run),
        "overfit": judges.overfit(s.data, run),
        "cured": judges.cured(s.data, s.network, run),
        "rate": judges.largest_rate(s.data, s.network, s.training, s.segments, run),
    }
    show_challenges(t, verdicts)


def way_out(t: Words, error: Refusal) -> None:
    """A button that sets what can be trained."""
    settings = WAYS_OUT.get(error.rule)
    if settings:
        st.button(
            t(f"way_out.{error.rule}"),
            icon=":material/build:",
            key="mlp__way_out",
            on_click=partial(put, settings),
        )

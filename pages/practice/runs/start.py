"""A run of the visitor's own: a small network on two moons, as a job."""

from dataclasses import replace
from functools import partial

import streamlit as st

from core.pace import last_state
from core.params import domains
from core.practice.runs.card_figure import card_figure
from core.practice.runs.challenges import low_loss
from core.practice.runs.training import MoonsConfig, MoonsRun, curves_of, train_moons
from core.practice.runs.training_figure import moons_figure
from pages.shared import Challenge, Experiment, Made, Words, ask, challenges, code_panel, figure, job, refusal, tiles
from pages.shared.jobs import start_runs

MORE_SEEDS = 3
EXAMPLES = {"tab": "run", "part": "start"}
USUAL = {"optimizer": "SGD", "activation": "Tanh", "units": 8, "batch_size": 20, "l2": 0.0, "epochs": 40, "seed": 0}
BEST = {"optimizer": "Adam", "activation": "ReLU", "learning_rate": 0.03}
EXPERIMENTS = {
    "faster": Experiment({**EXAMPLES, **USUAL, "learning_rate": 10.0}, right=0),
    "long": Experiment({**EXAMPLES, **USUAL, **BEST, "units": 64, "epochs": 200}, right=2),
}
CHALLENGES = {"low_loss": Challenge(low_loss, solution={**BEST, "seed": 2})}


def show(t: Words) -> None:
    """The settings, the button, and the curves as they come."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config = ask(MoonsConfig, t)

    def draw(run: MoonsRun) -> None:
        figure(card_figure(curves_of(run), t), key="runs_start", alt=t("alt.card", count=3))

    with stage:
        run = job(t, train_moons, config, show=draw)
        if run is None:
            st.caption(t("start.how"))
            figure(moons_figure(t), key="runs_moons", alt=t("alt.moons"))
            return
        draw(run)
        tiles({t("start.loss"): f"{run.test_loss[-1]:.4f}", t("start.best"): f"{run.test_loss.min():.4f}",
               t("start.accuracy"): f"{run.test_accuracy[-1]:.3f}"})  # fmt: skip
        st.caption(t("start.kept"))
        _more_seeds(t, config)
    challenges(t, CHALLENGES, low_loss=(run,))
    numbers = {"train_loss": run.train_loss, "test_loss": run.test_loss, "test_accuracy": run.test_accuracy}
    code_panel(t, {"NumPy": Made(last_state, train_moons, config)}, shown=numbers)


def _more_seeds(t: Words, config: MoonsConfig) -> None:
    """The same setting with the next seeds, all at once."""
    last = domains(MoonsConfig)["seed"].high or 0
    seeds = [config.seed + k for k in range(1, MORE_SEEDS + 1) if config.seed + k <= last]
    runs = [((replace(config, seed=seed),), {"runs_seed": str(seed)}) for seed in seeds]
    st.button(
        t("start.seeds", count=len(seeds)), disabled=not seeds, key="runs_more_seeds", icon=":material/casino:",
        on_click=partial(start_runs, train_moons, runs), help=t("start.seeds_help"),
    )  # fmt: skip
    if error := st.session_state.pop("runs_refused", None):
        refusal(t, error)

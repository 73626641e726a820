"""The sweep: hundreds of networks, one learning rate each."""

import streamlit as st

from core.learning.learning_rate.challenges import low_for_most, on_the_cliff
from core.learning.learning_rate.settings import OneLayerConfig, RateConfig, SweepConfig
from core.learning.learning_rate.sweep import curves_at, sweep_in_steps
from core.learning.learning_rate.sweep_figure import FLOOR, curves_figure, sweep_figure
from core.learning.learning_rate.sweep_report import best_of, sweep_lines
from core.learning.learning_rate.training import train_all, train_all_in_torch
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
    with_progress,
)

USUAL = {"tab": "sweep", "optimizer": "SGD", "rates": 26, "seeds": 8, "sweep_steps": 200, "loss": "CrossEntropy",
         "dataset": "moons", "hidden": 8, "activation": "Tanh"}  # fmt: skip
EXPERIMENTS = {
    "adam": Experiment(USUAL | {"optimizer": "Adam"}, right=0),
    "wall": Experiment(USUAL | {"loss": "HalfSquared"}, right=1),
    "fewer_steps": Experiment(USUAL | {"sweep_steps": 20}, right=1),
}
CHALLENGES = {
    "low_for_most": Challenge(low_for_most, solution={"learning_rate": 5.0}),
    "on_the_cliff": Challenge(on_the_cliff, solution={"loss": "HalfSquared", "learning_rate": 1.2}),
}


def show(t: Words) -> None:
    """The sweep beside the curves at the rate that is dragged."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.25, 1], gap="small")

    def draw() -> None:
        with controls:
            rate = ask(RateConfig, t)
            sweep = ask(SweepConfig, t)
            network = ask(OneLayerConfig, t, only=("loss", "dataset", "hidden", "activation"), segments=3)
        with stage:
            done = with_progress(
                sweep_in_steps, network, sweep, share=lambda state: state.share, said=t("training")
            ).sweep
        here = cached(curves_at, network, sweep, rate)
        if done is not None:
            with left:
                pointer = field_handle(RateConfig, "learning_rate", FLOOR, name="rate", label="η")
                figure(sweep_figure(done, here, t), key="learning_rate_sweep", alt=t("alt.sweep", **best_of(done)),
                       handles=[pointer])  # fmt: skip
        with right:
            figure(curves_figure(here, t), key="learning_rate_curves", alt=t("alt.curves", rate=rate.learning_rate))
            if done is not None:
                lines = sweep_lines(done, here)
                st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in lines]))
        challenges(t, CHALLENGES, low_for_most=(here, network, sweep), on_the_cliff=(here,))
        code_panel(
            t,
            {"NumPy": Made(train_all, network, sweep, rate), "PyTorch": Made(train_all_in_torch, network, sweep, rate)},
            shown={"final_losses": here.final}, note=lambda: t("code_note"),
        )  # fmt: skip

    drawing(t, draw)

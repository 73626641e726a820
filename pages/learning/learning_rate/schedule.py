"""Schedules: the rates that are really used, and what they are worth."""

import streamlit as st

from core.learning.learning_rate.challenges import beats_constants, ends_where_it_began
from core.learning.learning_rate.schedule import train_with_constants, train_with_schedule
from core.learning.learning_rate.schedule_figure import losses_figure, rates_figure
from core.learning.learning_rate.schedule_report import compare, geometric_mean, rate_lines, schedule_lines
from core.learning.learning_rate.schedulers import train_with_torch_scheduler
from core.learning.learning_rate.settings import SCHEDULE_FIELDS, OneLayerConfig, ScheduleConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    paragraphs,
)

FOUR = {"tab": "schedule", "called": "epoch", "base_rate": 1.0}
EXPERIMENTS = {
    "back_up": Experiment(FOUR | {"schedule": "Cosine", "horizon": 4, "epochs": 8}, right=1),
    "last_read": Experiment(FOUR | {"schedule": "OneCycle", "horizon": 10, "epochs": 10}, right=2),
    "wrong_unit": Experiment(
        FOUR | {"schedule": "Step", "called": "step", "step_size": 5, "factor": 0.5, "epochs": 20}, right=1
    ),
}
WORTH_IT = {"tab": "schedule", "dataset": "circle", "hidden": 16, "schedule": "Cosine", "base_rate": 8.0,
            "called": "step", "horizon": 200}  # fmt: skip
CHALLENGES = {
    "beats_constants": Challenge(beats_constants, solution=WORTH_IT),
    "ends_where_it_began": Challenge(
        ends_where_it_began, solution=FOUR | {"schedule": "Cosine", "horizon": 10, "epochs": 20}
    ),
}


def show(t: Words) -> None:
    """The rates beside the losses, a table of what is used and what is read."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            own = SCHEDULE_FIELDS[current_config(ScheduleConfig, t).schedule]
            config = ask(ScheduleConfig, t, only=("schedule", "called", "base_rate", "epochs", *own))
            network = ask(OneLayerConfig, t, only=("dataset", "hidden", "loss", "activation"), segments=3)
        found = cached(train_with_schedule, network, config)
        constants = cached(train_with_constants, network, config.epochs)
        with left:
            figure(rates_figure(found, config, t), key="learning_rate_rates",
                   alt=t("alt.rates", first=float(found.used[0, 0]), last=float(found.used[-1, 0])))  # fmt: skip
        with right:
            figure(losses_figure(found, constants, t), key="learning_rate_losses",
                   alt=t("alt.losses", best=geometric_mean(constants.losses[constants.best, -1])))  # fmt: skip
        with stage:
            lines = schedule_lines(found, constants, config)
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in lines]))
        by_hand(t, "learning_rate_schedule_by_hand", rate_lines(found, config))
        challenges(t, CHALLENGES, beats_constants=(compare(found, constants),), ends_where_it_began=(found, config))
        setting = network, config
        calls = {"NumPy": Made(train_with_schedule, *setting), "PyTorch": Made(train_with_torch_scheduler, *setting)}
        code_panel(t, calls, shown={name: getattr(found, name) for name in ("used", "read", "final_losses")})

    drawing(t, draw)

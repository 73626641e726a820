"""Schedules: the rates that are really used, and what they are worth."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.learning.learning_rate.challenges import beats_constants, ends_where_it_began
from core.learning.learning_rate.schedule import Schedule, train_with_constants, train_with_schedule
from core.learning.learning_rate.schedule_figure import losses_figure, rates_figure
from core.learning.learning_rate.schedule_report import (
    compare,
    geometric_mean,
    part_by_hand,
    rate_by_hand,
    schedule_lines,
    schedule_rows,
)
from core.learning.learning_rate.schedulers import train_with_torch_scheduler
from core.learning.learning_rate.settings import OneLayerConfig, ScheduleConfig
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
    folded,
    live_formula,
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
CHALLENGES = {
    "beats_constants": Challenge(
        beats_constants,
        solution={"dataset": "circle", "hidden": 16, "schedule": "Cosine", "base_rate": 8.0, "called": "step",
                  "horizon": 200},
    ),
    "ends_where_it_began": Challenge(
        ends_where_it_began, solution={"schedule": "Cosine", "called": "epoch", "horizon": 10, "epochs": 20}
    ),
}  # fmt: skip
NEEDED = {
    "horizon": ("Cosine", "WarmupCosine", "OneCycle"), "step_size": ("Step",), "factor": ("Step", "Plateau"),
    "decay": ("Exponential",), "warmup": ("WarmupCosine",), "patience": ("Plateau",),
}  # fmt: skip


def show(t: Words) -> None:
    """The rates beside the losses, a table of what is used and what is read."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            config = ask(ScheduleConfig, t, when={name: _one_of(kinds) for name, kinds in NEEDED.items()})
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
        _table(t, found, config)
        result = compare(found, constants)
        challenges(t, CHALLENGES, beats_constants=(result,), ends_where_it_began=(found, config))
        code_panel(
            t,
            {"NumPy": Made(train_with_schedule, network, config),
             "PyTorch": Made(train_with_torch_scheduler, network, config)},
            shown={"used": found.used, "read": found.read, "final_losses": found.final_losses},
        )  # fmt: skip

    drawing(t, draw)


def _one_of(kinds: tuple[str, ...]) -> Any:
    def chosen(now: Mapping[str, Any]) -> bool:
        return now["schedule"] in kinds

    return chosen


@folded("part.numbers", icon="calculate", key="learning_rate_schedule_by_hand")
def _table(t: Words, found: Schedule, config: ScheduleConfig) -> None:
    live_formula(t, f"by_hand.{part_by_hand(found, config)}", **rate_by_hand(found, config))
    names = (t("table.call"), t("table.used"), t("table.read"))
    rows = [(str(call), f"{used:.8g}", f"{read:.8g}") for call, used, read in schedule_rows(found, config)]
    st.markdown("\n".join("| " + " | ".join(row) + " |" for row in (names, ("---",) * 3, *rows)))

"""Three networks learn to remember, and their memory as ribbons."""

from functools import partial

import streamlit as st

from core.networks.rnn.challenges import adding_of_fifty, plain_network_remembers
from core.networks.rnn.memory import (
    MemoryTraining,
    fresh_looks,
    memory_numbers,
    ribbon_batch,
    ribbons,
    train_memory,
)
from core.networks.rnn.memory_figure import memory_loss_figure, ribbon_film
from core.networks.rnn.memory_report import keep_by_hand, memory_lines
from core.networks.rnn.settings import MemoryTaskConfig, MemoryTrainingConfig, RibbonConfig
from core.pace import last_state
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
    film,
    folded,
    job,
    live_formula,
    paragraphs,
)

USUAL = {"tab": "memory", "task": "adding", "length": 25, "forget_bias": 0.0, "learning_rate": 0.02, "clip": 1.0,
         "units": 16, "batch": 32, "steps": 350, "seed": 0}  # fmt: skip
EXPERIMENTS = {
    "half": Experiment(USUAL, right=1),
    "first": Experiment(USUAL, right=2),
    "bias": Experiment(USUAL | {"forget_bias": 3.0}, right=0),
}
CHALLENGES = {
    "fifty": Challenge(adding_of_fifty, solution={"length": 50, "steps": 500, "forget_bias": 3.0,
                                                  "learning_rate": 0.02}),
    "plain": Challenge(plain_network_remembers, solution={"length": 10}),
}  # fmt: skip


def show(t: Words) -> None:
    """Task and training beside the ribbons and the losses."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        task = ask(MemoryTaskConfig, t)
        ask(MemoryTrainingConfig, t, only=("forget_bias", "steps"))
        with st.popover(t("more"), icon=":material/tune:", width="stretch"):
            ask(MemoryTrainingConfig, t, only=("learning_rate", "clip", "units", "batch", "seed"))
        learning = current_config(MemoryTrainingConfig, t)
    with stage:
        trained = job(
            t, train_memory, task, learning, show=partial(_still, t, task, learning),
            before=lambda: _still(t, task, learning, fresh_looks(task, learning)),
        )  # fmt: skip
    if trained is not None:
        drawing(t, partial(_result, t, stage, task, learning, trained))
        return
    fresh, ribbon = fresh_looks(task, learning), current_config(RibbonConfig, t)
    _by_hand(t, keep_by_hand(ribbons(fresh, task, ribbon), ribbon_batch(task, ribbon), task))
    _tasks_and_code(t, task, learning, None)


def _still(t: Words, task: MemoryTaskConfig, learning: MemoryTrainingConfig, training: MemoryTraining) -> None:
    ribbon = current_config(RibbonConfig, t)
    left, right = st.columns([2.6, 1], gap="small")
    fig, _ = ribbon_film(training, ribbons(training, task, ribbon), ribbon_batch(task, ribbon), task, t)
    with left:
        figure(fig, key="rnn_ribbons_still", alt=t("alt.ribbons", step=int(training.look_steps[-1])))
    with right:
        _losses(t, task, learning, training)
    if not len(training.steps):
        st.markdown(t("before"))


def _losses(t: Words, task: MemoryTaskConfig, learning: MemoryTrainingConfig, training: MemoryTraining) -> None:
    figure(memory_loss_figure(training, task, learning.steps, t), key="rnn_losses", alt=t("alt.losses"))


def _result(
    t: Words, stage: st.delta_generator.DeltaGenerator, task: MemoryTaskConfig, learning: MemoryTrainingConfig,
    training: MemoryTraining,
) -> None:  # fmt: skip
    with stage:
        left, right = st.columns([2.6, 1], gap="small")
        ribbon = current_config(RibbonConfig, t)
        found, batch = ribbons(training, task, ribbon), ribbon_batch(task, ribbon)
        with left:
            fig, frames = ribbon_film(training, found, batch, task, t)
            film(fig, frames, key="rnn_ribbons", alt=t("alt.ribbons", step=int(training.look_steps[-1])),
                 frame=frames.count - 1, rate=6)  # fmt: skip
        with right:
            _losses(t, task, learning, training)
        ask(RibbonConfig, t)
        st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in memory_lines(training, task)]))
    _by_hand(t, keep_by_hand(found, batch, task))
    _tasks_and_code(t, task, learning, training)


def _tasks_and_code(
    t: Words, task: MemoryTaskConfig, learning: MemoryTrainingConfig, training: MemoryTraining | None
) -> None:  # fmt: skip
    """The challenges, and the script of the training, done or not yet."""
    challenges(t, CHALLENGES, fifty=(training, task, learning), plain=(training, task))
    made = Made(last_state, train_memory, task, learning)
    code_panel(t, {"PyTorch": Made(memory_numbers, made)}, shown=training and memory_numbers(training))


@folded("part.numbers", icon="calculate", key="rnn_keep_by_hand")
def _by_hand(t: Words, numbers: dict[str, str]) -> None:
    live_formula(t, "by_hand", **numbers)

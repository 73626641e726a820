"""A small transformer: what it learns, its heads while it learns, what each is worth, and text that it draws."""

from typing import Any

import streamlit as st

from core.networks.attention.challenges import carrying_head, small_reverse
from core.networks.attention.heads import HeadWorth, count_by_hand, head_worth, probe_answer, sampled_text, toggled_head
from core.networks.attention.learned import LearnedTransformer, learned_numbers
from core.networks.attention.settings import (
    HeadState,
    NextTokenConfig,
)
from core.networks.attention.tasks import Baseline, baselines
from core.networks.attention.training import train_transformer, untrained_run
from core.networks.attention.transformer_by_hand import learned_in_numpy
from core.networks.attention.transformer_figure import transformer_figure, transformer_film, worth_figure
from core.pace import last_state
from core.refusal import Refusal
from pages.networks.attention.source import ChosenTraining, chosen_training
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    figure,
    film,
    folded,
    job,
    live_formula,
    put,
    refusal,
)

USUAL = {
    "tab": "transformer", "task": "reverse", "length": 10, "layers": 1, "attention_heads": 1, "block_width": 32,
    "perceptron": True, "encoding": "learned", "rate": 5e-3, "train_steps": 200, "batch_size": 32, "train_seed": 0,
}  # fmt: skip
EXPERIMENTS = {
    "no_positions": Experiment(USUAL | {"encoding": "none"}, right=1),
    "tale": Experiment(USUAL | {"task": "characters", "length": 32, "layers": 2, "text": "jack"}, right=2),
    "sort": Experiment(USUAL | {"task": "sort", "perceptron": False}, right=0),
    "sums": Experiment(
        USUAL | {"task": "addition", "layers": 2, "attention_heads": 4, "block_width": 64, "batch_size": 64,
                 "rate": 3e-3, "train_steps": 400}, right=1,
    ),
}  # fmt: skip
CHALLENGES = {
    "small": Challenge(small_reverse, solution={"block_width": 16, "perceptron": False, "rate": 0.01}),
    "carries": Challenge(carrying_head, solution={"layers": 2, "out": (0,)}),
}


def show(t: Words) -> None:
    """Knobs beside curves and maps; below what each head is worth, and text."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        chosen = chosen_training(t)
    base = chosen.result(baselines, chosen.task, *chosen.arguments[3:])

    def still(run: LearnedTransformer) -> None:
        figure(transformer_figure(run, base, t), key="attention_transformer", alt=_alt(t, run))

    def untrained() -> None:
        still(start)
        st.markdown(t("before", **_of_baselines(base)))

    with stage:
        try:
            start = chosen.result(untrained_run, *chosen.arguments)  # refuses what cannot be built
        except Refusal as error:
            refusal(t, error)
            return
        run, worth = job(t, train_transformer, *chosen.arguments, show=still, before=untrained), None
        if run is not None:
            worth = _result(t, chosen, run, base)
    _by_hand(t, run or start)
    challenges(t, CHALLENGES, small=(run or start,), carries=(run or start, worth))
    if chosen.own is None:
        made = Made(last_state, train_transformer, *chosen.arguments)
        calls = {"PyTorch": Made(learned_numbers, made), "NumPy": Made(learned_in_numpy, made)}
        code_panel(t, calls, shown=run and learned_numbers(run))


def _result(t: Words, chosen: ChosenTraining, run: LearnedTransformer, base: dict[str, Baseline]) -> HeadWorth:
    """The film of the training, what the network says, what each head is worth, and text; the worth is returned."""
    fig, frames = transformer_film(run, base, t)
    film(fig, frames, key="attention_transformer_film", alt=_alt(t, run), frame=frames.count - 1, rate=5)
    numbers = learned_numbers(run)
    st.markdown(t("said", **numbers | {"test_accuracy": 100 * numbers["test_accuracy"]}, **_of_baselines(base)))
    _answer(t, chosen, run)
    worth = _heads(t, chosen, run, base)
    if chosen.task.task == "characters":
        _sample(t, chosen, run)
    return worth


@folded("part.numbers", icon="calculate", key="attention_transformer_by_hand")
def _by_hand(t: Words, run: LearnedTransformer) -> None:
    live_formula(t, "by_hand", **count_by_hand(run))


def _alt(t: Words, run: LearnedTransformer) -> str:
    return t("alt.transformer", step=run.step, accuracy=100 * float(run.test_accuracies[-1]), heads=run.maps.shape[2],
             layers=run.maps.shape[1])  # fmt: skip


def _of_baselines(base: dict[str, Baseline]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, one in base.items():
        found |= {f"{name}_loss": one.loss, f"{name}_accuracy": 100 * one.accuracy}
    return found


def _answer(t: Words, chosen: ChosenTraining, run: LearnedTransformer) -> None:
    answer = chosen.result(probe_answer, run)
    rows = {t(f"answer.{name}"): list(getattr(answer, name)) for name in ("asked", "said", "wanted")}
    st.code("\n".join(f"{name}\t{''.join(one or ' ' for one in row)!r}" for name, row in rows.items()), language=None)


def _heads(t: Words, chosen: ChosenTraining, run: LearnedTransformer, base: dict[str, Baseline]) -> HeadWorth:
    worth = chosen.result(head_worth, run, current_config(HeadState, t))

    def clicked(point: dict[str, Any]) -> None:
        put({"out": toggled_head(worth.chosen, point.get("customdata"))})

    figure(worth_figure(worth, base["guess"].accuracy, t), key="attention_worth", on_click=clicked,
           alt=t("alt.worth", whole=100 * worth.whole, least=100 * float(worth.without.min())))  # fmt: skip
    st.markdown(t("worth", count=len(worth.chosen), whole=100 * worth.whole, left=100 * worth.without_chosen))
    return worth


def _sample(t: Words, chosen: ChosenTraining, run: LearnedTransformer) -> None:
    knobs, place = st.columns([1, 2], gap="medium")
    with knobs:
        sampling = ask(NextTokenConfig, t)
    with place:
        drawn = chosen.result(sampled_text, run, sampling)
        st.code(drawn.text, language=None, wrap_lines=True)
        st.caption(t("sampled", surprise=drawn.surprise))

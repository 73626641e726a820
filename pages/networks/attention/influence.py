"""Not an explanation: what a network looks at beside what its answer rests on."""

from functools import partial

import streamlit as st

from core.networks.attention.challenges import in_agreement, misleading
from core.networks.attention.influence import Influence, influence, influence_in_numpy, influence_numbers
from core.networks.attention.influence_figure import influence_figure
from core.networks.attention.influence_report import ablation_by_hand, influence_lines
from core.networks.attention.learned import LearnedTransformer
from core.networks.attention.settings import InfluenceConfig
from core.networks.attention.training import train_transformer, untrained_run
from core.pace import last_state
from core.refusal import Refusal
from pages.networks.attention.source import chosen_training
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
    job,
    live_formula,
    paragraphs,
    refusal,
)

USUAL = {
    "tab": "influence", "length": 10, "layers": 1, "attention_heads": 1, "block_width": 32, "perceptron": True,
    "encoding": "learned", "rate": 5e-3, "train_steps": 200, "batch_size": 32, "train_seed": 0,
}  # fmt: skip
EXPERIMENTS = {
    "sorting": Experiment(USUAL | {"task": "sort", "place": 5}, right=1),
    "copying": Experiment(USUAL | {"task": "copy", "place": 2}, right=2),
    "surer": Experiment(USUAL | {"task": "reverse", "place": 4, "train_steps": 1000}, right=2),
}
CHALLENGES = {
    "misleading": Challenge(misleading, solution={"task": "sort", "place": 5}),
    "agreement": Challenge(in_agreement, solution={"task": "copy", "place": 6}),
}


def show(t: Words) -> None:
    """Knobs beside three opinions on one answer."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        chosen = chosen_training(t)
    with stage:
        try:
            untrained = chosen.result(untrained_run, *chosen.arguments)
        except Refusal as error:
            refusal(t, error)
            return

    def draw() -> None:
        with stage:
            config = ask(InfluenceConfig, t)
            picture = partial(_opinions, t, config)

            def before() -> None:
                picture(untrained)
                st.markdown(t("before"))

            run = job(t, train_transformer, *chosen.arguments, show=picture, before=before)
            shown = untrained if run is None else run
            found = _found(config, shown)
            if run is not None:
                picture(run)
                st.markdown(paragraphs(t, influence_lines(found)))
        _by_hand(t, found)
        challenges(t, CHALLENGES, misleading=(shown, found), agreement=(shown, found))
        if chosen.own is None:
            made = Made(last_state, train_transformer, *chosen.arguments)
            calls = {"PyTorch": Made(influence_numbers, Made(influence, made, config)),
                     "NumPy": Made(influence_in_numpy, made, config)}  # fmt: skip
            code_panel(t, calls, shown=run and influence_numbers(found))

    drawing(t, draw)


def _found(config: InfluenceConfig, run: LearnedTransformer) -> Influence:
    return cached(influence, run, config) if run.made is not None and run.own is None else influence(run, config)


def _opinions(t: Words, config: InfluenceConfig, run: LearnedTransformer) -> None:
    found = _found(config, run)
    alt = t("alt.influence", place=found.place + 1, rank=found.attention_rank)
    figure(influence_figure(found, t), key="attention_influence", alt=alt)


@folded("part.numbers", icon="calculate", key="attention_influence_by_hand")
def _by_hand(t: Words, found: Influence) -> None:
    live_formula(t, "by_hand", **ablation_by_hand(found))

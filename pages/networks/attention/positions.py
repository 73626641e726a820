"""Heads and positions: two words change places, and who notices."""

import streamlit as st

from core.networks.attention.challenges import bystander, order_unseen
from core.networks.attention.positions import orders_in_torch, orders_numbers, two_orders
from core.networks.attention.positions_figure import orders_figure
from core.networks.attention.positions_report import orders_lines, places_by_hand
from core.networks.attention.settings import PositionsConfig, PositionsState
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    choose_example,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    last_valid,
    live_formula,
    paragraphs,
)

USUAL = {"tab": "positions", "words": "dog bites man", "first": 1, "second": 3, "model_width": 16, "heads": 2,
         "head_seed": 1, "head": 1}  # fmt: skip
EXPERIMENTS = {
    "no_positions": Experiment(USUAL | {"position": "none"}, right=1),
    "same_word": Experiment(USUAL | {"position": "none", "words": "dog dog dog"}, right=2),
    "many_heads": Experiment(USUAL | {"position": "sinusoidal", "heads": 8}, right=0),
}
CHALLENGES = {
    "unseen": Challenge(order_unseen, solution={"words": "dog bites dog"}),
    "bystander": Challenge(bystander, solution={"position": "rotary", "head_seed": 3}),
}


def show(t: Words) -> None:
    """Controls beside both maps and the changes of every word."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            sentences, typed = t.group("sentences").values(), current_config(PositionsConfig, t).words
            choose_example(t("examples"), "words", typed, {one: one for one in sentences}, t("pick"))
            config = ask(PositionsConfig, t, only=("words", "first", "second", "position", "heads"), segments=3)
            with st.popover(t("more"), icon=":material/tune:", width="stretch"):
                config = ask(PositionsConfig, t, only=("model_width", "head_seed"))
                ask(PositionsState, t)
        with stage:
            found, (config,) = last_valid(t, two_orders, config, text=config.words)
            head = min(current_config(PositionsState, t).head, config.heads)
            alt = t("alt.orders", count=len(found.tokens), most=100 * float(found.changes.max()))
            figure(orders_figure(found, head, (config.first, config.second), t), key="attention_orders", alt=alt)
            st.markdown(paragraphs(t, orders_lines(found, config)))
        _by_hand(t, config)
        challenges(t, CHALLENGES, unseen=(found, config), bystander=(found, config))
        code_panel(t, {"NumPy": Made(orders_numbers, config), "PyTorch": Made(orders_in_torch, config)},
                   shown=orders_numbers(config))  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="attention_positions_by_hand")
def _by_hand(t: Words, config: PositionsConfig) -> None:
    key = "by_hand_rotary" if config.position == "rotary" else "by_hand"
    live_formula(t, key, **places_by_hand(config))

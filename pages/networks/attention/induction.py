"""The moment it understands: one layer beside two on strings that repeat."""

import streamlit as st

from core.networks.attention.challenges import clear_sight, early_moment
from core.networks.attention.induction import (
    InductionRun,
    induction_in_numpy,
    induction_numbers,
    learn_induction,
    seen_loss,
    untrained_induction,
)
from core.networks.attention.induction_figure import induction_figure, induction_film
from core.networks.attention.induction_report import induction_lines, place_by_hand
from core.networks.attention.settings import InductionConfig
from core.pace import last_state
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    figure,
    film,
    folded,
    job,
    live_formula,
    paragraphs,
)

USUAL = {
    "tab": "induction", "letters": 12, "induction_width": 32, "induction_rate": 5e-3, "induction_steps": 300,
    "induction_seed": 0,
}  # fmt: skip
EXPERIMENTS = {
    "one_layer": Experiment(USUAL | {"induction_steps": 600}, right=1),
    "narrow": Experiment(USUAL | {"induction_width": 16}, right=2),
    "few": Experiment(USUAL | {"letters": 8}, right=2),
}
CHALLENGES = {
    "early": Challenge(early_moment, solution={"induction_steps": 150, "induction_seed": 1}),
    "clear": Challenge(clear_sight, solution={"induction_steps": 700}),
}


def show(t: Words) -> None:
    """Knobs beside the losses and the maps."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        config = ask(InductionConfig, t)
    seen, _ = seen_loss(config)
    fresh = cached(untrained_induction, config)

    def still(run: InductionRun) -> None:
        alt = t("alt.induction", step=run.two.step, **induction_numbers(run))
        figure(induction_figure(run, seen, t), key="attention_induction", alt=alt)

    def untrained() -> None:
        still(fresh)
        st.markdown(t("before"))

    with stage:
        run = job(t, learn_induction, config, show=still, before=untrained)
        if run is not None:
            fig, frames = induction_film(run, seen, t)
            alt = t("alt.induction", step=run.two.step, **induction_numbers(run))
            film(fig, frames, key="attention_induction_film", alt=alt, frame=frames.count - 1, rate=5)
            st.markdown(paragraphs(t, induction_lines(run, config)))
    shown = run or fresh
    _by_hand(t, shown)
    challenges(t, CHALLENGES, early=(shown, config), clear=(shown, config))
    made = Made(last_state, learn_induction, config)
    calls = {"PyTorch": Made(induction_numbers, made), "NumPy": Made(induction_in_numpy, made)}
    code_panel(t, calls, shown=run and induction_numbers(run))


@folded("part.numbers", icon="calculate", key="attention_induction_by_hand")
def _by_hand(t: Words, run: InductionRun) -> None:
    numbers = place_by_hand(run)
    live_formula(t, numbers.pop("key"), **numbers)

"""The family with its parameters that several tabs share, and the button that draws anew."""

import streamlit as st

from core.probability.distributions.families import PARAMETERS
from core.probability.distributions.settings import FamilyConfig, SeedConfig
from pages.shared import Words, ask, current_config, put

SEEDS = 10_000


def chosen_family(t: Words) -> FamilyConfig:
    """The family on the screen, after drawing its box and the sliders of its parameters."""
    family = ask(FamilyConfig, t, only=("family",))
    return ask(FamilyConfig, t, only=PARAMETERS[family.family])


def chosen_seed(t: Words, key: str) -> SeedConfig:
    """The seed on the screen, after drawing the button that goes on to the next one."""
    seed = current_config(SeedConfig, t)
    st.button(
        t("draw_anew"), key=key, icon=":material/casino:", width="stretch",
        on_click=lambda: put({"seed": (seed.seed + 1) % SEEDS}), help=t("draw_anew_help", seed=seed.seed),
    )  # fmt: skip
    return seed

"""Why scores are divided by √d: random queries and keys of any width."""

import streamlit as st

from core.networks.attention.challenges import certain, too_even
from core.networks.attention.scale import ScaledScores, scale_in_torch, scale_numbers, scaled_scores
from core.networks.attention.scale_figure import scale_figure
from core.networks.attention.scale_report import query_by_hand, scale_lines
from core.networks.attention.settings import ScaleConfig
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

USUAL = {"tab": "scale", "key_width": 16, "scale_power": 0.5, "rival_keys": 8, "draw_seed": 0}
EXPERIMENTS = {
    "wide": Experiment(USUAL | {"key_width": 512}, right=2),
    "steady": Experiment(USUAL | {"key_width": 256}, right=1),
    "by_width": Experiment(USUAL | {"key_width": 256, "scale_power": 1.0}, right=0),
}
CHALLENGES = {
    "certain": Challenge(certain, solution={"rival_keys": 16, "key_width": 512, "scale_power": 0.0}),
    "too_even": Challenge(too_even, solution={"key_width": 512, "scale_power": 1.0}),
}


def show(t: Words) -> None:
    """Width, power and keys beside products and weights."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(ScaleConfig, t)
        with stage:
            found = cached(scaled_scores, config)
            figure(scale_figure(found, t), key="attention_scale", alt=_alt(t, found, config))
            st.markdown(paragraphs(t, scale_lines(found, config)))
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, certain=(found, config), too_even=(found, config))
        code_panel(t, {"NumPy": Made(scale_numbers, config), "PyTorch": Made(scale_in_torch, config)},
                   shown=scale_numbers(config))  # fmt: skip

    drawing(t, draw)


def _alt(t: Words, found: ScaledScores, config: ScaleConfig) -> str:
    plain, divided = found.largest[:, -1].tolist()
    return t("alt.scale", d=config.key_width, spread=float(found.products.std()), plain=plain, divided=divided)


@folded("part.numbers", icon="calculate", key="attention_scale_by_hand")
def _by_hand(t: Words, found: ScaledScores, config: ScaleConfig) -> None:
    live_formula(t, "by_hand", **query_by_hand(found, config))

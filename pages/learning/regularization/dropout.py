"""Dropout: a mask at a time, the average of many, and the whole network."""

import streamlit as st

from core.learning.regularization.challenges import close_average, half_the_spread
from core.learning.regularization.dropout import (
    RATE_LEARNED,
    DroppedNetwork,
    MaskedOutputs,
    dropout_in_torch,
    dropout_numbers,
    dropped_network,
    masked_outputs,
)
from core.learning.regularization.dropout_figure import mask_averages_figure, masks_figure, terms_figure
from core.learning.regularization.dropout_report import mask_tex, sharing_line, spread_tex
from core.learning.regularization.settings import DropoutConfig
from pages.learning.regularization.chosen import anew_button
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
    folded,
    live_formula,
)

TAB = {"tab": "layers", "layer": "dropout", "learned_with": "dropout", "at": 0.3}
EXPERIMENTS = {
    "prediction": Experiment(TAB | {"rate": 0.5, "masks": 200}, right=1),
    "unlearned": Experiment(TAB | {"learned_with": "none", "rate": 0.2}, right=2),
    "rate": Experiment(TAB | {"rate": 0.8, "masks": 10}, right=0),
}
CHALLENGES = {
    "average": Challenge(close_average, solution={"rate": 0.5, "masks": 100}),
    "half": Challenge(half_the_spread, solution={"rate": 0.2}),
}


def show(t: Words) -> None:
    """The masks beside the curves that they make, and one place taken apart."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.1, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(DropoutConfig, t, only=("mask", "rate", "masks", "learned_with"))
            anew_button(t, "mask_seed", config.mask_seed)
        network = cached(dropped_network, RATE_LEARNED if config.learned_with == "dropout" else 0.0)
        found = masked_outputs(network, config)
        average = float(found.outputs[: config.masks].mean())
        said = {"x": config.at, "k": config.masks, "whole": found.whole_at, "average": average, "mask": config.mask,
                "kept": int(found.kept[config.mask - 1].sum()), "sd": found.sd_at}  # fmt: skip
        with left:
            handle = field_handle(DropoutConfig, "at", -4.4, label="x")
            masks = masks_figure(network, found, config, t)
            figure(masks, key="regularization_masks_figure", alt=t("alt.masks", **said), handles=[handle])
        with right:
            figure(terms_figure(found, config, t), key="regularization_terms_figure", alt=t("alt.terms", **said))
            averages = mask_averages_figure(found, config, t)
            figure(averages, key="regularization_averages_figure", alt=t("alt.averages", **said))
        with below:
            live_formula(t, "spread", **spread_tex(found, config))
            key, values = sharing_line(found)
            st.markdown(t(key, **values))
            _by_hand(t, network, found, config)
        challenges(t, CHALLENGES, average=(config,), half=(found,))
        calls = {
            "NumPy": Made(dropout_numbers, network.made, config),
            "PyTorch": Made(dropout_in_torch, network.made, config),
        }
        code_panel(t, calls, shown={"whole": found.whole_at})

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="regularization_dropout_by_hand")
def _by_hand(t: Words, network: DroppedNetwork, found: MaskedOutputs, config: DropoutConfig) -> None:
    live_formula(t, "by_hand", **mask_tex(network, found, config))

"""Depth and skips: the gradient of every layer at once, then the training of all four variants."""

from functools import partial

import streamlit as st

from core.networks.cnn.challenges import exploding, low_loss
from core.networks.cnn.depth import (
    VARIANTS,
    DepthRun,
    Gradients,
    gradient_numbers,
    loss_numbers,
    start_gradients,
    train_depths,
)
from core.networks.cnn.depth_figure import gradients_figure, losses_figure
from core.networks.cnn.depth_report import gradient_lines, loss_lines
from core.networks.cnn.settings import DepthConfig
from core.pace import last_state
from core.tex import number
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
    sentences,
)

EXPERIMENTS = {
    "skips_alone": Experiment({"tab": "depth", "blocks": 24, "depth_seed": 0}, right=1),
    "norm_alone": Experiment({"tab": "depth", "blocks": 24, "depth_seed": 0}, right=0),
    "deeper": Experiment({"tab": "depth", "blocks": 15, "steps": 40, "rate": 0.05, "depth_seed": 0}, right=2),
}
CHALLENGES = {
    "exploding": Challenge(exploding, solution={"blocks": 24}),
    "low_loss": Challenge(low_loss, solution={"blocks": 2, "steps": 60, "rate": 0.2}),
}


def show(t: Words) -> None:
    """The depth beside the gradients at the start, and the losses that they lead to."""
    controls, stage = st.columns([1, 3.5], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(DepthConfig, t, only=("blocks", "depth_seed"))
            st.markdown(t("layers", layers=2 * config.blocks + 2))
            config = ask(DepthConfig, t, only=("steps", "rate"))
        found = cached(start_gradients, DepthConfig(blocks=config.blocks, depth_seed=config.depth_seed))
        picture = partial(_picture, t, found, config.steps)
        with stage:
            run = job(t, train_depths, config, show=picture, before=lambda: picture(None))
            if run is not None:
                picture(run)
            st.markdown(sentences(t, [*gradient_lines(found), *([] if run is None else loss_lines(run))]))
        _by_hand(t, found)
        challenges(t, CHALLENGES, exploding=(found,), low_loss=(run,))
        _code(t, config, found, run)

    drawing(t, draw)


def _code(t: Words, config: DepthConfig, found: Gradients, run: DepthRun | None) -> None:
    """The scripts of the gradients and of the training, done or not yet."""
    training = Made(loss_numbers, Made(last_state, train_depths, config))
    code_panel(
        t, {"PyTorch": Made(gradient_numbers, config), "PyTorch SGD": training},
        shown={"PyTorch": {"norms": found.norms}, "PyTorch SGD": run and loss_numbers(run)},
    )  # fmt: skip


def _picture(t: Words, found: Gradients, steps: int, run: DepthRun | None) -> None:
    """The gradients at the start beside the losses, as far as there are any."""
    left, right = st.columns(2, gap="medium")
    with left:
        figure(gradients_figure(found, t), key="cnn_gradients", alt=t("alt.gradients", layers=len(found.norms[0])))
    with right:
        figure(
            losses_figure(run, steps, t), key="cnn_losses",
            alt=t("alt.losses", steps=0 if run is None else run.losses.shape[1]),
        )  # fmt: skip


@folded("part.numbers", icon="calculate", key="cnn_depth_hand")
def _by_hand(t: Words, found: Gradients) -> None:
    """The ratio of the first and the last gradient of each variant."""
    layers = found.norms.shape[1]
    for name, norms, ratio in zip(VARIANTS, found.norms, found.ratios, strict=True):
        live_formula(
            t, "hand.ratio", name=t(f"variant.{name}"), layers=layers, first=number(norms[0]), last=number(norms[-1]),
            ratio=number(ratio),
        )  # fmt: skip

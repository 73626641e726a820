"""Digits: a generator learns to write, its fakes beside the nearest image that the discriminator was shown."""

from functools import partial

import streamlit as st

from core.networks.gan.challenges import all_digits, copycat
from core.networks.gan.digits import DigitsTraining, digits_in_sklearn, digits_numbers, play_digits, untrained_digits
from core.networks.gan.digits_figure import digits_figure, digits_film, walk_figure
from core.networks.gan.digits_report import digits_lines, distance_by_hand
from core.networks.gan.digits_walk import latent_walk, walk_numbers
from core.networks.gan.losses import GAN_LOSSES
from core.networks.gan.settings import DigitsConfig, LatentWalkConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    film,
    job,
    paragraphs,
)

USUAL = {"tab": "digits", "digit_images": 1500, "digit_steps": 4000, "digit_loss": "non_saturating", "digit_r1": 0.1,
         "digit_latent": 16, "digit_width": 128, "digit_rate": 1e-3, "digit_seed": 0}  # fmt: skip
EXPERIMENTS = {
    "nearest": Experiment(USUAL, right=2),
    "few": Experiment(USUAL | {"digit_images": 20, "digit_steps": 2000}, right=0),
    "halfway": Experiment(USUAL | {"walk_from": 3, "walk_to": 22, "walk": 0.5}, right=1),
}
CHALLENGES = {
    "all_digits": Challenge(all_digits, solution={"digit_steps": 1000, "digit_rate": 3e-3, "digit_r1": 1.0}),
    "copycat": Challenge(copycat, solution={"digit_images": 20, "digit_steps": 2000}),
}
MORE = ("digit_rate", "digit_width", "digit_latent", "digit_seed")


def show(t: Words) -> None:
    """Knobs beside the wall; below it the walk."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        ask(DigitsConfig, t, only=("digit_images", "digit_steps"))
        ask(DigitsConfig, t, only=("digit_loss",), segments=0)
        ask(DigitsConfig, t, only=("digit_r1",))
        with st.popover(t("more"), icon=":material/tune:", width="stretch"):
            ask(DigitsConfig, t, only=MORE)
        config = current_config(DigitsConfig, t)
    start = cached(untrained_digits, config)

    def still(run: DigitsTraining) -> None:
        figure(digits_figure(run, t), key="gan_digits", alt=t("alt.digits", **digits_numbers(run)))

    def before() -> None:
        still(start)
        st.markdown(t("before", balance=GAN_LOSSES[config.digit_loss].d_balance, **digits_numbers(start)))

    with stage:
        run = job(t, play_digits, config, show=still, before=before)
        if run is not None:
            fig, frames = digits_film(run, t)
            alt = t("alt.digits", **digits_numbers(run))
            film(fig, frames, key="gan_digits_film", alt=alt, frame=frames.count - 1, rate=6)
            st.markdown(paragraphs(t, digits_lines(run)))
            drawing(t, partial(_walk, t, run))
    known = run if run is not None else start
    by_hand(t, "gan_digits_by_hand", distance_by_hand(known, current_config(LatentWalkConfig, t).walk_from))
    challenges(t, CHALLENGES, all_digits=(run,), copycat=(run,))
    calls = {"PyTorch": Made(digits_numbers, known.made), "scikit-learn": Made(digits_in_sklearn, known.made)}
    code_panel(t, calls, shown=digits_numbers(known))


def _walk(t: Words, run: DigitsTraining) -> None:
    """From one noise to another, in the generator of the last look."""
    st.markdown(t("walk"))
    walk = ask(LatentWalkConfig, t, columns=3)
    found = cached(latent_walk, run, walk)
    figure(walk_figure(found, t), key="gan_walk_figure", alt=t("alt.walk", **walk_numbers(found)))
    st.markdown(t("said.walk", **walk_numbers(found)))

"""The game: points, the discriminator's surface and the generator's arrows, beside the compass and the lamps."""

import streamlit as st

from core.networks.gan.challenges import all_modes, collapsed
from core.networks.gan.game import GanTraining, game_numbers, play_game, untrained_game
from core.networks.gan.game_by_hand import game_in_scipy, pair_by_hand
from core.networks.gan.game_figure import game_figure, game_film
from core.networks.gan.game_report import game_lines
from core.networks.gan.losses import GAN_LOSSES
from core.networks.gan.settings import GanGameConfig
from pages.networks.gan.source import TURN, chosen_players, chosen_target
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
    figure,
    film,
    job,
    paragraphs,
)

USUAL = {
    "tab": "game", "target": "ring", "modes": 8, "loss": "non_saturating", "beta1": 0.5, "r1": 0.0, "rate_d": 3e-3,
    "rate_g": 3e-3, "d_steps": 1, "g_steps": 1, "input_noise": 0.0, "latent": 2, "g_width": 32, "d_width": 32,
    "g_depth": 2, "d_depth": 2, "players_seed": 0, "gan_steps": 800,
}  # fmt: skip
EXPERIMENTS = {
    "perfect": Experiment(USUAL | {"gan_steps": 1500, "r1": 0.3, "g_width": 64, "d_width": 64}, right=2),
    "momentum": Experiment(USUAL | {"beta1": 0.9}, right=1),
    "one_number": Experiment(USUAL | {"latent": 1, "r1": 0.3, "gan_steps": 1500}, right=0),
}
CHALLENGES = {
    "all_modes": Challenge(all_modes, solution={"g_width": 64, "d_width": 64, "r1": 0.5, "gan_steps": 2000}),
    "collapse": Challenge(collapsed, solution={"g_steps": 5, "gan_steps": 800}),
}


def show(t: Words) -> None:
    """Knobs beside the two pictures."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        target = chosen_target(t)
        ask(GanGameConfig, t, only=("gan_steps",))
        players, game = chosen_players(t, TURN)
    start = cached(untrained_game, target, players, game)

    def still(run: GanTraining) -> None:
        figure(game_figure(run, t), key="gan_game", alt=t("alt.game", **game_numbers(run)))

    def before() -> None:
        still(start)
        numbers = game_numbers(start)
        st.markdown(t("before", balance=GAN_LOSSES[game.loss].d_balance, modes=start.shares.shape[1], **numbers))

    with stage:
        run = job(t, play_game, target, players, game, show=still, before=before)
        if run is not None:
            fig, frames = game_film(run, t)
            film(fig, frames, key="gan_film", alt=t("alt.game", **game_numbers(run)), frame=frames.count - 1, rate=6)
            st.markdown(paragraphs(t, game_lines(run)))
    known = run if run is not None else start
    by_hand(t, "gan_game_by_hand", pair_by_hand(known))
    challenges(t, CHALLENGES, all_modes=(run,), collapse=(run,))
    calls = {"PyTorch": Made(game_numbers, known.made), "SciPy": Made(game_in_scipy, known.made)}
    code_panel(t, calls, shown=game_numbers(known))

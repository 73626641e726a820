"""Turn by turn: the visitor says who moves, and sees what one player does to the other."""

import streamlit as st

from core.networks.gan.challenges import empty_victory, sure_judge
from core.networks.gan.game import game_numbers
from core.networks.gan.game_by_hand import game_in_scipy, pair_by_hand
from core.networks.gan.game_figure import game_figure
from core.networks.gan.settings import TurnsConfig
from core.networks.gan.turns import own_steps, play_turns
from core.networks.gan.turns_report import turns_lines
from core.pace import last_state
from pages.networks.gan.source import chosen_players, chosen_target
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    by_hand,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    paragraphs,
    put,
    with_progress,
)

USUAL = {"tab": "turns", "target": "ring", "modes": 8, "loss": "non_saturating", "beta1": 0.5, "r1": 0.0,
         "latent": 2, "g_width": 32, "d_width": 32, "g_depth": 2, "d_depth": 2, "rate_d": 3e-3, "rate_g": 3e-3,
         "input_noise": 0.0, "players_seed": 0}  # fmt: skip
EXPERIMENTS = {
    "g_alone": Experiment(USUAL | {"moves": (50, -50, -50, -50)}, right=1),
    "risen": Experiment(USUAL | {"moves": (50,)}, right=0),
    "d_alone": Experiment(USUAL | {"loss": "saturating", "moves": (50, 50, 50, 50)}, right=2),
}
CHALLENGES = {
    "sure": Challenge(sure_judge, solution={"moves": (50, 50, 50, 50)}),
    "empty": Challenge(empty_victory, solution={"moves": (50, -50, -50)}),
}
FEW, MANY = 10, 50
MOST_MOVES = 24


def show(t: Words) -> None:
    """Buttons for both players over the two pictures."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            target = chosen_target(t)
            players, game = chosen_players(t)
        turns = current_config(TurnsConfig, t)
        with stage:
            _buttons(t, turns)
            run = with_progress(
                play_turns, target, players, game, turns, said=t("plays"),
                share=lambda seen: len(seen.look_steps) / (len(turns.moves) + 1),
            )  # fmt: skip
            d, g = own_steps(turns)
            figure(game_figure(run, t), key="gan_turns", alt=t("alt.turns", d=d, g=g, **game_numbers(run)))
            st.markdown(paragraphs(t, turns_lines(run, turns)))
        by_hand(t, "gan_turns_by_hand", pair_by_hand(run))
        challenges(t, CHALLENGES, sure=(run,), empty=(run,))
        made = Made(last_state, play_turns, target, players, game, turns)
        calls = {"PyTorch": Made(game_numbers, made), "SciPy": Made(game_in_scipy, made)}
        code_panel(t, calls, shown=game_numbers(run))

    drawing(t, draw)


def _buttons(t: Words, turns: TurnsConfig) -> None:
    """Who moves next, and how far; the last move taken back; the start."""
    full = len(turns.moves) >= MOST_MOVES
    with st.container(horizontal=True):
        for who, sign in (("d", 1), ("g", -1)):
            for count in (FEW, MANY):
                st.button(
                    t(f"go.{who}", count=count), key=f"gan_go_{who}_{count}", disabled=full, on_click=put,
                    args=({"moves": (*turns.moves, sign * count)},), type="primary" if who == "d" else "secondary",
                )  # fmt: skip
        st.button(t("go.back"), icon=":material/undo:", key="gan_back", disabled=not turns.moves, on_click=put,
                  args=({"moves": turns.moves[:-1]},))  # fmt: skip
        st.button(t("go.again"), icon=":material/restart_alt:", key="gan_again", disabled=not turns.moves,
                  on_click=put, args=({"moves": ()},))  # fmt: skip
    if full:
        st.caption(t("full", most=MOST_MOVES))

"""The game of moves: how few simple matrices make up a given one."""

from functools import partial

import streamlit as st

from core.mathematics.matrices.challenges import fewest_moves, round_trip
from core.mathematics.matrices.game import MOVES, Game, GameConfig, game_numbers, game_numbers_by_numpy, play
from core.mathematics.matrices.game_figure import game_alt, game_figure
from core.mathematics.matrices.game_report import game_lines, last_step_tex, product_tex
from core.params import domains
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    figure,
    folded,
    last_valid,
    live_formula,
    put,
)

MOST = domains(GameConfig)["played"].longest or 0
START = {"tab": "game", "target": "double"}
EXPERIMENTS = {
    "undo": Experiment(START | {"played": "RTTTTL"}, right=1),
    "triple": Experiment(START | {"played": "WW"}, right=2),
    "mirrors": Experiment(START | {"played": "MRMR"}, right=0),
}
CHALLENGES = {
    "fewest": Challenge(fewest_moves, solution={"target": "upward", "played": "RTR"}),
    "round": Challenge(round_trip, solution={"played": "MRMR"}),
}
ICONS = {
    "T": "rotate_left", "M": "flip", "R": "keyboard_double_arrow_right", "L": "keyboard_double_arrow_left",
    "W": "width_full", "N": "width_normal",
}  # fmt: skip


def show(t: Words) -> None:
    """The target and the moves beside the letter that they move."""
    controls, stage = st.columns([1, 2.2], gap="medium")
    with controls:
        asked = ask(GameConfig, t, only=("target",))
        game, (config,) = last_valid(t, play, asked)
        _buttons(t, game)
    with stage:
        figure(game_figure(game, t), key="matrices_game", alt=game_alt(game, t))
    with controls:
        st.markdown("\n\n".join(t(f"said.{key}", **values) for key, values in game_lines(game)))
    with stage:
        live_formula(t, "product", numbers=product_tex(game))
    _by_hand(t, game)
    _way(t, game)
    challenges(t, CHALLENGES, fewest=(game,), round=(game,))
    shown = {"matrix": game.steps[-1], "made": len(game.played), "fewest": len(game.way)}
    code_panel(t, {"NumPy": Made(game_numbers, config), "numpy.linalg": Made(game_numbers_by_numpy, config)},
               shown=shown)  # fmt: skip


def _buttons(t: Words, game: Game) -> None:
    """A button for every move, and two to go back."""
    left, right = st.columns(2, gap="small")
    full = len(game.played) >= MOST
    for k, letter in enumerate(MOVES):
        with (left, right)[k % 2]:
            _button(t(f"move.{letter}"), ICONS[letter], game.played + letter, full)
    with left:
        _button(t("undo"), "undo", game.played[:-1], not game.played)
    with right:
        _button(t("again"), "restart_alt", "", not game.played)


def _button(label: str, icon: str, moves: str, disabled: bool) -> None:
    st.button(
        label, icon=f":material/{icon}:", key=f"matrices__game_{icon}", width="stretch", disabled=disabled,
        on_click=partial(put, {"played": moves}),
    )  # fmt: skip


@folded("part.numbers", icon="calculate", key="matrices_game_by_hand")
def _by_hand(t: Words, game: Game) -> None:
    live_formula(t, "by_hand.step", numbers=last_step_tex(game))


@folded("way.title", icon="route", key="matrices_game_way")
def _way(t: Words, game: Game) -> None:
    st.markdown(t("way.said", moves=", ".join(t(f"move.{letter}") for letter in game.way), fewest=len(game.way)))

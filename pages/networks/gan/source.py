"""What two tabs share: the target and the players on the screen."""

import streamlit as st

from core.networks.gan.settings import GanGameConfig, GanTargetConfig, PlayersConfig
from core.networks.gan.target import REACH, target_of
from core.refusal import Refusal
from pages.shared import Words, ask, current_config, draw_box, put, refusal

SHEET_PIXELS = 190
OWN = {"ring": ("modes",), "grid": ("side",)}
TURN = ("d_steps", "g_steps")
PLAYERS = ("latent", "g_width", "d_width", "g_depth", "d_depth", "players_seed")


def chosen_target(t: Words) -> GanTargetConfig:
    """The target on the screen, after drawing its knobs; the ring where a drawn one has too few points."""
    name = ask(GanTargetConfig, t, only=("target",), segments=0).target
    config = ask(GanTargetConfig, t, only=OWN.get(name, ()))
    if name == "drawn":
        draw_box(
            t("fields.drawing.label"), kind="points", text=config.drawing, key="gan_sheet", classes=[t("legend.real")],
            on_change=lambda text: put({"drawing": text}), x_range=(-REACH, REACH), y_range=(-REACH, REACH),
            height=SHEET_PIXELS,
        )  # fmt: skip
        config = current_config(GanTargetConfig, t)
    try:
        target_of(config)
    except Refusal as error:
        refusal(t, error)
        config = GanTargetConfig()
    usual = GanTargetConfig()  # what this target does not read is left out, so that equal work is one run
    return GanTargetConfig(
        target=config.target, modes=config.modes if config.target == "ring" else usual.modes,
        side=config.side if config.target == "grid" else usual.side,
        drawing=config.drawing if config.target == "drawn" else usual.drawing,
    )  # fmt: skip


def chosen_players(t: Words, more: tuple[str, ...] = ()) -> tuple[PlayersConfig, GanGameConfig]:
    """Loss, momentum and R1 in sight, everything else behind a button; `more` are further fields there."""
    ask(GanGameConfig, t, only=("loss",), segments=0)
    ask(GanGameConfig, t, only=("beta1", "r1"))
    with st.popover(t("more"), icon=":material/tune:", width="stretch"):
        ask(GanGameConfig, t, only=("rate_d", "rate_g", *more, "input_noise"), columns=2)
        ask(PlayersConfig, t, only=PLAYERS, columns=2)
    return current_config(PlayersConfig, t), current_config(GanGameConfig, t)

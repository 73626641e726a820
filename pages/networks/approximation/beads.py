"""Buttons that add, remove, spread and fit the beads."""

from collections.abc import Callable

import streamlit as st

from core.networks.approximation.hinges import MOST_BEADS, even_kinks, least_squares, widest_gap
from core.networks.approximation.settings import HingesConfig
from core.networks.approximation.target import Target
from pages.shared import Words, current_config, put


def bead_buttons(t: Words, config: HingesConfig, target: Target) -> None:
    """Two rows of buttons under the sliders; the cells of the beads stand below."""
    count = len(config.beads[0])
    rows = (st.columns(2, gap="small"), st.columns(2, gap="small"))

    def button(cell: int, name: str, icon: str, change: Callable[[HingesConfig], None], off: bool = False) -> None:
        rows[cell // 2][cell % 2].button(
            t(f"button.{name}"), key=f"approximation_{name}", icon=f":material/{icon}:", width="stretch", disabled=off,
            help=t(f"button.{name}_help"), on_click=lambda: change(current_config(HingesConfig, t, warn=False)),
        )  # fmt: skip

    button(0, "add", "add", _add, count == MOST_BEADS)
    button(1, "remove", "remove", _remove, count == 1)
    button(2, "spread", "align_horizontal_center", _spread)
    button(3, "fit", "ssid_chart", lambda now: _fit(now, target))


def _add(config: HingesConfig) -> None:
    kinks, strengths = config.beads
    put({"beads": ((*kinks, widest_gap(kinks)), (*strengths, 0.0))})


def _remove(config: HingesConfig) -> None:
    kinks, strengths = config.beads
    put({"beads": (kinks[:-1], strengths[:-1])})


def _spread(config: HingesConfig) -> None:
    put({"beads": (even_kinks(len(config.beads[0])), config.beads[1])})


def _fit(config: HingesConfig, target: Target) -> None:
    found = least_squares(config, target)
    put({"beads": found.beads, "level": found.level, "slope": found.slope})

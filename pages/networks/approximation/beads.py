"""The beads that are dragged, and the buttons that add, remove, spread and fit them."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.networks.approximation.axes import EDGE
from core.networks.approximation.hinges import MOST_BEADS, even_kinks, least_squares, value_at, widest_gap
from core.networks.approximation.hinges_figure import color_of, strength_reach
from core.networks.approximation.settings import HingesConfig
from core.networks.approximation.target import Target, span_of
from pages.shared import Handle, Words, current_config, field_handle, put


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


def bead_handles(t: Words, config: HingesConfig, target: Target) -> list[Handle]:
    """One bead a unit, the level at the left edge, and the place whose value is read."""
    reach = strength_reach(target, config.unit)
    beads = [_bead(t, k, place, reach) for k, place in enumerate(zip(*config.beads, strict=True))]
    level = field_handle(HingesConfig, -1.0, "level", label="c")
    low, high = span_of(target)
    value = min(max(value_at(config), low), high)
    return [*beads, level, field_handle(HingesConfig, "at", value, label="x")]


def _bead(t: Words, unit: int, place: tuple[float, float], reach: float) -> Handle:
    x, y = max(-EDGE, min(EDGE, place[0])), max(-reach, min(reach, place[1]))
    return Handle(
        name=f"bead_{unit}", x=x, y=y, label=t("mark.bead", number=unit + 1), color=color_of(unit), axes=("x", "y2"),
        snap=0.01, x_low=-EDGE, x_high=EDGE, y_low=-reach, y_high=reach, on_drag=partial(_move, t, unit, reach),
    )  # fmt: skip


def _move(t: Words, unit: int, reach: float, x: float, y: float) -> None:
    kinks, strengths = (list(row) for row in current_config(HingesConfig, t, warn=False).beads)
    if abs(x) < EDGE or abs(kinks[unit]) < EDGE:  # what lies beyond the axis stays there until it is dragged back
        kinks[unit] = round(x, 2)
    if abs(y) < reach or abs(strengths[unit]) < reach:
        strengths[unit] = round(y, 2)
    put({"beads": (tuple(kinks), tuple(strengths))})

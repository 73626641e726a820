"""The stage: a network, what it says everywhere, and its curves, played like a film in the browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import streamlit as st

from core.figures.message import packed
from pages.shared.live.assets import loader
from pages.shared.live.player.player import player_words
from pages.shared.words import words

_mount = st.components.v2.component("stage", js=loader("stage/stage.js"))

LARGEST_VALUE = 1e6  # of a weight or bias that can be typed


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_speed(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 8


SHOWN: dict[str, Callable[[object], bool]] = {
    "show_test": _is_switch,
    "discretize": _is_switch,
    "log": _is_switch,
    "loop": _is_switch,
    "measure": lambda value: value in ("loss", "accuracy"),
    "speed": _is_speed,
}


@dataclass(frozen=True)
class Edit:
    """A weight or bias set by hand: the epoch of the frame, the number of the parameter in the vector, its value."""

    epoch: int
    parameter: int
    value: float


def stage(
    film: bytes,
    *,
    key: str,
    alt: str,
    labels: Mapping[str, str] | None = None,
    height: int = 560,
    epoch: int | None = None,
    show: Mapping[str, bool | str | float] | None = None,
    on_edit: Callable[[Edit], None] | None = None,
    on_branch: Callable[[int], None] | None = None,
    on_return: Callable[[], None] | None = None,
    on_playhead: Callable[[int], None] | None = None,
    on_show: Callable[[str, bool | str | float], None] | None = None,
) -> None:
    """Plays a film that `core.networks.mlp.stage_message` made; new films replace it, and playhead and selection stay.

    `alt` says in one sentence what is seen. `labels` replace sentences of `stage.<lang>.toml`. `height` is in pixels
    where the parts stand side by side. `epoch` is where the playhead is at first (None: at the end), and `show` holds
    settings of the view: show_test, discretize, log, loop, measure ("loss" or "accuracy"), speed; both are followed
    again when the script changes them.

    Nothing is told while the film plays. Told are, before the script reruns, what a reader does: `on_edit` of a weight
    or bias set by hand, `on_branch(epoch)` and `on_return()` of the buttons to go on from an epoch with other settings
    and to take the last branch back, `on_playhead(epoch)` where the playhead has come to rest, and
    `on_show(name, value)` of every setting of the view when one has changed. A button without its callback is not
    there.
    """
    about = {
        "alt": alt,
        "labels": {**words(__file__).group("stage"), **(labels or {}), "player": player_words()},
        "height": height,
        "epoch": epoch,
        "show": dict(show or {}),
        "can": {
            "edit": on_edit is not None, "branch": on_branch is not None, "undo": on_return is not None,
            "playhead": on_playhead is not None, "show": on_show is not None,
        },
    }  # fmt: skip

    def told(name: str, accept: Callable[[Any], tuple[Any, ...] | None], tell: Callable[..., None] | None) -> Any:
        def changed() -> None:
            values = accept(st.session_state[key].get(name))
            if tell is not None and values is not None:
                tell(*values)

        return changed if tell else None

    def tell_show(settings: dict[str, bool | str | float]) -> None:
        for name, value in settings.items():
            if on_show is not None:
                on_show(name, value)

    _mount(
        key=key,
        data=packed(about, {}) + film,
        on_edit_change=told("edit", accepted_edit, on_edit),
        on_branch_change=told("branch", accepted_epoch, on_branch),
        on_undo_change=told("undo", lambda value: () if value is True else None, on_return),
        on_playhead_change=told("playhead", accepted_epoch, on_playhead),
        on_show_change=told("show", lambda value: (accepted_show(value),), tell_show if on_show else None),
    )


def accepted_edit(told: object) -> tuple[Edit] | None:
    """The edit that a browser told, or None where it is none: a message is untrusted."""
    if not isinstance(told, dict):
        return None
    epoch, parameter, value = (told.get(name) for name in ("epoch", "parameter", "value"))
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST_VALUE:
        return None
    return (Edit(epoch, parameter, float(value)),) if _is_count(epoch) and _is_count(parameter) else None


def accepted_epoch(told: object) -> tuple[int] | None:
    """The epoch that a browser told, or None where it is none."""
    return (told,) if _is_count(told) else None


def accepted_show(told: object) -> dict[str, bool | str | float]:
    """The settings of the view that a browser told; what is none is left out."""
    if not isinstance(told, dict):
        return {}
    return {name: value for name, value in told.items() if name in SHOWN and SHOWN[name](value)}


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31

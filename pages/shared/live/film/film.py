"""A figure whose frames are played in the browser."""

from collections.abc import Callable
from typing import Any, TypeGuard

import streamlit as st

from core.figures.figure import Figure
from core.figures.film import Frames, film_message
from core.figures.message import packed
from pages.shared.live.assets import PLOTLY_ADDRESS, loader
from pages.shared.live.player.player import player_words

_mount = st.components.v2.component("film", js=loader("film/film.js"), isolate_styles=False)  # as that of a figure

BAR_HEIGHT_PIXELS = 70


def film(
    figure: Figure,
    frames: Frames,
    *,
    key: str,
    alt: str,
    frame: int = 0,
    on_frame: Callable[[int], None] | None = None,
    rate: float = 12,
    loop: bool = False,
    autoplay: bool = False,
    caption: str = "",
) -> None:
    """Draws `figure` at one of its `frames`, with a bar to play, step and scrub them; none of it needs the server.

    `alt` says in one sentence what is seen. `frame` is where the playhead stands at first (the last where there are
    fewer), and is followed again when the script changes it; `on_frame(frame)` is told, before the script reruns,
    where it has come to rest. `rate` is frames a second at speed 1. New frames keep the place, the zoom and the camera.
    It plays by itself, once, only with `autoplay`, and never for a reader who has asked for less motion.
    ValueError where the frames do not fit the figure (see `core.figures.film`) or the rate is not positive.
    """
    if not 0 < rate <= 60:
        raise ValueError(f"{key}: a film shows more than 0 and at most 60 frames a second; got {rate=}.")
    about = {
        "alt": alt, "height": figure.height, "below": BAR_HEIGHT_PIXELS, "plotly": PLOTLY_ADDRESS,
        "words": player_words(), "frame": min(max(frame, 0), frames.count - 1), "rate": rate,
        "loop": loop, "autoplay": autoplay,
        "count": _report(key).get("count", 0),
    }  # fmt: skip

    def rested() -> None:
        told = _report(key).get("frame")
        if on_frame is not None and is_frame(told, frames.count):
            on_frame(told)

    _mount(
        key=key,
        data=packed(about, {}) + film_message(figure, frames),
        height=figure.height + BAR_HEIGHT_PIXELS,
        on_frame_change=rested,
    )
    if caption:
        st.caption(caption)


def is_frame(told: object, count: int) -> TypeGuard[int]:
    """Whether a browser told a frame, of so many: a message is untrusted."""
    return isinstance(told, int) and not isinstance(told, bool) and 0 <= told < count


def _report(key: str) -> dict[str, Any]:
    """What the browser has told last: the frame and how many it has told."""
    state = st.session_state.get(key)
    report = state.get("frame") if isinstance(state, dict) else None
    return report if isinstance(report, dict) else {}

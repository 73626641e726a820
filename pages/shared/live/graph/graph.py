"""A computation graph that is walked forwards and backwards in the browser."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.shared.live.assets import loader
from pages.shared.live.player.player import player_words
from pages.shared.words import words

_mount = st.components.v2.component("graph", js=loader("graph/graph.js"))

MOST_STEPS = 10_000


def graph(
    film: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    table: Sequence[Mapping[str, str]] = (),
    step: int | None = None,
    height: int = 410,
    on_step: Callable[[int | None], None] | None = None,
) -> None:
    """Draws what `core.computing.autograd.walk.graph_message.film` made; stepping, playing and pointing need no server.

    `alt` says in one sentence what is seen, `table` holds `step_table`'s rows. `step` is how many steps have been made
    (None: all, and the summary is shown); `on_step` is told, before the script reruns, at which one a reader rests.
    `height` is the most that the drawing takes, in pixels. A film of the same graph keeps place and view.
    """

    def stepped() -> None:
        told = _report(key)
        if on_step is not None and is_step(told.get("step", "")):
            on_step(told["step"])

    text = json.dumps({"film": film, "table": list(table)}, ensure_ascii=False, separators=(",", ":"))
    _mount(
        key=key,
        data={
            "film": text, "alt": alt, "step": step, "height": height, "count": _report(key).get("count", 0),
            "words": {**words(__file__).group("graph"), "player": player_words()},
        },
        on_step_change=stepped,
    )  # fmt: skip


def is_step(told: object) -> bool:
    """Whether a browser told a step: a count, or None for the end. A message is untrusted."""
    return told is None or (isinstance(told, int) and not isinstance(told, bool) and 0 <= told < MOST_STEPS)


def _report(key: str) -> dict[str, Any]:
    """What the browser has told last: the step and how many it has told."""
    state = st.session_state.get(key)
    report = state.get("step") if isinstance(state, dict) else None
    return report if isinstance(report, dict) else {}

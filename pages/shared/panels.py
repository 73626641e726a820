"""The parts that every topic page has in common: the idea, formulas with numbers, folded panels, sources."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from html import escape
from typing import Any, ParamSpec

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.lesson import LessonState
from pages.shared.glossary import with_terms
from pages.shared.state import current_topic, values
from pages.shared.words import Words

P = ParamSpec("P")
TILE_WIDTH = "10.5rem"


def hidden(part: str) -> bool:
    """Whether a teacher's link hides a part of the page."""
    return part in values().get(f"{current_topic()}_hide", LessonState().hide)


def below() -> DeltaGenerator:
    """The place under the experiments, where challenges and code stand."""
    place: DeltaGenerator = st.session_state["below"]
    return place


def idea(t: Words) -> None:
    """A strip of one sentence with the defining formula (`idea.strip`), which opens to the rest (`idea.more`).

    The terms in the rest lead to the glossary.
    """
    if hidden("idea"):
        return
    with st.expander(t("idea.strip"), icon=":material/lightbulb:", key=f"idea_{t.paths[0].name}"):
        st.markdown(with_terms(t("idea.more"), t))


def live_formula(t: Words, key: str, **numbers: Any) -> None:
    """A formula with the numbers on the screen plugged in: markdown with KaTeX from the words file."""
    st.markdown(t(key, **numbers))


def sentences(t: Words, lines: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """The sentences of `(key, values)` lines in one paragraph; Chinese has no space between them."""
    return ("" if t.language == "zh" else " ").join(t(key, **values) for key, values in lines)


def paragraphs(t: Words, lines: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """The sentences of `(key, values)` lines, each a paragraph of its own."""
    return "\n\n".join(t(key, **values) for key, values in lines)


def folded(label: str, *, icon: str, key: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Makes a function draw into a folded panel, and only while it is open: what nobody sees costs nothing.

    `label` is a key of the words that the function is given; a panel of `part.numbers` can be hidden by a teacher.
    """

    def decorated(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def panel(*args: P.args, **kwargs: P.kwargs) -> None:
            if label == "part.numbers" and hidden("numbers"):
                return
            t = next(value for value in (*args, *kwargs.values()) if isinstance(value, Words))
            with st.expander(t(label), icon=f":material/{icon}:", key=key, on_change="rerun") as opened:
                if opened.open:
                    draw(*args, **kwargs)

        return panel

    return decorated


def by_hand(t: Words, key: str, lines: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """The folded panel of numbers redone by hand: a formula of each of the `(key, values)` lines.

    The lines are asked for only while it is open.
    """

    @folded("part.numbers", icon="calculate", key=key)
    def panel(t: Words) -> None:
        for name, numbers in lines:
            live_formula(t, name, **numbers)

    panel(t)


def tiles(values: Mapping[str, str]) -> None:
    """Numbers side by side, each above its name; one element, for many would be slow."""
    tile = f'<div style="width:{TILE_WIDTH}"><strong>{{}}</strong><br><small style="opacity:.7">{{}}</small></div>'
    shown = "".join(tile.format(escape(value), escape(name)) for name, value in values.items())
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:.75rem 1rem;line-height:1.4">{shown}</div>')


def sources(t: Words) -> None:
    """Where to read on."""
    with st.expander(t("part.sources"), icon=":material/menu_book:", key="sources"):
        st.markdown(t("sources"))

"""The parts that every topic page has in common: the idea, formulas with numbers, sources."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from pages.shared.state import linked
from pages.shared.words import Words

TILE_WIDTH = "10.5rem"


def topic_idea(t: Words) -> None:
    """Three to six sentences and the defining formula; folded away when a link has asked for a certain screen."""
    with st.expander(t("part.idea"), expanded=not linked(), icon=":material/lightbulb:"):
        st.markdown(t("idea"))


def live_formula(t: Words, key: str, **numbers: Any) -> None:
    """A formula with the numbers on the screen plugged in: markdown with KaTeX from the words file."""
    st.markdown(t(key, **numbers))


def tiles(values: Mapping[str, str]) -> None:
    """Numbers side by side, each above its name; one element, for many would be slow."""
    tile = f'<div style="width:{TILE_WIDTH}"><strong>{{}}</strong><br><small style="opacity:.7">{{}}</small></div>'
    shown = "".join(tile.format(escape(value), escape(name)) for name, value in values.items())
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:.75rem 1rem;line-height:1.4">{shown}</div>')


def sources(t: Words) -> None:
    """Where to read on."""
    with st.expander(t("part.sources"), icon=":material/menu_book:"):
        st.markdown(t("sources"))

"""The arrows between the boxes of the map."""

import streamlit as st

from pages.shared.live.assets import loader

_mount = st.components.v2.component("arrows", js=loader("arrows/arrows.js"), isolate_styles=False)


def arrows() -> None:
    """Draws, behind the boxes of the map on this page, arrows from what is needed; those of a box in question strong."""
    _mount(key="arrows")

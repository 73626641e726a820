"""The arrows between the boxes of the map."""

import streamlit as st

from pages.shared.live.assets import loader

_mount = st.components.v2.component("arrows", js=loader("arrows/arrows.js"), isolate_styles=False)


def arrows() -> None:
    """Draws arrows from what is needed behind the boxes of the map; those of the box that is pointed at are strong."""
    _mount(key="arrows")

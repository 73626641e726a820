"""A button that copies a text, or the link of the page."""

import streamlit as st

from pages.shared.live.assets import loader

_mount = st.components.v2.component("copy_button", js=loader("copy_button/copy_button.js"))


def copy_button(label: str, *, copied: str, key: str, text: str | None = None) -> None:
    """A button that copies `text`, or the address of the page as it is then, and says `copied` for two seconds."""
    _mount(key=key, data={"label": label, "copied": copied, "text": text}, width="content", height=40)

"""The address of the page, kept equal to what it shows, and the language it is written in."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.curriculum import TOPICS
from pages.shared.live.assets import PLOTLY_ADDRESS, loader
from pages.shared.live.progress.progress import done_in

_mount = st.components.v2.component("page_state", js=loader("page_state/page_state.js"))


def page_state(query: Mapping[str, str], language: str, *, scroll: Mapping[str, Any] | None = None) -> None:
    """Writes `query` into the address without a new history entry, and `language` into `<html lang>`.

    Only Streamlit's own `embed` parameters stay beside `query`. It is invisible and takes no room. `scroll` says which
    container (`to`, its key) is brought into sight, once for each `count`. The browser remembers the topic's address,
    and what was done there (`remember_done`).
    """
    topic = st.session_state.get("topic", "")
    place = {"topic": topic, "done": done_in(topic)} if topic in {known.slug for known in TOPICS} else {}
    told = {"query": dict(query), "language": language, "ahead": PLOTLY_ADDRESS, "scroll": dict(scroll or {})}
    _mount(key="page_state", data=told | place)

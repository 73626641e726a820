"""A Plotly figure that is updated in place."""

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from core.figures.figure import Figure
from pages.shared.live.assets import PLOTLY_ADDRESS, loader

_mount = st.components.v2.component(
    "figure", js=loader("figure/figure.js"), isolate_styles=False
)  # Plotly writes its style sheet into the document, where a shadow root would not see it


def figure(
    fig: Figure,
    *,
    key: str,
    alt: str,
    caption: str = "",
    on_click: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Draws `fig`, and later changes it without rebuilding: zoom, camera and hover stay.

    `alt` says in one sentence what is seen. Strings `var(--st-…)` in the figure become the theme's colours.
    `on_click` gets `{"curve", "point", "x", "y", "z", "customdata"}` of a clicked point before the script reruns;
    `point` is `[row, column]` for a heat map.
    """
    about = {"alt": alt, "clickable": on_click is not None, "height": fig.height, "plotly": PLOTLY_ADDRESS}
    payload = f'{{"about":{json.dumps(about)},"figure":{fig.to_json()}}}'

    def clicked() -> None:
        point = st.session_state[key].get("click")
        if on_click is not None and isinstance(point, dict):
            on_click(point)

    _mount(key=key, data=payload.encode(), height=fig.height, on_click_change=clicked if on_click else None)
    if caption:
        st.caption(caption)

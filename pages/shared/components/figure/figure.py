"""A Plotly figure that is updated in place."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.shared.components.assets import PLOTLY_ADDRESS, loader

if TYPE_CHECKING:
    import plotly.graph_objects as go

_mount = st.components.v2.component(
    "figure", js=loader("figure/figure.js"), isolate_styles=False
)  # Plotly writes its style sheet into the document, where a shadow root would not see it

DEFAULT_HEIGHT_PIXELS = 450  # Plotly's own


def figure(
    fig: "go.Figure",
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
    height = int(fig.layout.height or DEFAULT_HEIGHT_PIXELS)
    about = json.dumps({"alt": alt, "clickable": on_click is not None, "height": height, "plotly": PLOTLY_ADDRESS})
    payload = f'{{"about":{about},"figure":{fig.to_json(validate=False)}}}'

    def clicked() -> None:
        point = st.session_state[key].get("click")
        if on_click is not None and isinstance(point, dict):
            on_click(point)

    _mount(key=key, data=payload.encode(), height=height, on_click_change=clicked if on_click else None)
    if caption:
        st.caption(caption)

"""A Plotly figure that is updated in place, with points in it that are dragged."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from core.figures.figure import Figure
from pages.shared.live.assets import PLOTLY_ADDRESS, loader
from pages.shared.live.handles.handles import Handle, accepted_moves
from pages.shared.live.handles.points import Points, accepted_points
from pages.shared.server.load import LOAD
from pages.shared.state import moving
from pages.shared.words import words

_mount = st.components.v2.component(
    "figure", js=loader("figure/figure.js"), isolate_styles=False
)  # Plotly writes its style sheet into the document, where a shadow root would not see it

HANDLES = str(Path(__file__).parents[1] / "handles" / "handles.py")  # beside it stand the words of what is dragged
TOOLS_PIXELS = 44  # the row of buttons below points that can be changed


def figure(
    fig: Figure,
    *,
    key: str,
    alt: str,
    caption: str = "",
    on_click: Callable[[dict[str, Any]], None] | None = None,
    on_hover: Mapping[int, Callable[[dict[str, Any]], None]] | None = None,
    handles: Sequence[Handle] = (),
    on_drag: Callable[[str, float, float], None] | None = None,
    points: Points | None = None,
    on_points: Callable[[Points], None] | None = None,
) -> None:
    """Draws `fig`, and later changes it without rebuilding: zoom, camera and hover stay.

    `alt` says in one sentence what is seen. Strings `var(--st-…)` in the figure become the theme's colors.
    `on_click` gets `{"curve", "point", "x", "y", "z", "customdata"}` of a clicked point before the script reruns;
    `point` is `[row, column]` for a heat map. `on_hover` has for the number of a trace what gets the same of the point
    that a mouse rests on or passes; the points between are left out where the script is slower than the hand.

    `handles` are dragged: `on_drag(name, x, y)` is called before the script reruns, also during the drag, for those
    without an `on_drag` of their own; a place may be told more than once. `points` is a scatter whose points are
    dragged, added and removed; `on_points` gets all of them. Neither is kept here: what is given is shown, and the
    caller stores what is told. Both lie in front of `fig`, whose traces need not draw them.
    """
    LOAD.make_way()
    below = TOOLS_PIXELS if points is not None else 0
    about: dict[str, Any] = {
        "alt": alt, "clickable": on_click is not None, "height": fig.height, "below": below, "plotly": PLOTLY_ADDRESS,
    }  # fmt: skip
    if on_hover:
        about["hover"] = {"curves": list(on_hover), "count": _count(key, "hover")}
    if handles or points is not None:
        about["overlay"] = _overlay(key, handles, points)

    def clicked() -> None:
        point = st.session_state[key].get("click")
        if on_click is not None and isinstance(point, dict):
            on_click(point)

    def hovered() -> None:
        point = _hovered(_report(key, "hover"), on_hover or ())
        if on_hover is not None and point is not None:
            with moving():
                on_hover[point["curve"]](point)

    def dragged() -> None:
        moves = accepted_moves(_report(key, "drag"), handles, fig)
        for handle in handles:
            if handle.name in moves:
                with moving():
                    tell_move(handle, on_drag, *moves[handle.name])

    def changed() -> None:
        accepted = accepted_points(_report(key, "points"), points) if points is not None else None
        if on_points is not None and accepted is not None:
            with moving():
                on_points(accepted)

    _mount(
        key=key,
        data=f"{json.dumps(about)}\n{fig.to_json()}".encode(),
        height=fig.height + below,
        on_click_change=clicked if on_click else None,
        on_hover_change=hovered if on_hover else None,
        on_drag_change=dragged if handles else None,
        on_points_change=changed if points is not None else None,
    )
    if caption:
        st.caption(caption)


def tell_move(handle: Handle, on_drag: Callable[[str, float, float], None] | None, x: float, y: float) -> None:
    """Tell a handle's own callback of its new place, or the figure's."""
    if handle.on_drag is not None:
        handle.on_drag(x, y)
    elif on_drag is not None:
        on_drag(handle.name, x, y)


def _hovered(report: dict[str, Any], curves: Collection[int]) -> dict[str, Any] | None:
    """The point under the mouse that the browser has told; None where it is of none of these traces."""
    point = report.get("point")
    if not isinstance(point, dict) or type(point.get("curve")) is not int or point["curve"] not in curves:
        return None
    return point


def _overlay(key: str, handles: Sequence[Handle], points: Points | None) -> dict[str, Any]:
    """What the browser needs to know of all that is dragged, and how many messages the script has heard of it."""
    names = [handle.name for handle in handles]
    if len(set(names)) < len(names):
        raise ValueError(f"{key}: two handles have the same name; got {', '.join(names)}.")
    t = words(HANDLES)
    overlay: dict[str, Any] = {
        "words": t.group("handles") | (t.group("points") if points is not None else {}),
        "handles": {"list": [handle.message() for handle in handles], "count": _count(key, "drag")},
    }
    if points is not None:
        overlay["points"] = {**points.message(), "count": _count(key, "points")}
    return overlay


def _report(key: str, name: str) -> dict[str, Any]:
    """What the browser has told last, and how many messages it has sent; empty where it has told nothing."""
    state = st.session_state.get(key)
    report = state.get(name) if isinstance(state, dict) else None
    return report if isinstance(report, dict) else {}


def _count(key: str, name: str) -> int:
    count = _report(key, name).get("count")
    return count if isinstance(count, int) else 0

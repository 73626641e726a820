"""A slider that speaks while it is dragged."""

import math
from collections.abc import Callable

import streamlit as st

from pages.shared.live.assets import loader
from pages.shared.state import moving

_mount = st.components.v2.component("live_slider", js=loader("slider/slider.js"))

HEIGHT_PIXELS = 56


def live_slider(
    label: str,
    *,
    low: float,
    high: float,
    step: float,
    value: float,
    key: str,
    on_move: Callable[[float], None],
    log: bool = False,
    integer: bool = False,
    help: str | None = None,
    disabled: bool = False,
) -> None:
    """A slider with a number field; `on_move(value)` is called before the script reruns, also during the drag.

    It keeps nothing: `value` is what it shows, and the caller stores what `on_move` tells. The thumb moves on the grid
    of `step` (with `log`: by factors, two digits long); a typed value may lie off the grid, never outside the bounds.
    ValueError where the bounds are no interval, or a logarithmic scale would start at zero.
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high and step > 0):
        raise ValueError(f"{key}: a slider needs low < high and step > 0; got {low=}, {high=}, {step=}.")
    if log and low <= 0:
        raise ValueError(f"{key}: a logarithmic slider needs low > 0; got {low=}.")

    def moved() -> None:
        number = _accepted(_report(key).get("value"), low, high, integer)
        if number is not None:
            with moving():
                on_move(number)

    _mount(
        key=key,
        data={
            "label": label, "help": help, "low": low, "high": high, "step": step, "value": value,
            "log": log, "integer": integer, "disabled": disabled, "count": _report(key).get("count", 0),
        },
        height=HEIGHT_PIXELS,
        on_move_change=moved,
    )  # fmt: skip


def _report(key: str) -> dict[str, object]:
    """What the browser has told last: the value and how many values it has told."""
    state = st.session_state.get(key)
    report = state.get("move") if isinstance(state, dict) else None
    return report if isinstance(report, dict) else {}


def _accepted(told: object, low: float, high: float, integer: bool) -> float | None:
    """The number that a browser told, or None where it is no number within the bounds: a message is untrusted."""
    if isinstance(told, bool) or not isinstance(told, int | float) or not low <= told <= high:
        return None
    if integer:
        return int(told) if told == int(told) else None
    return float(told)

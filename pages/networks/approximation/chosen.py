"""The target that all tabs share: chosen, typed or drawn."""

import streamlit as st

from core.data.drawings import decode_curve
from core.networks.approximation.settings import TargetConfig
from core.networks.approximation.target import (
    DRAWN_RANGE,
    DRAWN_VALUES,
    FINE,
    GRID,
    Target,
    known_points,
    target_lines,
    target_of,
)
from core.refusal import Refusal
from pages.shared import Words, ask, draw_box, function_box, paragraphs, put, refusal

SHEET_PIXELS = 150


def chosen_target(t: Words) -> Target:
    """The target on the screen, after drawing its list and its box; the sine where a typed one has no values."""
    config = ask(TargetConfig, t, only=("target",))
    if config.target == "triangle":
        config = ask(TargetConfig, t, only=("teeth",))
    try:
        target = _drawn(t, config) if config.target == "drawn" else _formula(t, config)
        known_points(target, GRID)
        known_points(target, FINE, least=4)
    except Refusal as error:
        refusal(t, error)
        return target_of(TargetConfig())
    if lines := target_lines(target):
        st.caption(paragraphs(t, lines))
    return target


def _drawn(t: Words, config: TargetConfig) -> Target:
    draw_box(
        t("fields.drawing.label"), kind="curve", text=config.drawing, key="approximation_sheet",
        on_change=lambda text: put({"drawing": text}), size=DRAWN_VALUES, x_range=(-1, 1), y_range=DRAWN_RANGE,
        height=SHEET_PIXELS,
    )  # fmt: skip
    decode_curve(config.drawing, DRAWN_VALUES, DRAWN_RANGE)
    return config.drawing


def _formula(t: Words, config: TargetConfig) -> Target:
    return function_box(t, TargetConfig, "formula") if config.target == "typed" else target_of(config)

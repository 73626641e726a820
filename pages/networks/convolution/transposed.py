"""Transposed convolution: stamps that overlap, and the checkerboard that they leave."""

from typing import Any

import streamlit as st

from core.networks.convolution.challenges import inverse_size, no_checkerboard
from core.networks.convolution.transposed import (
    TransposedConfig,
    overlap,
    overlap_in_torch,
    overlap_numbers,
)
from core.networks.convolution.transposed_figure import overlap_figure, stack_figure
from core.networks.convolution.transposed_report import transposed_lines, transposed_said, up_size_tex
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    last_valid,
    live_formula,
    paragraphs,
    put,
)

TAB = {"tab": "resampling", "resampler": "transposed", "up_input": 5, "up_padding": 0, "up_extra": 0}
EXPERIMENTS = {
    "inverse": Experiment(TAB | {"up_input": 3, "up_kernel": 3, "up_stride": 2}, right=1),
    "four": Experiment(TAB | {"up_kernel": 4, "up_stride": 2, "up_padding": 1}, right=2),
    "holes": Experiment(TAB | {"up_kernel": 2, "up_stride": 3}, right=0),
}
CHALLENGES = {
    "even": Challenge(no_checkerboard, solution={"up_kernel": 4, "up_stride": 2, "up_padding": 1}),
    "back": Challenge(inverse_size, solution={"up_input": 4, "up_padding": 1, "up_extra": 1}),
}
FIELDS = ("up_input", "up_kernel", "up_stride", "up_padding", "up_extra")


def show(t: Words) -> None:
    """Sizes beside the overlap in the plane and along one axis."""
    controls, stage = st.columns([1, 3.9], gap="medium")
    with stage:
        left, right = st.columns([1.5, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            asked = ask(TransposedConfig, t, only=FIELDS)
        with below:
            found, (config,) = last_valid(t, overlap, _sizes(asked))
        place = current_config(TransposedConfig, t)
        row, column = min(place.up_row, config.up_input - 1), min(place.up_column, config.up_input - 1)
        said = transposed_said(found, config)
        with left:
            figure(
                overlap_figure(found, config, row, column, t), key="convolution_overlap", alt=t("alt.overlap", **said),
                handles=[_handle(t, config, row, column)], on_click=_chosen, on_hover={0: _chosen},
            )  # fmt: skip
        with right:
            figure(stack_figure(found, config, t), key="convolution_stack", alt=t("alt.stack", **said))
        with below:
            st.caption(t("hint"))
            live_formula(t, "size", **up_size_tex(found, config))
            st.markdown(paragraphs(t, transposed_lines(found, config)))
        challenges(t, CHALLENGES, even=(found, config), back=(found, config))
        calls = {"NumPy": Made(overlap_numbers, config), "PyTorch": Made(overlap_in_torch, config)}
        code_panel(t, calls, shown={"counts": found.counts})

    drawing(t, draw)


def _sizes(config: TransposedConfig) -> TransposedConfig:
    """The same without the cell that is looked at."""
    return TransposedConfig(**{name: getattr(config, name) for name in FIELDS})


def _handle(t: Words, config: TransposedConfig, row: int, column: int) -> Handle:
    """The input cell whose stamp is framed, for touch and keys."""
    high = config.up_input

    def at(x: float, y: float) -> None:
        put({"up_row": round(y) - 1, "up_column": round(x) - 1})

    return Handle(
        name=t("handle.input"), x=column + 1, y=row + 1, x_low=1, x_high=high, y_low=1, y_high=high, snap=1,
        by_mouse=False, on_drag=at,
    )  # fmt: skip


def _chosen(point: dict[str, Any]) -> None:
    place = point.get("point")
    if point.get("curve") == 0 and isinstance(place, list) and len(place) == 2:
        row, column = place
        if all(type(at) is int and 0 <= at <= 7 for at in place):
            put({"up_row": row, "up_column": column})

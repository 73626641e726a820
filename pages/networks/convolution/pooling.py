"""Pooling: one number of every window."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.networks.convolution.challenges import flat_to_the_edge, unmoved
from core.networks.convolution.grid import EDGE, GridCell, GridImageConfig
from core.networks.convolution.pooling import PoolingConfig, pool_grid, pooling_in_torch, pooling_numbers
from core.networks.convolution.pooling_figure import pooled_left, pooling_figure
from core.networks.convolution.pooling_report import pooling_lines, window_tex
from core.networks.convolution.presets import GRIDS
from pages.networks.convolution.cells import cell_chosen, cell_handles, image_box
from pages.shared import (
    Challenge,
    Experiment,
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
)

TAB = {
    "tab": "resampling", "resampler": "pooling", "image": EDGE, "pooling": "max", "pool_side": 2, "pool_stride": 2,
    "pool_padding": 0, "moved_by": 0,
}  # fmt: skip
NEGATIVE = ((-5.0,) * 6,) * 6
EXPERIMENTS = {
    "moved": Experiment(TAB | {"image": GRIDS["disc"], "moved_by": 1}, right=1),
    "negative": Experiment(TAB | {"image": NEGATIVE, "pool_side": 3, "pool_padding": 1}, right=2),
    "learned": Experiment(TAB, right=0),
}
IMPULSE = GRIDS["impulse"]
CHALLENGES = {
    "unmoved": Challenge(unmoved, solution={"image": IMPULSE, "pool_side": 3, "pool_stride": 3, "moved_by": 1}),
    "flat": Challenge(
        flat_to_the_edge,
        solution={
            "image": GRIDS["flat"],
            "pooling": "average",
            "pool_side": 3,
            "pool_padding": 1,
            "count_padding": False,
        },
    ),
}


def show(t: Words) -> None:
    """The window beside the image and what is left of it."""
    controls, stage = st.columns([1, 3.9], gap="medium")

    def draw() -> None:
        with controls:
            order = ("pooling", "pool_side", "pool_stride", "pool_padding", "count_padding", "moved_by")
            asked = ask(PoolingConfig, t, only=order, when={"count_padding": _counted})
        with stage:
            found, (image, config) = last_valid(t, pool_grid, current_config(GridImageConfig, t), asked)
            cell = current_config(GridCell, t)
            row, column = (min(at, n - 1) for at, n in zip((cell.row, cell.column), found.output.shape, strict=True))
            shape, side = found.output.shape, found.side
            said = {"rows": found.image.shape[0], "m": shape[0], "n": shape[1], "side": side, "row": row,
                    "column": column, "value": float(found.output[row, column])}  # fmt: skip
            choose_cell = partial(cell_chosen, shape, output=1)
            figure(
                pooling_figure(found, row, column, config.pooling, t), key="convolution_pooled",
                alt=t("alt.pooling", **said), on_click=choose_cell, on_hover={1: choose_cell},
                handles=cell_handles(t, shape, (side, side), found.stride, pooled_left(found), row, column),
            )  # fmt: skip
            st.caption(t("hint"))
            live_formula(t, "window", **window_tex(found, config, row, column))
            st.markdown(paragraphs(t, pooling_lines(found, config)))
            image_box(t)
        challenges(t, CHALLENGES, unmoved=(found, config), flat=(found, config))
        calls = {"NumPy": Made(pooling_numbers, image, config), "PyTorch": Made(pooling_in_torch, image, config)}
        code_panel(t, calls, shown={"output": found.output})

    drawing(t, draw)


def _counted(now: Mapping[str, Any]) -> bool:
    """Whether it matters if added cells count: for means with a border."""
    return bool(now["pooling"] == "average" and now["pool_padding"] > 0)

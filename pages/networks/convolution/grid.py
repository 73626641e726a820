"""A kernel over a grid, three ways at once: window, lit row of the matrix, output cell."""

from functools import partial
from typing import Any

import streamlit as st

from core.networks.convolution.challenges import moved_right, size_kept
from core.networks.convolution.grid import (
    EDGE,
    RAMP,
    SOBEL_X,
    GridCell,
    GridConfig,
    GridImageConfig,
    convolve_grid,
    grid_in_torch,
    grid_numbers,
    matrix_of,
    window_sum,
)
from core.networks.convolution.grid_figure import grid_places, matrix_figure, plane_figure
from core.networks.convolution.grid_report import grid_lines, grid_said, size_formula, sum_tex
from core.networks.convolution.presets import FIVE, KERNELS, LEFT_NEIGHBOR
from pages.networks.convolution.cells import OUTPUT, cell_chosen, cell_handles, image_box, row_chosen
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    choose_example,
    code_panel,
    current_config,
    drawing,
    figure,
    last_valid,
    live_formula,
    paragraphs,
)

PLAIN: dict[str, Any] = {
    "tab": "grid", "image": EDGE, "kernel": SOBEL_X, "stride": 1, "padding": 0, "dilation": 1, "same": False,
    "border": "zeros", "operation": "correlation", "row": 1, "column": 1,
}  # fmt: skip
EXPERIMENTS = {
    "ramp": Experiment(PLAIN | {"image": RAMP}, right=2),
    "eighth": Experiment(PLAIN | {"image": tuple((*row, 9.0) for row in EDGE), "stride": 2}, right=0),
    "turned": Experiment(PLAIN | {"operation": "convolution"}, right=1),
}
CHALLENGES = {
    "keep": Challenge(size_kept, solution={"kernel": FIVE, "dilation": 2, "padding": 4}),
    "right": Challenge(moved_right, solution={"kernel": LEFT_NEIGHBOR, "padding": 1}),
}


def show(t: Words) -> None:
    """Kernel and settings beside the three views, the sum of one cell, and the numbers of the image."""
    controls, stage = st.columns([1, 3.9], gap="medium")
    with stage:
        left, right = st.columns([1.75, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            asked = _settings(t)
        with below:
            found, (image, config) = last_valid(t, convolve_grid, current_config(GridImageConfig, t), asked)
        matrix = cached(matrix_of, image, config)
        cell = current_config(GridCell, t)
        here = window_sum(found, cell.row, cell.column)
        said = grid_said(found, here)
        left_edge = grid_places(found)[2]
        handles = cell_handles(t, found.output.shape, found.reaches, found.stride, left_edge, here.row, here.column)
        choose_cell, choose_row = partial(cell_chosen, found.output.shape), partial(row_chosen, found)
        with left:
            figure(
                plane_figure(found, here, t), key="convolution_plane", alt=t("alt.plane", **said),
                handles=handles, on_click=choose_cell, on_hover={OUTPUT: choose_cell},
            )  # fmt: skip
        with right:
            lit, said_of_it = matrix_figure(found, matrix, here, t), t("alt.matrix", **said)
            figure(lit, key="convolution_matrix", alt=said_of_it, on_click=choose_row, on_hover={0: choose_row})
        with below:
            st.caption(t("hint"))
            live_formula(t, "sum", **sum_tex(here, found.window))
            size, lengths = size_formula(found)
            live_formula(t, size, **lengths)
            st.markdown(paragraphs(t, grid_lines(found, matrix, config)))
            image_box(t)
        challenges(t, CHALLENGES, keep=(found, config), right=(found,))
        calls = {"NumPy": Made(grid_numbers, image, config), "PyTorch": Made(grid_in_torch, image, config)}
        code_panel(t, calls, shown={"output": found.output})

    drawing(t, draw)


def _settings(t: Words) -> GridConfig:
    config = current_config(GridConfig, t)
    kernels = {t(f"kernel.{name}"): kernel for name, kernel in KERNELS.items()}
    choose_example(t("preset"), "kernel", config.kernel, kernels, t("own"))
    order = ("kernel", "stride", "dilation", "padding", "same", "operation", "border")
    return ask(GridConfig, t, only=order, when={"padding": lambda now: not now["same"]}, segments=3)

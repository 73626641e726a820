"""The image under the window, and the output cell that is looked at: hovered, tapped, or its window dragged."""

from typing import Any

import streamlit as st

from core.networks.convolution.grid import GridConvolution, GridImageConfig
from core.networks.convolution.presets import GRIDS
from pages.shared import Handle, Words, ask, choose_example, current_config, put

FAR = 10**6
OUTPUT = 2  # number of the trace of the output in the plane


def image_box(t: Words) -> None:
    """The numbers under the window, to be edited."""
    choice, cells = st.columns([1, 2.5], gap="medium")
    with choice:
        now = current_config(GridImageConfig, t).image
        choose_example(t("grids"), "image", now, {t(f"grid.{name}"): grid for name, grid in GRIDS.items()}, t("own"))
    with cells:
        ask(GridImageConfig, t)


def cell_handles(
    t: Words, shape: tuple[int, ...], reaches: tuple[int, int], stride: int, left: float, row: int, column: int
) -> list[Handle]:
    """One at the output cell's corner, for touch and keys, and one at that of its window, which moves by the stride.

    `shape` is the output's, (m, n), whose left edge is at `left`; `reaches` are rows and columns of the window.
    """
    rows, columns = shape
    down, across = reaches
    x, y = left + 1, 1

    def at(to_row: float, to_column: float) -> None:
        put({"row": round(to_row), "column": round(to_column)})

    return [
        Handle(
            name=t("handle.cell"), x=x + column, y=y + row, x_low=x, x_high=x + columns - 1, y_low=y,
            y_high=y + rows - 1, snap=1, by_mouse=False, on_drag=lambda to_x, to_y: at(to_y - y, to_x - x),
        ),
        Handle(
            name=t("handle.window"), x=stride * column + across, y=stride * row + down, x_low=across,
            x_high=across + stride * (columns - 1), y_low=down, y_high=down + stride * (rows - 1), snap=stride,
            on_drag=lambda to_x, to_y: at((to_y - down) / stride, (to_x - across) / stride),
        ),
    ]  # fmt: skip


def cell_chosen(shape: tuple[int, ...], point: dict[str, Any], output: int = OUTPUT) -> None:
    """Chooses the output cell under the mouse in the plane; `shape` is (m, n), `output` the number of its trace."""
    row, column = _place(point)
    if point.get("curve") == output and row < shape[0] and column < shape[1]:
        put({"row": row, "column": column})


def row_chosen(found: GridConvolution, point: dict[str, Any]) -> None:
    """Chooses the output cell whose row is hovered or clicked in the matrix."""
    number, _ = _place(point)
    if number < found.output.size:
        row, column = divmod(number, found.output.shape[1])
        put({"row": row, "column": column})


def _place(point: dict[str, Any]) -> tuple[int, int]:
    """Row and column of a cell; far outside where the message tells none."""
    place = point.get("point")
    if isinstance(place, list) and len(place) == 2 and all(type(k) is int and k >= 0 for k in place):
        return place[0], place[1]
    return FAR, FAR

"""Handles on the edges of bars, and the sentence that weights were divided by their sum."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from core.figures.theme import INK
from core.probability.information.code_report import weights_line
from pages.shared import Handle, Words


def edge_handles(p: np.ndarray, move: Callable[[int, float], None]) -> list[Handle]:
    """A handle between each bar and the next; `move(k, x)` stores that bars k and k + 1 now meet at x.

    None between two bars without width: it could not move, and would lie on one that can.
    """
    edges = np.concatenate([[0.0], np.cumsum(p)])
    return [
        Handle(
            name=f"edge_{k}", x=float(edges[k + 1]), y=0.0, along="x", snap=0.01, color=INK,
            x_low=round(float(edges[k]), 9), x_high=round(float(edges[k + 2]), 9),
            on_drag=partial(_along, move, k),
        ) for k in range(len(p) - 1) if p[k] + p[k + 1] > 0
    ]  # fmt: skip


def _along(move: Callable[[int, float], None], k: int, x: float, _y: float) -> None:
    move(k, x)


def tell_sum(t: Words, total: float, row: str = "") -> None:
    """That the weights, or those of a row, do not sum to 1 and were divided by their sum."""
    if line := weights_line(total, row):
        st.caption(t(line[0], **line[1]))

"""Memory as one line of cells, with the jumps that strides make."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.computing.tensors.cells_figure import FAINT, cell_text
from core.figures.figure import Figure
from core.figures.theme import CATEGORICAL, INK, blank

ANGLES = np.linspace(0, np.pi, 17)
WIDTH = 0.94  # of a cell
LEAST_WIDE = 12  # cells that the line has room for, however short the array is
MOST_TEXTS = 64  # cells; beyond that a cell is too small for its number


@dataclass(frozen=True)
class Jumps:
    """Along one axis: `count` jumps of `stride_cells` each; `name` says so in the legend."""

    name: str
    stride_cells: int
    count: int


def memory_figure(
    title: str,
    values: np.ndarray,
    fill: Sequence[str],
    hover: Sequence[str],
    *,
    start: int = 0,
    jumps: Sequence[Jumps] = (),
    bold: np.ndarray | None = None,
    height: int = 200,
) -> Figure:
    """Every cell at its place; above the line the jumps from the first cell (`start`) to the one that is looked at.

    values and bold: (cells,). Below the line, dotted: one step along each axis.
    """
    cells = values.size
    figure = blank(title, height=height, hovermode="closest", barmode="overlay")
    figure.update_layout(margin={"l": 4, "r": 4, "t": 30, "b": 38}, uniformtext={"mode": "hide", "minsize": 6})
    figure.update_layout(legend={"x": 0, "xanchor": "left", "y": 0, "yanchor": "top"})
    figure.add_bar(
        x=np.arange(cells), y=np.ones(cells), width=WIDTH if cells <= MOST_TEXTS else 1.0, showlegend=False,
        marker={"color": list(fill) or [FAINT], "line": {"width": 0}},
        text=[cell_text(value) for value in values.tolist()] if cells <= MOST_TEXTS else [""] * cells,
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="both",
        insidetextfont={"size": 14, "color": INK}, hovertext=list(hover), hovertemplate="%{hovertext}<extra></extra>",
        customdata=np.arange(cells),
    )  # fmt: skip
    bold_places = np.flatnonzero(bold).tolist() if bold is not None else []
    _path(figure, [_box(place) for place in bold_places], line={"color": INK, "width": 2.5})
    wide = max(cells, LEAST_WIDE)
    largest = max([1, *(abs(jump.stride_cells) for jump in jumps)])
    at = start
    for axis, jump in enumerate(jumps):
        color = CATEGORICAL[axis % len(CATEGORICAL)]
        stride, count = jump.stride_cells, jump.count
        tall = 0.45 + 0.85 * (abs(stride) / largest) ** 0.5
        line = {"color": color, "width": 2.5}
        figure.add_scatter(x=[None], y=[None], mode="lines", name=jump.name, showlegend=True, line=line)
        _path(figure, [_arc(at + k * stride, stride, tall, 1.06) for k in range(count)], line=line)
        _path(figure, [_head(at + (k + 1) * stride, wide) for k in range(count)], fillcolor=color, line={"width": 0})
        at += count * stride
        inside = 0 <= start + stride < cells
        step = [_arc(start, stride, -tall * 0.8, -0.06)] if inside else []
        _path(figure, step, line={"color": color, "width": 1.5, "dash": "dot"})
    figure.update_xaxes(visible=False, fixedrange=True, range=[-0.7, wide - 0.3])
    figure.update_yaxes(visible=False, fixedrange=True, range=[-1.2, 2.45])
    return figure


def _path(figure: Figure, parts: Sequence[str], **look: Any) -> None:
    """One shape of several parts, also of none: what moves must not be another shape in the next drawing."""
    figure.add_shape(type="path", path="".join(parts) or "M0,0Z", visible=bool(parts), **look)


def _arc(start: int, stride: int, tall: float, base: float) -> str:
    x = start + stride * (1 - np.cos(ANGLES)) / 2
    y = base + tall * np.sin(ANGLES)
    return "M" + "L".join(f"{right:.3f},{up:.3f}" for right, up in zip(x.tolist(), y.tolist(), strict=True))


def _head(place: int, wide: int) -> str:
    """An arrowhead that lands on a cell; its width is a share of the whole line."""
    half = wide / 170
    return f"M{place:.3f},1.0L{place - half:.3f},1.24L{place + half:.3f},1.24Z"


def _box(place: int) -> str:
    left, right = place - WIDTH / 2, place + WIDTH / 2
    return f"M{left:.3f},0L{right:.3f},0L{right:.3f},1L{left:.3f},1Z"

"""Memory as one line of cells, with the jumps that strides make."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.figures.cells import FAINT, cell_text
from core.figures.figure import Figure
from core.figures.theme import CATEGORICAL, INK, blank

POINTS = np.linspace(0, np.pi, 17)
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

    Below the line, dotted: one step along each axis.
    """
    cells = values.size
    figure = blank(title, height=height, hovermode="closest", barmode="overlay")
    figure.update_layout(margin={"l": 4, "r": 4, "t": 30, "b": 38}, uniformtext={"mode": "hide", "minsize": 6})
    figure.update_layout(legend={"x": 0, "xanchor": "left", "y": 0, "yanchor": "top"})
    outline = np.zeros(cells, dtype=bool) if bold is None else bold
    figure.add_bar(
        x=np.arange(cells), y=np.ones(cells), width=0.94 if cells <= MOST_TEXTS else 1.0, showlegend=False,
        marker={
            "color": list(fill) or [FAINT],
            "line": {"width": np.where(outline, 2.5, 0.0), "color": [INK] * max(cells, 1)},
        },
        text=[cell_text(value) for value in values.tolist()] if cells <= MOST_TEXTS else [""] * cells,
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="both",
        insidetextfont={"size": 14, "color": INK}, hovertext=list(hover), hovertemplate="%{hovertext}<extra></extra>",
        customdata=np.arange(cells),
    )  # fmt: skip
    largest = max([1, *(abs(jump.stride_cells) for jump in jumps)])
    at = start
    for axis, jump in enumerate(jumps):
        color = CATEGORICAL[axis % len(CATEGORICAL)]
        tall = 0.45 + 0.85 * (abs(jump.stride_cells) / largest) ** 0.5
        path = [_arc(at + k * jump.stride_cells, jump.stride_cells, tall, 1.06) for k in range(jump.count)]
        at += jump.count * jump.stride_cells
        _arcs(figure, path, jump.name, color, "solid")
        inside = 0 <= start + jump.stride_cells < cells
        _arcs(figure, [_arc(start, jump.stride_cells, -tall * 0.8, -0.06)] if inside else [], jump.name, color, "dot")
    figure.update_xaxes(visible=False, fixedrange=True, range=[-0.7, max(cells, 12) - 0.3])
    figure.update_yaxes(visible=False, fixedrange=True, range=[-1.2, 2.45])
    return figure


def _arc(start: int, stride: int, tall: float, base: float) -> tuple[np.ndarray, np.ndarray]:
    x = start + stride * (1 - np.cos(POINTS)) / 2
    return x, base + tall * np.sin(POINTS)


def _arcs(figure: Figure, arcs: Sequence[tuple[np.ndarray, np.ndarray]], name: str, color: str, dash: str) -> None:
    """One trace for an axis; a gap between two arcs, an arrowhead where each lands."""
    x = [value for xs, _ in arcs for value in (*xs.tolist(), None)]
    y = [value for _, ys in arcs for value in (*ys.tolist(), None)]
    heads = [0] * (len(POINTS) - 1) + [9 if dash == "solid" else 0, 0]
    figure.add_scatter(
        x=x or [None], y=y or [None], mode="lines+markers", name=name, legendgroup=name, showlegend=dash == "solid",
        line={"color": color, "width": 2.5 if dash == "solid" else 1.5, "dash": dash},
        marker={"symbol": "triangle-down", "size": heads * max(len(arcs), 1), "color": color, "opacity": 1},
        hovertemplate=name + "<extra></extra>" if arcs else None, hoverinfo="skip" if not arcs else None,
    )  # fmt: skip

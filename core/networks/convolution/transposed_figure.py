"""The overlap of stamps in the plane, and along one axis which weights add up at each cell."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import INK, NEUTRAL, blank
from core.networks.convolution.grid_figure import (
    HEIGHT,
    TEXT,
    add_grid,
    add_name,
    cell_pixels,
    cell_plane,
    hue_steps,
    weight_hues,
)
from core.networks.convolution.transposed import Overlap, TransposedConfig

BETWEEN = 1.5  # cells between input and output
FULL_WIDTH = 430  # pixels from which on the plane has its full height
TALLEST = 6.5  # stamps that reach one cell
WRITTEN = 18  # so many cells still have room for the names of their weights


def overlap_figure(found: Overlap, config: TransposedConfig, row: int, column: int, t: Say) -> Figure:
    """An input of ones and how many stamps reach each output cell (o, o); one input cell and its stamp are framed."""
    n, k, s, o = config.up_input, config.up_kernel, config.up_stride, found.length
    left = n + BETWEEN
    figure, cell = cell_plane(left + o, max(n, o), FULL_WIDTH), cell_pixels(left + o, max(n, o))
    add_grid(figure, np.ones((n, n)), 0, cell, [[t("figure.hover_input", row=i, column=j) for j in range(n)]
                                                for i in range(n)], hues=[])  # fmt: skip
    hover = [[t("figure.hover_output", row=i, column=j, count=int(found.counts[i, j])) for j in range(o)]
             for i in range(o)]  # fmt: skip
    add_grid(figure, found.counts.astype(float), left, cell, hover)
    add_name(figure, 0, n, t("figure.input", rows=n))
    add_name(figure, left, o, t("figure.overlap", rows=o), last=True)
    figure.add_shape(type="rect", x0=column, x1=column + 1, y0=row, y1=row + 1, line={"color": INK, "width": 3})
    top, start = s * row - config.up_padding, s * column - config.up_padding
    y0, y1, x0, x1 = max(top, 0), min(top + k, o), max(start, 0), min(start + k, o)
    if y0 < y1 and x0 < x1:
        figure.add_shape(
            type="rect", x0=left + x0, x1=left + x1, y0=y0, y1=y1, line={"color": INK, "width": 3}
        )  # fmt: skip
    return figure


def stack_figure(found: Overlap, config: TransposedConfig, t: Say) -> Figure:
    """Along one axis: above each output cell the weights that add up there, in their colors."""
    figure = blank(t("figure.stack"), t("axis.cell"), t("axis.count"), height=HEIGHT, showlegend=False, shapes=[])
    figure.update_layout(margin={"l": 44, "r": 6, "t": 30, "b": 40}, title={"font": {"size": 13}})
    figure.update_xaxes(range=[-0.6, found.length - 0.4], fixedrange=True, automargin=False, showgrid=False)
    figure.update_yaxes(range=[0, TALLEST], fixedrange=True, automargin=False, dtick=1)
    figure.add_scatter(
        x=np.arange(found.length), y=found.line, mode="markers", marker={"size": 1, "color": NEUTRAL},
        hovertemplate=t("figure.hover_stack") + "<extra></extra>",
    )  # fmt: skip
    z = stacked_weights(found)
    texts = [["" if np.isnan(weight) else f"w{weight:.0f}" for weight in row] for row in z.tolist()]
    return figure.add_heatmap(
        z=z, x0=0, dx=1, y0=0.5, dy=1, zmin=-0.5, zmax=config.up_kernel - 0.5, showscale=False, xgap=1, ygap=1,
        colorscale=hue_steps(weight_hues((1, config.up_kernel))), hoverinfo="skip", text=texts,
        texttemplate="%{text}" if found.length <= WRITTEN else "", textfont={"size": 11, "color": TEXT},
    )  # fmt: skip


def stacked_weights(found: Overlap) -> np.ndarray:
    """The numbers of the weights above each output cell of one axis, (stamps, o); NaN where there is none."""
    z = np.full((max(int(found.line.max()), 1), found.length), np.nan)
    for place, weights in enumerate(found.weights):
        z[: len(weights), place] = weights
    return z

"""An image, the window of pooling on it, and what is left."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, GOOD, INK, translucent
from core.networks.convolution.grid_figure import add_grid, add_name, cell_pixels, cell_plane, cell_text
from core.networks.convolution.pooling import PooledGrid

BETWEEN = 2.0  # cells between the two grids
ROOM = 840  # pixels of width on a laptop
FULL_WIDTH = 480


def pooled_left(found: PooledGrid) -> float:
    """Where the output begins on the horizontal axis."""
    return float(found.padded.shape[1] + BETWEEN)


def pooling_figure(found: PooledGrid, row: int, column: int, kind: str, t: Say) -> Figure:
    """Padded image (H, W) and output (m, n), with a window; for the maximum, with the cells that were taken."""
    left, (m, n) = pooled_left(found), found.output.shape
    high, wide = max(found.padded.shape[0], m), left + n
    figure, cell = cell_plane(wide, high, FULL_WIDTH), cell_pixels(wide, high, ROOM)
    add_grid(figure, found.padded, 0, cell, [[cell_text(value) for value in row] for row in found.padded.tolist()])
    changed = ~np.isclose(found.output, found.unmoved, rtol=0, atol=1e-12)
    hover = [
        [t("figure.hover_changed" if changed[i, j] else "figure.hover", row=i, column=j,
           value=cell_text(found.output[i, j]), before=cell_text(found.unmoved[i, j])) for j in range(n)]
        for i in range(m)
    ]  # fmt: skip
    add_grid(figure, found.output, left, cell, hover)
    h, w = found.padded.shape
    add_name(figure, 0, w, t("figure.padded" if found.padding else "figure.image", rows=h, columns=w))
    add_name(figure, left, n, t(f"figure.{kind}", rows=m, columns=n), last=True)
    if found.padding:
        p = found.padding
        figure.add_shape(type="rect", x0=p, x1=w - p, y0=p, y1=h - p, line={"color": ACCENT, "width": 2})
    if kind == "max":
        _outlines(figure, found.largest, 0, GOOD)
    top, start = found.stride * row, found.stride * column
    figure.add_shape(
        type="rect", x0=start, x1=start + found.side, y0=top, y1=top + found.side, line={"color": INK, "width": 3},
        fillcolor=translucent(GOOD, 0.12),
    )  # fmt: skip
    x = left + column
    return figure.add_shape(type="rect", x0=x, x1=x + 1, y0=row, y1=row + 1, line={"color": INK, "width": 3})


def _outlines(figure: Figure, cells: np.ndarray, left: float, color: str) -> None:
    """Frames of cells (H, W) as one path."""
    a, b = 0.08, 0.92
    path = "".join(
        f"M{left + x + a:g},{y + a:g}L{left + x + b:g},{y + a:g}L{left + x + b:g},{y + b:g}L{left + x + a:g},{y + b:g}Z"
        for y, x in np.argwhere(cells).tolist()
    )
    figure.add_shape(type="path", path=path, line={"color": color, "width": 2})

"""A product as two moves in either order, and as Falk's scheme: each cell where a row of A meets a column of B."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_path
from core.figures.theme import CLASS_A, CLASS_B, GOOD, INK, blank, translucent
from core.mathematics.matrices.entries import determinant
from core.mathematics.matrices.plane_figure import (
    COLUMN_COLORS,
    add_cube,
    add_floor,
    add_grid,
    add_square,
    add_vector,
    add_vector_in_space,
    camera,
    numbered_plane,
    numbered_space,
)
from core.mathematics.matrices.product import MatrixProduct

HEIGHT = 380
LETTER = np.array(
    [
        [0.2, 0.2, 0.8, 0.8, 0.38, 0.38, 0.66, 0.66, 0.38, 0.38, 0.2],
        [0.1, 0.9, 0.9, 0.74, 0.74, 0.58, 0.58, 0.42, 0.42, 0.1, 0.1],
    ]
)  # an F, which tells a mirror image from a turn
PLAIN, OF_A, OF_B, CHOSEN, RESULT = range(5)
FILLS = ("rgba(135,147,161,0.14)", translucent(CLASS_B, 0.4), translucent(CLASS_A, 0.45), translucent(GOOD, 0.6),
         translucent(GOOD, 0.16))  # fmt: skip


def moves_figure(now: np.ndarray, title: str) -> Figure:
    """The plane, or space, after some part of the two moves: a matrix (2, 2) or (3, 3)."""
    det = float(determinant(now))
    if len(now) == 3:
        figure = numbered_space(title, HEIGHT, 3, view=camera(1.55))
        add_floor(figure, now)
        add_cube(figure, now, det)
        for k, color in enumerate(COLUMN_COLORS):
            add_vector_in_space(figure, now[:, k], color, "")
        return figure
    figure = numbered_plane(title, HEIGHT, 2.6)
    add_grid(figure, now, 0.35)
    add_square(figure, now, det)
    add_path(figure, [now @ LETTER], INK, 0, fillcolor=INK)
    for k, color in enumerate(COLUMN_COLORS[:2]):
        add_vector(figure, now[:, k], color, 2.6)
    return figure


def falk_figure(found: MatrixProduct, cell: tuple[int, int], t: Say) -> Figure:
    """A on the left, B above, AB where they meet; the row, the column and the chosen cell are lit."""
    (m, n), p = found.a.shape, found.b.shape[1]
    codes = np.full((n + 1 + m, n + 1 + p), np.nan)
    texts = np.full(codes.shape, "", dtype=object)
    blocks = ((found.b, 0, n + 1), (found.a, n + 1, 0), (found.ab, n + 1, n + 1))
    for block, top, left in blocks:
        place = np.s_[top : top + block.shape[0], left : left + block.shape[1]]
        codes[place] = RESULT if block is found.ab else PLAIN
        texts[place] = [[f"{value:.4g}".replace("-", "−") for value in row + 0.0] for row in block]
    i, j = cell
    codes[n + 1 + i, :n], codes[:n, n + 1 + j], codes[n + 1 + i, n + 1 + j] = OF_A, OF_B, CHOSEN
    figure = blank(t("figure.falk"), height=HEIGHT, hovermode="closest", margin={"l": 4, "r": 4, "t": 36, "b": 4})
    scale = [[(k + end) / len(FILLS), fill] for k, fill in enumerate(FILLS) for end in (0, 1)]
    figure.add_heatmap(
        z=codes, text=texts.tolist(), texttemplate="%{text}", colorscale=scale, zmin=-0.5, zmax=len(FILLS) - 0.5,
        showscale=False, xgap=4, ygap=4, hoverinfo="none", textfont={"size": 14, "color": INK}, hoverongaps=False,
    )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, constrain="domain", range=[-0.6, n + p + 0.6])
    figure.update_yaxes(visible=False, fixedrange=True, range=[n + m + 0.6, -0.6], constrain="domain", scaleanchor="x")
    for name, x, y in (("A", n / 2 - 0.5, n - 0.1), ("B", n - 0.1, n / 2 - 0.5), ("AB", n, n)):
        figure.add_annotation(x=x, y=y, text=f"<b>{name}</b>", showarrow=False, font={"size": 15})
    return figure


def cell_at(found: MatrixProduct, row: int, column: int) -> int | None:
    """The cell of AB, counted flat, at a row and column of the scheme; None where there is none."""
    n, (m, p) = found.a.shape[1], found.ab.shape
    i, j = row - n - 1, column - n - 1
    return i * p + j if 0 <= i < m and 0 <= j < p else None


def moves_alt(found: MatrixProduct, key: str, moves: float, t: Say) -> str:
    """What the picture of an order shows, in one sentence."""
    kind = "plane" if len(found.a) == 2 else "space"
    return t(f"alt.{kind}_{key}", moves=moves, same=t("same" if found.commute else "different"))

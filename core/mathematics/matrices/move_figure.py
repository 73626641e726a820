"""Grid, circle, photograph and columns on their way from the identity to A, and the determinant below."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line
from core.figures.theme import BAD, CLASS_B, INK, NEUTRAL, mark_here, translucent
from core.mathematics.matrices.move import Move
from core.mathematics.matrices.photograph import MovedPhotograph, add_photograph
from core.mathematics.matrices.plane_figure import (
    COLUMN_COLORS,
    LINES,
    add_cube,
    add_ellipse,
    add_floor,
    add_grid,
    add_square,
    add_subspace,
    add_vector,
    add_vector_in_space,
    numbered_plane,
    numbered_space,
)

HEIGHT = 520
CURVE = [0.0, 0.17]  # the share of the height that the curve takes
PICTURE = [0.27, 1.0]
ENDS = (2, 5, 10, 20, 50, 200)  # of the axis of the determinant: it does not jump while a number is dragged


def move_figure(move: Move, photograph: MovedPhotograph | None, t: Say) -> Figure:
    """The plane, or space, at time t, and below it the determinant on the whole way."""
    figure = _in_plane(move, photograph, t) if len(move.a) == 2 else _in_space(move, t)
    return _add_curve(figure, move, t)


def _in_plane(move: Move, photograph: MovedPhotograph | None, t: Say) -> Figure:
    figure = numbered_plane("", HEIGHT)
    figure.update_yaxes(domain=PICTURE)
    add_photograph(figure, photograph)
    add_grid(figure, move.now)
    add_ellipse(figure, move.now)
    add_square(figure, move.now, move.det_now)
    if move.rank == 1 and move.t == 1:  # these go to 0, and all go there
        free, reached = 2 * LINES * move.null[:, 0], 2 * LINES * move.columns[:, 0]
        add_line(figure, -free, free, BAD, width=2, dash="dash")
        add_line(figure, -reached, reached, INK, width=3)
    for k, color in enumerate(COLUMN_COLORS[:2]):
        add_vector(figure, move.now[:, k], color)
    return figure


def _in_space(move: Move, t: Say) -> Figure:
    figure = numbered_space("", HEIGHT)
    figure.update_layout(scene={"domain": {"x": [0, 1], "y": PICTURE}})
    figure.update_xaxes(visible=False).update_yaxes(visible=False, domain=PICTURE)
    add_floor(figure, move.now)
    add_cube(figure, move.now, move.det_now)
    if move.rank in (1, 2) and move.t == 1:
        add_subspace(figure, move.columns, INK if move.rank == 1 else NEUTRAL)
        add_subspace(figure, move.null, BAD, dash="dash")
    for k, color in enumerate(COLUMN_COLORS):
        add_vector_in_space(figure, move.now[:, k], color, f"A e{'₁₂₃'[k]}")
    return figure


def _add_curve(figure: Figure, move: Move, t: Say) -> Figure:
    """The determinant over t on axes of its own, where it is zero, and where the screen stands."""
    end = next((one for one in ENDS if np.abs(move.dets).max() <= one), ENDS[-1])
    figure.update_layout(
        xaxis2={
            **figure.layout["xaxis"], "domain": [0, 1], "anchor": "y2", "range": [-0.01, 1.01], "visible": True,
            "title": {"text": t("axis.t"), "standoff": 2}, "dtick": 0.25,
        },
        yaxis2={
            **figure.layout["yaxis"], "domain": CURVE, "anchor": "x2", "range": [-1.1 * end, 1.1 * end],
            "visible": True, "title": {"text": t("axis.det"), "standoff": 2}, "tickvals": [-end, 0, end], "dtick": None,
            "scaleanchor": None,
        },
    )  # fmt: skip
    zero = {"color": NEUTRAL, "width": 1.5}
    figure.add_shape(type="line", x0=0, x1=1, y0=0, y1=0, xref="x2", yref="y2", line=zero, layer="below")
    figure.add_scatter(
        x=move.times, y=move.dets, mode="lines", line={"color": CLASS_B, "width": 2.5}, xaxis="x2", yaxis="y2",
        fill="tozeroy", fillcolor=translucent(CLASS_B, 0.08),
        hovertemplate="t = %{x:.2f}<br>det = %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=move.flat, y=[0] * len(move.flat), mode="markers", xaxis="x2", yaxis="y2", cliponaxis=False,
        marker={"size": 11, "color": BAD, "symbol": "x"}, hovertemplate=t("figure.flat_here") + "<extra></extra>",
    )  # fmt: skip
    inside = min(max(move.t, 0.03), 0.97)
    text = f"<b>{move.det_now:.4g}</b>".replace("-", "−")
    anchor = "top" if move.det_now > 0.4 * end else "bottom"
    figure.add_shape(
        type="line", x0=inside - 0.02, x1=inside + 0.02, y0=move.det_now, y1=move.det_now, xref="x2", yref="y2",
        line={"width": 0},
        label={"text": text, "yanchor": anchor, "padding": 9, "textangle": 0, "font": {"color": INK}},
    )  # fmt: skip
    mark_here(figure, move.t, move.det_now)
    figure.layout["shapes"][-1] |= {"xref": "x2", "yref": "y2"}
    return figure


def move_alt(move: Move, t: Say) -> str:
    """What the figure shows, in one sentence."""
    key = "alt.plane" if len(move.a) == 2 else "alt.space"
    return t(key, t=move.t, det=move.det_now, flat=len(move.flat))

"""Two pictures of Ax = b: every row is a line or plane of x, every column an arrow on the way to b."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.space import add_lines_in_space
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, NEUTRAL, translucent
from core.mathematics.matrices.entries import column_and_null_space
from core.mathematics.matrices.plane_figure import (
    COLUMN_COLORS,
    FAR,
    add_plane_in_space,
    add_vector,
    add_vector_in_space,
    numbered_plane,
    numbered_space,
)
from core.mathematics.matrices.system import System

HEIGHT, REACH = 430, 5.5
ROW_COLORS = (CLASS_B, CLASS_A, "#7a5fd0")


def row_figure(found: System, t: Say) -> Figure:
    """The lines, or planes, of the equations in the space of x, and what they have in common."""
    return _lines(found, t) if found.a.shape[1] == 2 else _planes(found, t)


def column_figure(found: System, t: Say) -> Figure:
    """The columns in the space of b, the way of the solution along them, and b."""
    return _plane_of_b(found, t) if found.a.shape[0] == 2 else _space_of_b(found, t)


def _lines(found: System, t: Say) -> Figure:
    figure = numbered_plane(t("figure.rows"), HEIGHT, REACH)
    figure.update_layout(showlegend=True)
    for row, (normal, right, color) in enumerate(zip(found.a, found.b, ROW_COLORS, strict=False)):
        if not normal.any():
            continue  # 0 = b is no line
        foot = normal * right / (normal @ normal)
        x, y = foot[:, None] + np.outer(np.array([-normal[1], normal[0]]) / np.linalg.norm(normal), [-FAR, FAR])
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": color, "width": 2.5, "dash": ("solid", "dash", "dot")[row]},
            hoverinfo="skip", name=t("row", number=row + 1),
        )  # fmt: skip
    if found.kind == "many" and found.rank == 1:
        x, y = found.x[:, None] + np.outer(found.null[:, 0], [-FAR, FAR])
        line = {"color": translucent(GOOD, 0.4), "width": 10}
        figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False)
    elif found.kind == "many":  # 0 = 0 in every row
        figure.add_hrect(-REACH, REACH, fillcolor=translucent(GOOD, 0.15), line={"width": 0})
    else:
        figure.add_scatter(
            x=found.x[:1], y=found.x[1:], mode="markers", showlegend=False,
            hovertemplate="(%{x:.4g}, %{y:.4g})<extra></extra>",
            marker={"size": 13, "color": GOOD if found.kind == "one" else BAD,
                    "symbol": "circle" if found.kind == "one" else "x"},
        )  # fmt: skip
    return figure


def _planes(found: System, t: Say) -> Figure:
    figure = numbered_space(t("figure.rows"), HEIGHT, REACH)
    figure.update_layout(showlegend=True)
    for row, (normal, right, color) in enumerate(zip(found.a, found.b, ROW_COLORS, strict=False), 1):
        if normal.any():
            foot, directions = normal * right / (normal @ normal), column_and_null_space(normal[None])[1]
            add_plane_in_space(figure, foot, directions, color, name=t("row", number=row), showlegend=True)
    if found.kind == "many" and found.null.shape[1] == 1:
        line = found.x[:, None] + np.outer(found.null[:, 0], [-FAR, FAR])
        add_lines_in_space(figure, [line], GOOD, 9)
    elif found.kind != "many":
        _add_point(figure, found.x, GOOD if found.kind == "one" else BAD)
    return figure


def _plane_of_b(found: System, t: Say) -> Figure:
    figure = numbered_plane(t("figure.columns"), HEIGHT, REACH, "b")
    columns = column_and_null_space(found.a)[0]
    if columns.shape[1] == 1:
        x, y = np.outer(columns[:, 0], [-FAR, FAR])
        line = {"color": translucent(NEUTRAL, 0.5), "width": 8}
        figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")
    start = np.zeros(2)
    for column, share, color in zip(found.a.T, found.x, COLUMN_COLORS, strict=False):
        end = start + share * column
        x, y = np.array([start, end]).T
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": color, "width": 3, "dash": "dot"}, hoverinfo="skip"
        )  # fmt: skip
        start = end
    for column, color in zip(found.a.T, COLUMN_COLORS, strict=False):
        add_vector(figure, column, color, REACH)
    add_vector(figure, found.b, INK, REACH)
    if found.kind == "none":
        x, y = np.array([found.b - found.residual, found.b]).T
        line = {"color": BAD, "width": 3, "dash": "dash"}
        figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")
    return figure


def _space_of_b(found: System, t: Say) -> Figure:
    figure = numbered_space(t("figure.columns"), HEIGHT, REACH, "b")
    columns = column_and_null_space(found.a)[0]
    if columns.shape[1] == 2:
        add_plane_in_space(figure, np.zeros(3), columns, NEUTRAL)
    elif columns.shape[1] == 1:
        add_lines_in_space(figure, [np.outer(columns[:, 0], [-FAR, FAR])], NEUTRAL, 6)
    start = np.zeros(3)
    for share, column, color in zip(found.x, found.a.T, COLUMN_COLORS, strict=False):
        end = start + share * column
        add_lines_in_space(figure, [np.array([start, end]).T], color, 4, "dash")
        start = end
    for k, (column, color) in enumerate(zip(found.a.T, COLUMN_COLORS, strict=False), 1):
        add_vector_in_space(figure, column, color, f"a{k}")
    add_vector_in_space(figure, found.b, INK, "b")
    if found.kind == "none":
        add_lines_in_space(figure, [np.array([found.b - found.residual, found.b]).T], BAD, 7, "dash")
    return figure


def _add_point(figure: Figure, point: np.ndarray, color: str) -> None:
    x, y, z = point[:, None]
    figure.add_scatter3d(
        x=x, y=y, z=z, mode="markers", marker={"size": 7, "color": color, "symbol": "circle" if color == GOOD else "x"},
        showlegend=False,
        hovertemplate="(%{x:.4g}, %{y:.4g}, %{z:.4g})<extra></extra>",
    )  # fmt: skip


def row_alt(found: System, t: Say) -> str:
    """What the picture of the rows shows, in one sentence."""
    return t("alt.rows", equations=found.a.shape[0], said=t(f"alt_kind.{found.kind}"))


def column_alt(found: System, t: Say) -> str:
    """What the picture of the columns shows, in one sentence."""
    return t("alt.columns", columns=found.a.shape[1], rank=found.rank, said=t(f"alt_kind.{found.kind}"))

"""Least squares in two pictures: the squares on the residuals, and b above the column space."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.space import add_lines_in_space
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, NEUTRAL, translucent
from core.mathematics.matrices.entries import column_and_null_space
from core.mathematics.matrices.fit import Fit
from core.mathematics.matrices.plane_figure import (
    COLUMN_COLORS,
    FAR,
    add_plane_in_space,
    add_vector_in_space,
    numbered_plane,
    numbered_space,
)

HEIGHT = 430
SEEN = [-0.6, 5.6]
CAMERA = {"eye": {"x": -0.9, "y": -1.42, "z": 1.4}, "center": {"x": 0, "y": 0, "z": -0.1}}  # aslant of the columns


def line_figure(found: Fit, t: Say) -> Figure:
    """The points, the best line, and the squares on its residuals."""
    figure = numbered_plane(t("figure.line"), HEIGHT).update_layout(showlegend=True)
    figure.update_xaxes(range=SEEN, title={"text": "x"}).update_yaxes(range=SEEN, title={"text": "y"})
    x = found.a[:, -1]
    for at, fitted, residual in zip(x, found.fitted, found.residual, strict=True):
        figure.add_shape(
            type="rect", x0=at, x1=at - abs(residual), y0=fitted, y1=fitted + residual, layer="below",
            fillcolor=translucent(BAD, 0.18), line={"color": translucent(BAD, 0.5), "width": 1},
        )  # fmt: skip
        figure.add_shape(type="line", x0=at, x1=at, y0=fitted, y1=fitted + residual, line={"color": BAD, "width": 3})
    _add_line(figure, found.coefficients, CLASS_B, t("figure.best"), "solid")
    if found.own_coefficients is not None:
        _add_line(figure, found.own_coefficients, CLASS_A, t("figure.own"), "dash")
    return figure


def _add_line(figure: Figure, coefficients: np.ndarray, color: str, name: str, dash: str) -> None:
    x = np.array([-FAR, FAR])
    intercept = coefficients[0] if len(coefficients) == 2 else 0.0
    line = {"color": color, "width": 2.5, "dash": dash}
    figure.add_scatter(x=x, y=intercept + coefficients[-1] * x, mode="lines", line=line, name=name, hoverinfo="skip")


def foot_figure(found: Fit, t: Say) -> Figure:
    """The columns and b as arrows in space, the column space, and the residual that stands on it."""
    figure = numbered_space(t("figure.foot"), HEIGHT, name="b", view=CAMERA)
    for letter in "xyz":
        figure.layout["scene"][f"{letter}axis"] |= {"range": [-0.5, 5.2], "dtick": 1}
    columns = column_and_null_space(found.a)[0]
    if columns.shape[1] == 2:
        add_plane_in_space(figure, np.zeros(3), columns, NEUTRAL)
    elif columns.shape[1] == 1:
        add_lines_in_space(figure, [np.outer(columns[:, 0], [-FAR, FAR])], NEUTRAL, 6)
    names = ("a₁", "a₂")[: found.a.shape[1]]
    for column, name, color in zip(found.a.T, names, COLUMN_COLORS, strict=False):
        add_vector_in_space(figure, column, color, name)
    add_vector_in_space(figure, found.fitted, CLASS_B, t("figure.foot_name"))
    add_lines_in_space(figure, [np.array([found.fitted, found.b]).T], BAD, 8)
    add_vector_in_space(figure, found.b, INK, "b")
    _add_right_angle(figure, found)
    if found.own_fitted is not None:
        add_vector_in_space(figure, found.own_fitted, CLASS_A, t("figure.own"))
        add_lines_in_space(figure, [np.array([found.own_fitted, found.b]).T], CLASS_A, 4, "dash")
    return figure


def _add_right_angle(figure: Figure, found: Fit) -> None:
    """The sign of a right angle where the residual stands on the way to the foot."""
    up, out = float(np.linalg.norm(found.residual)), float(np.linalg.norm(found.fitted))
    if up < 0.05 or out < 0.05:
        return
    size = min(0.3, up / 2)
    a, b = size / up * found.residual, -size / out * found.fitted
    add_lines_in_space(figure, [found.fitted[:, None] + np.array([a, a + b, b]).T], GOOD, 4)


def line_alt(found: Fit, t: Say) -> str:
    """What the picture of the points shows, in one sentence."""
    return t("alt.line", squares=found.squares, slope=float(found.coefficients[-1]))


def foot_alt(found: Fit, t: Say) -> str:
    """What the picture of the columns shows, in one sentence."""
    return t("alt.foot", rank=found.rank, length=float(np.sqrt(found.squares)))

"""The circle of errors in b and the ellipse of errors in x that belongs to it, sphere and ellipsoid in space.

And the errors of Hilbert matrices.
"""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line, circle
from core.figures.space import add_lines_in_space
from core.figures.theme import BAD, CLASS_A, CLASS_B, INK, NEUTRAL, blank, mark_here, translucent
from core.mathematics.matrices.inverse import EPS, HilbertErrors, Inversion, free_directions
from core.mathematics.matrices.plane_figure import (
    LINES,
    add_ellipse,
    add_subspace,
    add_vector,
    add_vector_in_space,
    camera,
    numbered_plane,
    numbered_space,
)

HEIGHT, HILBERT_HEIGHT = 400, 330
ENDS = (2, 5, 10, 20, 50, 100, 1e3, 1e4, 1e5, 1e6)  # of the axes on the right: they do not jump while a hand drags


def error_of_b_figure(found: Inversion, t: Say) -> Figure:
    """The unit circle or sphere: all errors of b of the chosen size, in units of this size."""
    figure = _errors(t("figure.error_b"), 2 if len(found.a) == 2 else 1.3, "δb", len(found.a))
    _add_errors(figure, np.eye(len(found.a)), CLASS_B)
    if np.any(found.error_b):
        _add_error(figure, found.error_b / np.linalg.norm(found.error_b), CLASS_B, 2)
    return figure


def error_of_x_figure(found: Inversion, t: Say) -> Figure:
    """What the inverse makes of it: all errors of x, in the same units; the unit circle or sphere for comparison."""
    n = len(found.a)
    if found.to_x is None:
        figure = _errors(t("figure.error_x"), 5, "δx", n)
        _add_free(figure, free_directions(found.a), bool(found.a.any()))
        return figure
    far = np.abs(found.to_x).max() * np.sqrt(n)
    end = next((one for one in ENDS if far <= one), far)
    figure = _errors(t("figure.error_x"), end, "δx", n)
    _add_errors(figure, np.eye(n), NEUTRAL, opacity=0.0)
    _add_errors(figure, found.to_x, CLASS_A)
    assert found.error_x is not None
    length = np.linalg.norm(found.error_x)
    if length > 0:
        _add_error(figure, found.error_x / length * found.growth, CLASS_A, end)
    return figure


def _errors(title: str, end: float, name: str, n: int) -> Figure:
    """The empty plane or space of n coordinates, up to 1.1 times `end`."""
    free: dict[str, Any] = {"dtick": None, "nticks": 7}
    if n == 2:
        return numbered_plane(title, HEIGHT, 1.1 * end, name).update_xaxes(**free).update_yaxes(**free)
    axes = {f"{letter}axis": free | {"nticks": 5} for letter in "xyz"}
    return numbered_space(title, HEIGHT, 1.1 * end, name, view=camera(1.18)).update_layout(scene=axes)


def _add_errors(figure: Figure, matrix: np.ndarray, color: str, opacity: float = 0.15) -> None:
    """The unit circle or sphere, moved by a matrix (2, 2) or (3, 3)."""
    if len(matrix) == 2:
        add_ellipse(figure, matrix, color, translucent(color, opacity))
        return
    around, down = np.meshgrid(np.linspace(0, 2 * np.pi, 37), np.linspace(0, np.pi, 19))
    ball = np.stack([np.cos(around) * np.sin(down), np.sin(around) * np.sin(down), np.cos(down)])  # (3, 19, 37)
    axes, _, _ = np.linalg.svd(matrix)
    stretched = np.linalg.norm(axes.T @ matrix, axis=1)  # half axes, along the columns of `axes`
    x, y, z = np.tensordot(axes * stretched, ball, axes=1)
    if opacity:
        figure.add_surface(
            x=x, y=y, z=z, colorscale=[[0, color], [1, color]], showscale=False, opacity=2.2 * opacity,
            hoverinfo="skip", contours={axis: {"highlight": False} for axis in "xyz"},
        )  # fmt: skip
    loop = circle(91)
    for pair in ((0, 1), (0, 2), (1, 2)):
        rim = np.zeros((3, loop.shape[1]))
        rim[list(pair)] = loop
        add_lines_in_space(figure, [axes * stretched @ rim], color, 3 if opacity else 1.5)


def _add_error(figure: Figure, tip: np.ndarray, color: str, end: float) -> None:
    """The chosen error, an arrow (2,) or (3,)."""
    if len(tip) == 2:
        add_vector(figure, tip, color, end)
    else:
        add_vector_in_space(figure, tip, color, "")


def _add_free(figure: Figure, directions: np.ndarray, plane: bool) -> None:
    """The line, or where `plane` allows it the plane, of directions (n, k) in which x is free."""
    n, k = directions.shape
    far = 2 * LINES * directions[:, 0]
    if n == 2:
        add_line(figure, -far, far, BAD, width=3, dash="dash")
    else:
        add_subspace(figure, directions if k == 2 and plane else directions[:, :1], BAD, 5.5, "dash")


def hilbert_figure(found: HilbertErrors, order: int, t: Say) -> Figure:
    """The error of x that the condition number lets one fear, and the real one, for every size."""
    figure = blank(t("figure.hilbert"), t("axis.order"), t("axis.error"), height=HILBERT_HEIGHT)
    figure.update_xaxes(range=[1.6, 12.4], dtick=1, fixedrange=True)
    figure.update_yaxes(type="log", range=[-17, 3], dtick=4, exponentformat="power", fixedrange=True)
    for name, values, color, symbol in (
        ("feared", found.conditions * EPS, CLASS_B, "circle"), ("real", found.errors, CLASS_A, "diamond")
    ):  # fmt: skip
        figure.add_scatter(
            x=found.sizes, y=np.where(values > 0, values, np.nan), mode="lines+markers", name=t(f"figure.{name}"),
            line={"color": color, "width": 2}, marker={"size": 8, "symbol": symbol},
            hovertemplate="n = %{x}: %{y:.3g}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(1, line={"color": INK, "dash": "dot", "width": 1})
    figure.add_vline(order, line={"color": NEUTRAL, "width": 1})
    return mark_here(figure, order, float(found.conditions[order - 2] * EPS))


def inverse_alt(found: Inversion, key: str, t: Say) -> str:
    """What a picture of the errors shows, in one sentence."""
    if found.to_x is None:
        return t("alt.singular")
    kind = "plane" if len(found.a) == 2 else "space"
    return t(f"alt.{key}_{kind}", growth=found.growth, largest=found.largest_growth)

"""The circle of errors in b and the ellipse of errors in x that belongs to it; and the errors of Hilbert matrices."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line
from core.figures.theme import BAD, CLASS_A, CLASS_B, INK, NEUTRAL, blank, mark_here, translucent
from core.mathematics.matrices.entries import column_and_null_space
from core.mathematics.matrices.inverse import EPS, HilbertErrors, Inversion
from core.mathematics.matrices.plane_figure import LINES, add_ellipse, add_vector, numbered_plane

HEIGHT, HILBERT_HEIGHT = 400, 330
ENDS = (2, 5, 10, 20, 50, 100, 1e3, 1e4, 1e5, 1e6)  # of the axes on the right: they do not jump while a hand drags


def error_of_b_figure(found: Inversion, t: Say) -> Figure:
    """The unit circle: all errors of b of the chosen size, in units of this size."""
    figure = _errors(t("figure.error_b"), 2, "δb")
    add_ellipse(figure, np.eye(2), CLASS_B, translucent(CLASS_B, 0.15))
    if np.any(found.error_b):
        add_vector(figure, found.error_b / np.linalg.norm(found.error_b), CLASS_B, 2)
    return figure


def error_of_x_figure(found: Inversion, t: Say) -> Figure:
    """What the inverse makes of it: all errors of x, in the same units; the unit circle for comparison."""
    if found.to_x is None:
        figure = _errors(t("figure.error_x"), 5, "δx")
        free = 2 * LINES * column_and_null_space(found.a)[1][:, 0]
        add_line(figure, -free, free, BAD, width=3, dash="dash")
        return figure
    far = np.abs(found.to_x).max() * np.sqrt(2)
    end = next((one for one in ENDS if far <= one), far)
    figure = _errors(t("figure.error_x"), end, "δx")
    add_ellipse(figure, np.eye(2), NEUTRAL)
    add_ellipse(figure, found.to_x, CLASS_A, translucent(CLASS_A, 0.15))
    assert found.error_x is not None
    length = np.linalg.norm(found.error_x)
    if length > 0:
        add_vector(figure, found.error_x / length * found.growth, CLASS_A, end)
    return figure


def _errors(title: str, end: float, name: str) -> Figure:
    figure = numbered_plane(title, HEIGHT, 1.1 * end, name)
    figure.update_xaxes(dtick=None, nticks=7).update_yaxes(dtick=None, nticks=7)
    return figure


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
    return t(f"alt.{key}", growth=found.growth, largest=found.largest_growth)

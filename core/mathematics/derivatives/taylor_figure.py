"""A function and its Taylor polynomial, the error by order, and the circle of convergence in the complex plane."""

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import CLASS_A, CLASS_B, GRID, NEUTRAL, PAPER, blank, translucent
from core.mathematics.derivatives.taylor import PLANE, ConvergenceCircle, TaylorPolynomial, values_of
from core.mathematics.derivatives.window import HIGH, LOW, MARGIN, Say, Window, curve_figure

FLOOR = 1e-17
FAR = 1e6  # a polynomial is drawn so far
HEAT = ((0.0, "#0b3c5d"), (0.5, "#e8eef2"), (1.0, "#d1495b"))


def taylor_figure(
    window: Window, found: TaylorPolynomial, circle: ConvergenceCircle, order: int, t: Say, *, height: int = 268
) -> Figure:
    """The curve, its polynomial, and the interval in which the series converges to it."""
    figure = curve_figure(window, t, t("figure.taylor", order=order), float(found.coefficients[0]), height=height)
    x = np.linspace(LOW, HIGH, 501)
    y = values_of(found.coefficients, x - found.center)
    figure.add_scatter(
        x=x, y=np.where(np.abs(y) < FAR, y, np.nan), mode="lines", name=t("polynomial"),
        line={"color": CLASS_A, "width": 2.5, "simplify": False}, hovertemplate="P(%{x:.4g}) = %{y:.5g}<extra></extra>",
    )  # fmt: skip
    if np.isfinite(circle.radius):
        ends = (max(found.center - circle.radius, LOW), min(found.center + circle.radius, HIGH))
        figure.add_vrect(*ends, fillcolor=translucent(CLASS_B, 0.1), line={"width": 0}, layer="below")
    for y_here, color in ((found.truth, CLASS_B), (found.value, CLASS_A)):
        if np.isfinite(y_here) and abs(y_here) < FAR:
            figure.add_dot(found.x, y_here, 10, fillcolor=color, line={"color": PAPER, "width": 1.5})
    figure.add_vline(found.x, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    return figure


def orders_figure(errors: np.ndarray, order: int, t: Say, *, height: int = 250) -> Figure:
    """The error at x against the order of the polynomial, (orders,), on a logarithmic axis."""
    figure = blank(t("figure.orders"), t("axis.order"), t("axis.error"), height=height, showlegend=False)
    figure.update_layout(margin={**MARGIN, "l": 62})
    figure.update_xaxes(range=[-0.6, len(errors) - 0.4], fixedrange=True, automargin=False)
    figure.update_yaxes(
        type="log", range=[-17.5, 8], dtick=5, exponentformat="power", fixedrange=True, automargin=False,
        tickfont={"size": 11},
    )  # fmt: skip
    shown = np.where(np.isfinite(errors), np.maximum(errors, FLOOR), np.nan)
    figure.add_scatter(
        x=np.arange(len(errors)), y=shown, mode="lines+markers", line={"color": CLASS_A, "width": 2},
        marker={"size": np.where(np.arange(len(errors)) == order, 13, 5)}, customdata=errors,
        hovertemplate="n = %{x}: %{customdata:.2e}<extra></extra>",
    )  # fmt: skip
    return figure


def plane_figure(
    plane: tuple[np.ndarray, np.ndarray, np.ndarray], found: TaylorPolynomial, circle: ConvergenceCircle, t: Say,
    *, height: int = 250,
) -> Figure:  # fmt: skip
    """The size of f over the complex plane, and the circle that its nearest singularity bounds.

    plane: x (columns,), y (rows,), values (rows, columns).
    """
    x, y, values = plane
    figure = blank(t("figure.plane"), t("axis.real"), t("axis.imaginary"), height=height, showlegend=False)
    figure.update_layout(margin={**MARGIN, "l": 40})
    figure.add_heatmap(
        x=x, y=y, z=np.round(values, 2).astype(np.float32), zmin=-2, zmax=2, colorscale=HEAT, showscale=False,
        zsmooth="fast", hovertemplate="%{x:.2f} + %{y:.2f} i<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=list(PLANE[:2]), fixedrange=True, automargin=False, constrain="domain", gridcolor=GRID)
    figure.update_yaxes(range=list(PLANE[2:]), fixedrange=True, automargin=False, scaleanchor="x", gridcolor=GRID)
    if np.isfinite(circle.radius):
        c, r = found.center, circle.radius
        figure.add_shape(type="circle", x0=c - r, x1=c + r, y0=-r, y1=r, line={"color": "#1a1a1a", "width": 2.5})
    for place, color in ((found.center, "#1a1a1a"), (found.x, CLASS_A)):
        figure.add_dot(place, 0.0, 10, fillcolor=color, line={"color": "#ffffff", "width": 1.5})
    return figure

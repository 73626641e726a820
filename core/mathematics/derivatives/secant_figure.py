"""The secant on the curve, the V of its errors, and what is left of the curve under a microscope."""

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import CLASS_A, CLASS_B, GOOD, GRADIENT, GRID, NEUTRAL, PAPER, blank
from core.mathematics.derivatives.secant import ErrorCurves, RealFunction, Secant
from core.mathematics.derivatives.window import MARGIN, Say, Window, add_line, curve_figure, told

FLOOR = 1e-17  # what is drawn in place of an error of 0
COLORS = {"forward": CLASS_A, "central": CLASS_B, "complex": GOOD}
SCHEMES = tuple(COLORS)
REACH = 2.0  # of the microscope, in steps
DOT = {"fillcolor": CLASS_A, "line": {"color": PAPER, "width": 1.5}}


def secant_figure(window: Window, found: Secant, t: Say, *, height: int = 262) -> Figure:
    """The curve, its tangent at x, and the line through the two points of the quotient."""
    figure = curve_figure(window, t, t("figure.secant", quotient=told(found.quotient, t)), found.value, height=height)
    add_line(figure, found.x, found.value, found.slope, color=GRADIENT, width=2, dash="dash")
    add_line(figure, found.right, found.right_value, found.quotient, color=CLASS_A, width=2.5)
    for x, y in {(found.left, found.left_value), (found.right, found.right_value)}:
        if np.isfinite(y):
            figure.add_dot(x, y, 11, **DOT)
    return figure


def errors_figure(curves: ErrorCurves, found: Secant, scheme: str, t: Say, *, height: int = 262) -> Figure:
    """The error of the three quotients against the step, and where the screen stands."""
    figure = blank(t("figure.errors"), t("axis.h"), t("axis.error"), height=height, margin={**MARGIN, "l": 62, "b": 66})
    small = {"exponentformat": "power", "fixedrange": True, "automargin": False, "tickfont": {"size": 11}}
    figure.update_xaxes(type="log", range=[0.2, -16.2], dtick=2, **small)
    figure.update_yaxes(type="log", range=[-17.6, 2], dtick=3, **small)
    figure.update_layout(legend={"y": -0.3, "yanchor": "top", "x": 0.5, "xanchor": "center"})
    for name, color in COLORS.items():
        error = getattr(curves, name)
        figure.add_scatter(
            x=curves.steps, y=np.maximum(error, FLOOR), mode="lines", name=t(f"options.scheme.{name}"),
            line={"color": color, "width": 3 if name == scheme else 1.5}, customdata=error,
            hovertemplate="h = %{x:.1e}: %{customdata:.2e}<extra></extra>",
        )  # fmt: skip
    predicted = curves.predicted.get(scheme, np.nan)
    if np.isfinite(predicted):
        figure.add_vline(predicted, line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})
    return figure


def microscope_figure(f: RealFunction, found: Secant, scheme: str, t: Say, *, height: int = 262) -> Figure:
    """The curve as float64 has it, from x - 2h to x + 2h, with tangent and secant; both axes in units of h."""
    u = np.linspace(-REACH, REACH, 401)
    with np.errstate(all="ignore"):
        y = (f(found.x + u * found.h) - found.value) / found.h
    steep = abs(found.slope) if np.isfinite(found.slope) else 1.0
    reach = REACH * 2.0 ** np.ceil(np.log2(np.clip(steep, 1.0, 1e9)))
    figure = blank(t("figure.microscope", h=found.h), t("axis.steps"), t("axis.rise"), height=height)
    figure.update_layout(showlegend=False, margin=dict(MARGIN))
    for axis, range_ in ((figure.update_xaxes, [-REACH, REACH]), (figure.update_yaxes, [-reach, reach])):
        axis(range=range_, fixedrange=True, automargin=False, zeroline=True, zerolinecolor=GRID)
    figure.add_scatter(
        x=u, y=np.where(np.isfinite(y), y, np.nan), mode="lines", line={"color": CLASS_B, "width": 2.5, "shape": "hv"},
        hovertemplate="%{x:.2f} h: %{y:.4g} h<extra></extra>",
    )  # fmt: skip
    tangent, line_of_secant = {"color": GRADIENT, "width": 2, "dash": "dash"}, {"color": CLASS_A, "width": 2.5}
    for slope, line in ((found.slope, tangent), (found.quotient, line_of_secant)):
        if np.isfinite(slope) and abs(slope) < 1e9:
            figure.add_shape(type="line", x0=-REACH, y0=-REACH * slope, x1=REACH, y1=REACH * slope, line=line)
    for side in {"forward": (0, 1), "central": (-1, 1), "complex": (0,)}[scheme]:
        place = float(f(np.float64(found.x + side * found.h)) - found.value) / found.h
        if np.isfinite(place):
            figure.add_dot(side, place, 11, **DOT)
    return figure


def secant_alts(found: Secant, t: Say) -> dict[str, str]:
    """What the three figures show, a sentence each."""
    numbers = {"x": told(found.x, t), "h": told(found.h, t), "error": told(found.error, t, 3)}
    slopes = {"quotient": told(found.quotient, t), "slope": told(found.slope, t)}
    return {name: t(f"alt.{name}", **numbers, **slopes) for name in ("secant", "errors", "microscope")}

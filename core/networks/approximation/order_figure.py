"""A broken line through the target, and its error by the number of pieces beside the theory line."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, PAPER, blank
from core.networks.approximation.axes import MARGIN, STILL, add_whole, one_axis
from core.networks.approximation.order import WIDTHS, Interpolant, OrderCurves, TrainedErrors, bound
from core.networks.approximation.polynomial import Polynomial, PolynomialErrors
from core.networks.approximation.settings import OrderConfig
from core.networks.approximation.target import GRID, Target

DECADES = (-5.5, 0.5)  # that the axis of errors shows, for a target whose errors are about 1 at the most
FLOOR = 1e-12
POLYNOMIAL = CATEGORICAL[2]


def interpolant_figure(
    found: Interpolant, target: Target, t: Say, *, polynomial: Polynomial | None = None, height: int = 400
) -> Figure:
    """The target and the broken line through it, with the polynomial through the same points where there is one."""
    figure = one_axis(target, "", t, height)
    figure.update_layout(margin={"t": 12})
    figure.update_xaxes(range=[-1.06, 1.06])
    add_whole(figure, found.kinks, found.values, t("legend.line"))
    if polynomial is not None:
        figure.add_scatter(
            x=GRID, y=np.clip(polynomial.values, -1e4, 1e4), mode="lines", name=t("legend.polynomial"),
            line={"color": POLYNOMIAL, "width": 2}, hovertemplate="(%{x:.3f}, %{y:.4g})<extra></extra>",
        )  # fmt: skip
    return figure


def order_figure(
    curves: OrderCurves, trained: TrainedErrors | None, config: OrderConfig, t: Say, *,
    polynomial: PolynomialErrors | None = None, height: int = 400,
) -> Figure:  # fmt: skip
    """Largest errors against pieces, both in factors, with the theory line, polynomials and trained networks."""
    figure = blank("", t("axis.pieces"), t("axis.largest"), height=height, margin={**MARGIN, "t": 12, "l": 64})
    figure.update_layout(legend={"y": 0.01, "yanchor": "bottom", "x": 0.02, "xanchor": "left", "bgcolor": PAPER,
                                 "orientation": "v"})  # fmt: skip
    figure.update_xaxes(type="log", range=[-0.08, 2.48], tickvals=[1, 2, 4, 8, 16, 32, 64, 128, 256], **STILL)
    figure.update_yaxes(
        type="log", range=list(np.log10(error_range(curves))), dtick=1, exponentformat="power", **STILL,
    )  # fmt: skip
    figure.add_scatter(
        x=curves.counts, y=np.maximum(bound(curves, curves.counts), FLOOR), mode="lines", hoverinfo="skip",
        name=t(f"legend.{curves.kind}"), line={"color": NEUTRAL, "width": 2, "dash": "dash"},
    )  # fmt: skip
    for name, values, color in (("equal", curves.equal, INK), ("crowded", curves.crowded, CLASS_B)):
        figure.add_scatter(
            x=curves.counts, y=np.maximum(values, FLOOR), mode="lines+markers", name=t(f"legend.{name}"),
            line={"color": color, "width": 2}, marker={"size": 5},
            hovertemplate="%{x}: %{y:.3g}<extra></extra>",
        )  # fmt: skip
    if polynomial is not None:
        figure.add_scatter(
            x=polynomial.counts, y=np.maximum(polynomial.errors, FLOOR), mode="lines+markers",
            name=t("legend.polynomial"), line={"color": POLYNOMIAL, "width": 2}, marker={"size": 5},
            hovertemplate="%{x}: %{y:.3g}<extra></extra>",
        )  # fmt: skip
    if trained is not None:
        places = np.repeat(np.array(WIDTHS) + 1, trained.errors.shape[1])
        for name, x, y, symbol, size, color in (
            ("trained", places, trained.errors.ravel(), "circle-open", 7, CLASS_A),
            ("median", np.array(WIDTHS) + 1, np.median(trained.errors, axis=1), "diamond", 9, GRADIENT),
        ):
            figure.add_scatter(
                x=x, y=np.clip(y, *error_range(curves)), mode="markers", name=t(f"legend.{name}"),
                marker={"symbol": symbol, "size": size, "color": color}, customdata=y,
                hovertemplate="%{x}: %{customdata:.3g}<extra></extra>",
            )  # fmt: skip
    figure.add_vline(config.pieces, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def error_range(curves: OrderCurves) -> tuple[float, float]:
    """The ends of the axis of errors: higher by whole decades for a target whose errors are above 3."""
    up = max(0.0, float(np.ceil(np.log10(max(curves.equal.max(), FLOOR)) - DECADES[1])))
    return 10 ** (DECADES[0] + up), 10 ** (DECADES[1] + up)


def shown_error(error: float, curves: OrderCurves) -> float:
    """The error where it is in sight, else the nearer end of the axis."""
    lowest, highest = error_range(curves)
    return float(np.clip(error, 1.5 * lowest, highest / 1.5))

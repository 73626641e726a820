"""A fit through its points, and the errors by the number of parameters up to far beyond the peak."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, INK, NEUTRAL, PAPER, TEST, TRAIN, blank
from core.figures.theme import GRID as GRID_COLOR
from core.learning.regularization.capacity import CapacityCurve, CapacityFit
from core.learning.regularization.sample import GRID, true_curve

STILL: Mapping[str, Any] = {"fixedrange": True, "automargin": False, "gridcolor": GRID_COLOR}
MARGIN: Mapping[str, int] = {"l": 56, "r": 12, "t": 40, "b": 44}
REACH = 5.0  # of the values that the axis shows; curves go beyond
LOWEST, HIGHEST = 3e-3, 1e7  # errors that the axis shows
FLOOR = 1e-32  # an error of 0 has no place on a logarithmic axis


def plane_of_points(title: str, t: Say, height: int) -> Figure:
    """Axes on which points and fitted curves are drawn, with the true curve."""
    figure = blank(title, t("axis.x"), t("axis.y"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "x": 0.02, "xanchor": "left", "bgcolor": PAPER})
    figure.update_xaxes(range=[-1.06, 1.06], **STILL)
    figure.update_yaxes(range=[-REACH, REACH], **STILL)
    figure.add_scatter(
        x=GRID, y=true_curve(GRID), mode="lines", name=t("legend.truth"), hoverinfo="skip",
        line={"color": NEUTRAL, "width": 2, "dash": "dash"},
    )  # fmt: skip
    return figure


def add_points(figure: Figure, x: np.ndarray, y: np.ndarray, name: str) -> None:
    """Noisy points; x and y are (n,)."""
    figure.add_scatter(
        x=x, y=y, mode="markers", name=name, hovertemplate="(%{x:.3f}, %{y:.3f})<extra></extra>",
        marker={"color": INK, "size": 7, "line": {"width": 1, "color": PAPER}},
    )  # fmt: skip


def fit_figure(fit: CapacityFit, t: Say, *, height: int = 390) -> Figure:
    """The points of the first sample, the true curve, and the fit."""
    figure = plane_of_points(t("figure.fit", p=len(fit.coefficients)), t, height)
    figure.add_scatter(
        x=GRID, y=np.clip(fit.curve, -1e3, 1e3), mode="lines", name=t("legend.fit"),
        line={"color": CLASS_B, "width": 2.5}, hoverinfo="skip",
    )  # fmt: skip
    add_points(figure, fit.x, fit.y, t("legend.points"))
    return figure


def errors_figure(curve: CapacityCurve, fit: CapacityFit, noise: float, t: Say, *, height: int = 390) -> Figure:
    """Median train and test error by the number of parameters, and where the fit on the left stands."""
    n, p = len(fit.x), len(fit.coefficients)
    figure = blank(t("figure.errors"), t("axis.parameters"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "bgcolor": PAPER})
    figure.update_xaxes(type="log", range=[-0.06, 3.06], tickvals=[1, 3, 10, 30, 100, 300, 1000], **STILL)
    low, high = np.log10([LOWEST, HIGHEST])
    figure.update_yaxes(
        type="log", range=[low, high], tickvals=[0.01, 0.1, 1, 10, 1e3, 1e5, 1e7],
        ticktext=["0.01", "0.1", "1", "10", "10³", "10⁵", "10⁷"], **STILL,
    )  # fmt: skip
    for name, values, color in (("train", curve.train, TRAIN), ("test", curve.test, TEST)):
        figure.add_scatter(
            x=curve.sizes, y=np.maximum(values, FLOOR), mode="lines", name=t(f"legend.{name}"),
            line={"color": color, "width": 2.5}, hovertemplate="p = %{x}: %{y:.3g}<extra></extra>",
        )  # fmt: skip
    if noise > 0:
        figure.add_hline(noise**2, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    figure.add_vline(n, line={"color": BAD, "width": 1.5, "dash": "dash"})
    figure.add_annotation(
        text=t("mark.points", n=n), x=float(np.log10(n)), y=0.01, yref="y domain", yanchor="bottom", xanchor="left",
        xshift=5, showarrow=False, font={"color": INK, "size": 12}, bgcolor=PAPER,
    )  # fmt: skip
    figure.add_vline(p, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def shown_error(error: float) -> float:
    """The error where it is in sight, else the nearer end of the axis."""
    return float(np.clip(error, LOWEST * 1.3, HIGHEST / 1.6))

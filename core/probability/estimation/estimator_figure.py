"""The estimates of 2000 samples, and squared bias and variance over the sample size."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, POINT, blank, translucent
from core.probability.estimation.estimator import (
    REPEATS,
    SIZES,
    ErrorsBySize,
    Estimates,
    EstimatorConfig,
    parent_of,
)

HEIGHT = 430
BINS = 100
LEAST = 1e-7  # the smallest squared error in the picture
MARGIN = {"l": 62, "r": 12, "t": 36, "b": 76}
STILL = {"fixedrange": True, "automargin": False}


def window(estimator_config: EstimatorConfig) -> tuple[float, float]:
    """The places of the picture: the same for all sample sizes."""
    parent = parent_of(estimator_config)
    return parent.variance_window if "variance" in estimator_config.estimator else parent.center_window


def edges_of(estimator_config: EstimatorConfig) -> tuple[float, float]:
    """Both edges of the picture, a little outside the window."""
    low, high = window(estimator_config)
    room = 0.04 * (high - low)
    return low - room, high + room


def beyond(found: Estimates, estimator_config: EstimatorConfig) -> int:
    """How many estimates are beyond the edges of the picture, and counted in its outermost bars."""
    low, high = edges_of(estimator_config)
    return int(((found.values < low) | (found.values > high)).sum())


def estimates_figure(found: Estimates, estimator_config: EstimatorConfig, t: Say, *, height: int = HEIGHT) -> Figure:
    """A histogram of the estimates, the truth, and the mean of the estimates: what lies between is the bias."""
    low, high = edges_of(estimator_config)
    figure = blank(t("figure.estimates"), t("axis.estimate"), t("axis.samples"), height=height, margin=dict(MARGIN))
    figure.update_layout(bargap=0, legend={"y": -0.16, "yanchor": "top", "x": 0.5, "xanchor": "center"})
    figure.update_xaxes(range=[low, high], **STILL)
    edges = np.linspace(low, high, BINS + 1)
    known = np.clip(found.values[np.isfinite(found.values)], edges[0], edges[-1])
    counts = np.histogram(known, edges)[0]
    figure.update_yaxes(range=[0, 1.1 * max(60.0, float(counts.max()))], **STILL)
    figure.add_bar(
        x=(edges[:-1] + edges[1:]) / 2, y=counts, width=edges[1] - edges[0], showlegend=False,
        marker={"color": translucent(CLASS_B, 0.55)}, hovertemplate="%{x:.3f}: %{y} / " + f"{REPEATS}<extra></extra>",
    )  # fmt: skip
    for place, name, color, dash in ((found.truth, "truth", INK, "solid"), (found.mean, "mean", GRADIENT, "dash")):
        if np.isfinite(place):
            top = figure.layout["yaxis"]["range"][1]
            figure.add_scatter(
                x=[place, place], y=[0, top], mode="lines", line={"color": color, "width": 2.5, "dash": dash},
                name=t(f"figure.{name}", value=place), hoverinfo="skip",
            )  # fmt: skip
    return figure


def errors_figure(
    curves: ErrorsBySize, found: Estimates, estimator_config: EstimatorConfig, t: Say, *, height: int = HEIGHT
) -> Figure:
    """Squared bias, variance and their sum over n, on logarithmic axes, and the error that was simulated."""
    figure = blank(t("figure.errors"), t("axis.draws"), t("axis.error"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": -0.16, "yanchor": "top", "x": 0.5, "xanchor": "center"}, hovermode="closest")
    figure.update_xaxes(type="log", range=[-0.1, 3.1], tickvals=[1, 10, 100, 1000], **STILL)
    figure.update_yaxes(type="log", range=[np.log10(LEAST), 1.3], dtick=1, exponentformat="power", **STILL)
    for values, name, color, dash in (
        (curves.variance, "variance", CLASS_B, "solid"),
        (curves.bias_squared, "bias", CLASS_A, "solid"),
        (curves.variance + curves.bias_squared, "sum", INK, "dot"),
    ):
        if (values > 0).any():
            figure.add_scatter(
                x=SIZES, y=np.where(values > 0, values, np.nan), mode="lines", connectgaps=True,
                name=t(f"figure.{name}"),
                line={"color": color, "width": 2, "dash": dash}, hovertemplate="n = %{x}: %{y:.3g}<extra></extra>",
            )  # fmt: skip
    if found.error > 0:
        figure.add_scatter(
            x=[estimator_config.draws], y=[max(found.error, LEAST)], mode="markers", marker=dict(POINT),
            name=t("figure.here"), hovertemplate="n = %{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    return figure

"""The mixture with the Gaussian that is to fit it, and the map of all Gaussians."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.probability.information.fit import FitMap, Optimum, log_mixture
from core.probability.information.settings import GaussianFitConfig

PEAK = 1 / np.sqrt(2 * np.pi)  # of a Gaussian with standard deviation 1
X = np.linspace(-8, 8, 641)
TOPS = ((0.8, 0.52), (0.4, 1.04), (0.0, 2.08))  # of the axis, from each spread on
CONTOURS = (0.01, 10.0)  # of the divergence on the map
HEIGHT = 400


def density_top(config: GaussianFitConfig) -> float:
    """The highest density that the axis shows; it depends on the spread alone."""
    return next(top for spread, top in TOPS if config.spread >= spread)


def gaussian(mean: float, sd: float) -> np.ndarray:
    """The density of a Gaussian at the places of the picture, (places,)."""
    return np.asarray(PEAK / sd * np.exp(-(((X - mean) / sd) ** 2) / 2))


def densities_figure(config: GaussianFitConfig, found: FitMap, t: Say) -> Figure:
    """p as an area, q as a curve, and the best q dashed."""
    figure = blank("", "x", t("axis.density"), height=HEIGHT, margin={"l": 52, "r": 8, "t": 30, "b": 42})
    figure.update_xaxes(range=[X[0], X[-1]], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[0, density_top(config)], fixedrange=True, automargin=False)
    figure.add_scatter(
        x=X, y=np.exp(log_mixture(X, config)), mode="lines", fill="tozeroy", name="p", hoverinfo="skip",
        fillcolor=translucent(NEUTRAL, 0.4), line={"color": NEUTRAL, "width": 1.5},
    )  # fmt: skip
    for k, best in enumerate(found.optima):
        name = t("figure.best" if k < found.ties else "figure.local")
        figure.add_scatter(
            x=X, y=gaussian(best.mean, best.sd), mode="lines", name=name,
            showlegend=k in (0, found.ties), hovertemplate=_said(best, t),
            line={"color": BAD, "width": 2, "dash": "dash" if k < found.ties else "dot"},
        )  # fmt: skip
    figure.add_scatter(
        x=X, y=gaussian(config.mean, config.sd), mode="lines", name="q", line={"color": CLASS_B, "width": 3},
        hovertemplate="q(%{x:.2f}) = %{y:.4g}<extra></extra>",
    )  # fmt: skip
    return figure


def map_figure(found: FitMap, t: Say) -> Figure:
    """The divergence of every Gaussian by mean and standard deviation, dark where it is small; crosses are optima."""
    figure = blank("", t("axis.mean"), t("axis.sd"), height=HEIGHT, margin={"l": 52, "r": 8, "t": 30, "b": 42},
                   showlegend=False, hovermode="closest")  # fmt: skip
    figure.update_xaxes(range=[-6, 6], fixedrange=True, automargin=False, showgrid=False)
    figure.update_yaxes(
        type="log", range=[np.log10(0.2), np.log10(6)], tickvals=[0.2, 0.5, 1, 2, 5], fixedrange=True, automargin=False,
        showgrid=False,
    )  # fmt: skip
    low, high = np.log10(CONTOURS)
    z = np.log10(np.clip(found.kl, *CONTOURS))
    figure.add_heatmap(
        x=found.means, y=found.sds, z=z, customdata=found.kl, showscale=False, zmin=low, zmax=high,
        colorscale=[[0, NEUTRAL], [1, translucent(NEUTRAL, 0.02)]], hovertemplate=t("hover.map"),
    )  # fmt: skip
    figure.add_contour(
        x=found.means, y=found.sds, z=z, showscale=False, hoverinfo="skip", line={"width": 1, "color": PAPER},
        contours={"start": low, "end": high, "size": 0.25, "coloring": "none"},
    )  # fmt: skip
    figure.add_scatter(
        x=[one.mean for one in found.optima], y=[one.sd for one in found.optima], mode="markers",
        marker={
            "symbol": "x", "size": [13 if k < found.ties else 9 for k in range(len(found.optima))], "color": BAD,
            "line": {"width": 1.5, "color": INK},
        },
        hovertemplate=[_said(one, t) for one in found.optima],
    )  # fmt: skip
    return figure


def _said(best: Optimum, t: Say) -> str:
    return t("hover.best", mean=best.mean, sd=best.sd, kl=best.kl)

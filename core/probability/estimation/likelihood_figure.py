"""The sample under the density that is tried, and the log-likelihood over the parameters with the way of an ascent."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, POINT, blank, translucent
from core.probability.estimation.likelihood import FAMILIES, Likelihood, SampleConfig

HEIGHT = 440
MARGIN = {"l": 58, "r": 12, "t": 36, "b": 44}
WINDOWS = {"normal": (-5.0, 7.0), "exponential": (0.0, 10.0), "Bernoulli": (-0.6, 1.6), "Poisson": (-0.6, 11.6)}
SHOWN = 300  # observations that are drawn
DEEPEST = 12.0  # below the top, of a curve of log-likelihood
FARTHEST = 10.0  # of a surface, in √(2 · what is lacking)
FADING = [[0.0, translucent(CLASS_B, 0.9)], [0.5, translucent(CLASS_B, 0.25)], [1.0, translucent(CLASS_B, 0.02)]]
STILL = {"fixedrange": True, "automargin": False}


def sample_figure(found: Likelihood, sample_config: SampleConfig, t: Say, *, height: int = HEIGHT) -> Figure:
    """Each observation reaches up to its density: the likelihood is the product of these heights."""
    name = sample_config.family
    family, (low, high) = FAMILIES[name], WINDOWS[name]
    figure = blank(t("figure.sample"), t("axis.x"), t("axis.density"), height=height, margin=dict(MARGIN))
    figure.update_layout(showlegend=False, hovermode="closest")
    figure.update_xaxes(range=[low, high], **STILL)
    x = found.sample[:SHOWN]
    heights = np.exp(family.log_density(x, *found.parameters))
    if name in ("normal", "exponential"):
        places = np.linspace(low if name == "normal" else 1e-9, high, 501)
        curve = np.exp(family.log_density(places, *found.parameters))
        figure.add_scatter(
            x=places, y=curve, mode="lines", line={"color": CLASS_B, "width": 2.5},
            hovertemplate="%{x:.3f}: %{y:.4f}<extra></extra>",
        )  # fmt: skip
        gaps = np.full(len(x), np.nan)
        figure.add_scatter(
            x=np.stack([x, x, gaps], axis=1).ravel(), y=np.stack([0 * x, heights, gaps], axis=1).ravel(), mode="lines",
            line={"color": translucent(CLASS_A, 0.7 if len(x) < 60 else 0.25), "width": 1.5}, hoverinfo="skip",
        )  # fmt: skip
        figure.add_scatter(
            x=x, y=heights, mode="markers", marker={"color": CLASS_A, "size": 6},
            hovertemplate="%{x:.4f}: %{y:.4f}<extra></extra>"
        )  # fmt: skip
        top = max(0.45, float(curve.max()))
    else:
        counts = np.arange(2 if name == "Bernoulli" else 12)
        shares = np.array([(found.sample == count).mean() for count in counts])
        chances = np.exp(family.log_density(counts, *found.parameters))
        figure.add_bar(
            x=counts, y=chances, width=0.6, marker={"color": translucent(CLASS_B, 0.55)},
            hovertemplate="%{y:.4f}<extra></extra>"
        )  # fmt: skip
        figure.add_scatter(
            x=counts, y=shares, mode="markers", marker={"color": CLASS_A, "size": 11, "symbol": "diamond"},
            hovertemplate=t("figure.share") + ": %{y:.4f}<extra></extra>",
        )  # fmt: skip
        top = max(0.45, float(max(chances.max(), shares.max())))
        figure.update_xaxes(dtick=1)
    return figure.update_yaxes(range=[0, 1.08 * top], **STILL)


def surface_figure(found: Likelihood, sample_config: SampleConfig, t: Say, *, height: int = HEIGHT) -> Figure:
    """How far below its highest value on the picture the log-likelihood is, over the parameters."""
    if sample_config.family == "normal":
        return _surface(found, t, height)
    family, name = FAMILIES[sample_config.family], FAMILIES[sample_config.family].fields[0]
    places = np.linspace(0.01, 0.99, 393) if name == "theta" else np.geomspace(0.1, 10, 401)
    values = np.array([family.log_density(found.sample, one).sum() for one in places])
    top = float(values.max())
    figure = blank(t("figure.curve"), t(f"axis.{name}"), t("axis.lacking"), height=height, margin=dict(MARGIN))
    figure.update_layout(showlegend=False, hovermode="closest")
    ends = {"type": "log", "range": [-1.0, 1.0], "tickvals": [0.1, 0.2, 0.5, 1, 2, 5, 10]} if name == "rate" else {}
    figure.update_xaxes(**{"range": [0, 1], **ends, **STILL})
    figure.update_yaxes(range=[-DEEPEST, 0.8], **STILL)
    figure.add_scatter(
        x=places, y=np.maximum(values - top, -DEEPEST - 5), customdata=values, mode="lines",
        line={"color": CLASS_B, "width": 2.5}, hovertemplate="%{x:.4g}: ℓ = %{customdata:.4f}<extra></extra>",
    )  # fmt: skip
    way = found.path[:, 0]
    heights = np.array([family.log_density(found.sample, one).sum() for one in way]) - top
    _way(figure, way, np.maximum(heights, -DEEPEST))
    return figure


def _surface(found: Likelihood, t: Say, height: int) -> Figure:
    mu, sigma = np.linspace(-3, 3, 81), np.geomspace(0.2, 5, 81)
    x, n = found.sample, len(found.sample)
    squares = ((x - x.mean()) ** 2).sum() + n * (x.mean() - mu) ** 2  # for each mu
    values = -n * np.log(sigma)[:, None] - n * np.log(2 * np.pi) / 2 - squares / (2 * sigma[:, None] ** 2)
    lacking = np.minimum(np.sqrt(2 * (values.max() - values)), FARTHEST)
    figure = blank(t("figure.surface"), "μ", "σ", height=height, margin=dict(MARGIN), hovermode="closest")
    figure.update_layout(showlegend=False)
    figure.update_xaxes(range=[-3, 3], dtick=1, **STILL)
    figure.update_yaxes(type="log", range=[np.log10(0.2), np.log10(5)], tickvals=[0.2, 0.5, 1, 2, 5], **STILL)
    figure.add_contour(
        x=mu, y=sigma, z=lacking, customdata=values, showscale=False, colorscale=FADING, zmin=0, zmax=FARTHEST,
        contours={"start": 0.5, "end": FARTHEST, "size": 0.5, "coloring": "heatmap"},
        line={"width": 0.6, "color": GRID},
        hovertemplate="μ = %{x:.2f}, σ = %{y:.3f}: ℓ = %{customdata:.3f}<extra></extra>",
    )  # fmt: skip
    _way(figure, found.path[:, 0], found.path[:, 1])
    return figure


def _way(figure: Figure, x: np.ndarray, y: np.ndarray) -> None:
    figure.add_scatter(
        x=x, y=y, mode="lines+markers", line={"color": GRADIENT, "width": 2}, marker={"color": GRADIENT, "size": 5},
        hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(x=x[:1], y=y[:1], mode="markers", marker=dict(POINT) | {"color": INK}, hoverinfo="skip")

"""Many fits with their mean, and the parts of the error by degree."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.learning.regularization.capacity_figure import MARGIN, STILL, plane_of_points
from core.learning.regularization.sample import GRID
from core.learning.regularization.settings import VarianceConfig
from core.learning.regularization.variance import DEGREES, ErrorParts, Refits

DRAWN = 40  # fits that are drawn one by one
TOP = 1.2  # of the error that the axis shows
EVERY = 4  # places of the grid between two of a drawn fit


def refits_figure(found: Refits, config: VarianceConfig, t: Say, *, height: int = 400) -> Figure:
    """The fits to many samples, their mean, the truth, and the spread of their values at one place."""
    figure = plane_of_points(t("figure.refits"), t, height)
    some, grid = found.curves[:DRAWN, ::EVERY], GRID[::EVERY]
    gaps = np.full((len(some), 1), np.nan)
    figure.add_scatter(
        x=np.tile(np.append(grid, np.nan), len(some)), y=np.clip(np.hstack([some, gaps]), -50, 50).ravel(),
        mode="lines", name=t("legend.fits"), line={"color": translucent(CLASS_B, 0.28), "width": 1},
        hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=GRID, y=np.clip(found.mean, -50, 50), mode="lines", name=t("legend.mean"), hoverinfo="skip",
        line={"color": CLASS_A, "width": 3},
    )  # fmt: skip
    figure.add_vline(config.place, line={"color": INK, "width": 1, "dash": "dot"})
    low, high = found.at.mean() - np.sqrt(found.variance), found.at.mean() + np.sqrt(found.variance)
    figure.add_shape(
        type="line", x0=config.place, x1=config.place, y0=float(low), y1=float(high),
        line={"color": CLASS_B, "width": 6},
    )  # fmt: skip
    figure.add_shape(
        type="line", x0=config.place, x1=config.place, y0=found.truth, y1=found.truth + found.bias,
        line={"color": BAD, "width": 3},
    )  # fmt: skip
    return figure


def parts_figure(parts: ErrorParts, config: VarianceConfig, t: Say, *, height: int = 400) -> Figure:
    """Noise, variance and squared bias stacked by degree."""
    figure = blank(t("figure.parts"), t("axis.degree"), height=height, margin=dict(MARGIN), bargap=0.15)
    figure.update_layout(barmode="stack", legend={"y": 0.99, "yanchor": "top", "bgcolor": PAPER})
    figure.update_xaxes(range=[-0.6, 15.6], dtick=3, **STILL)
    figure.update_yaxes(range=[0, TOP], **STILL)
    noise = np.full(len(DEGREES), parts.noise)
    table = (("noise", noise, NEUTRAL), ("variance", parts.variance, CLASS_B), ("bias", parts.bias, BAD))
    for name, values, color in table:
        figure.add_bar(
            x=DEGREES, y=np.minimum(values, 9 * TOP), name=t(f"error_part.{name}"), customdata=values,
            marker={"color": translucent(color, 0.75), "line": {"width": 0}},
            hovertemplate="%{x}: %{customdata:.4g}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(config.degree, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def shown_part(error: float) -> float:
    """The error where it is in sight, else a place near the top of the axis."""
    return float(min(error, 0.8 * TOP))

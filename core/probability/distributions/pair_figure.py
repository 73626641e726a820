"""Pairs of numbers with their line of least squares, and the same pairs as ranks."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, blank
from core.probability.distributions.pair import PairFacts, ranks
from core.probability.distributions.settings import HEIGHT, WIDTH
from core.probability.distributions.window import MARGIN, STILL

MOST_SHOWN = 2000  # points that are drawn


def sheet(points: np.ndarray, free: bool) -> tuple[float, float, float, float]:
    """The ends of both axes for points (n, 2): the sheet on which points are dragged, else as far as they reach."""
    if free:
        return 0.0, WIDTH, 0.0, WIDTH if points[:, 1].max() > HEIGHT else HEIGHT
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    room_x, room_y = (0.06 * (high - low) or max(1.0, 0.1 * abs(low)) for low, high in ((x0, x1), (y0, y1)))
    return float(x0 - room_x), float(x1 + room_x), float(y0 - room_y), float(y1 + room_y)


def scatter_figure(
    points: np.ndarray, found: PairFacts, ends: tuple[float, float, float, float], names: tuple[str, str], drawn: bool,
    t: Say, *, height: int = 400,
) -> Figure:  # fmt: skip
    """Points (n, 2), drawn unless they are dragged, with both means and the line of least squares."""
    title = t("figure.scatter", r=found.r) if np.isfinite(found.r) else t("figure.scatter_undefined")
    figure = blank(title, *names, height=height, margin=dict(MARGIN), showlegend=False)
    figure.update_xaxes(range=list(ends[:2]), **STILL)
    figure.update_yaxes(range=list(ends[2:]), **STILL)
    shown = points[:MOST_SHOWN] if drawn else points[:0]
    figure.add_scatter(
        x=shown[:, 0], y=shown[:, 1], mode="markers", marker={"size": 7, "color": CLASS_B, "opacity": 0.7},
        hovertemplate="(%{x:.5g}, %{y:.5g})<extra></extra>",
    )  # fmt: skip
    for line, place in ((figure.add_vline, found.mean_x), (figure.add_hline, found.mean_y)):
        line(place, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    if np.isfinite(found.slope):
        x0, x1 = ends[:2]
        figure.add_shape(
            type="line", x0=x0, y0=found.intercept + found.slope * x0, x1=x1, y1=found.intercept + found.slope * x1,
            line={"color": GRADIENT, "width": 2.5},
        )  # fmt: skip
    return figure


def ranks_figure(points: np.ndarray, found: PairFacts, t: Say, *, height: int = 400) -> Figure:
    """The ranks of points (n, 2); blue where both lie on the same side of their means, orange where not."""
    title = t("figure.ranks", spearman=found.spearman) if np.isfinite(found.spearman) else t("figure.ranks_undefined")
    figure = blank(title, t("axis.rank_x"), t("axis.rank_y"), height=height, margin=dict(MARGIN), showlegend=False)
    n = len(points)
    still = {**STILL, "range": [1 - 0.06 * n, n + 0.06 * n]}
    figure.update_xaxes(**still)
    figure.update_yaxes(**still)
    x, y = (ranks(values) for values in points.T)
    step = max(1, n // MOST_SHOWN)
    together = (x - (n + 1) / 2) * (y - (n + 1) / 2)
    figure.add_scatter(
        x=x[::step], y=y[::step], mode="markers", hovertemplate="(%{x}, %{y})<extra></extra>",
        marker={"size": 8, "color": np.where(together < 0, CLASS_A, CLASS_B)[::step], "opacity": 0.8,
                "symbol": np.where(together < 0, "diamond", "circle")[::step]},
    )  # fmt: skip
    for line in (figure.add_vline, figure.add_hline):
        line((n + 1) / 2, line={"color": INK, "width": 1, "dash": "dot"})
    return figure

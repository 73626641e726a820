"""The hill of candidates with its winner, and below on the same axis what many such studies report and are worth."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, GRID, INK, NEUTRAL, TEST, blank, translucent
from core.practice.tuning.curse import Curse, CurseConfig

HEIGHT = 400
REACH = (0.35, 0.4)  # of the axis, below and above the mean true accuracy
BINS = 90


def curse_figure(found: Curse, config: CurseConfig, t: Say) -> Figure:
    """Above one study, below all of them."""
    low, high = max(config.accuracy - REACH[0], 0.1), min(config.accuracy + REACH[1], 1.0)
    figure = blank("", t("axis.accuracy"), t("axis.candidates"), height=HEIGHT, hovermode="closest")
    figure.update_layout(
        margin={"l": 60, "r": 10, "t": 34, "b": 44}, barmode="overlay",
        xaxis={"range": [low, high], "fixedrange": True, "anchor": "y2", "automargin": False},
        yaxis={"domain": [0.5, 1], "fixedrange": True, "automargin": False, "rangemode": "tozero"},
        yaxis2={"domain": [0, 0.42], "fixedrange": True, "gridcolor": GRID, "zeroline": False, "rangemode": "tozero",
                "title": {"text": t("axis.studies"), "standoff": 6}},
    )  # fmt: skip
    _hill(figure, found, low, high, t)
    _studies(figure, found, low, high, t)
    for axis in ("y domain", "y2 domain"):
        figure.add_shape(
            type="line", x0=config.accuracy, x1=config.accuracy, y0=0, y1=1, yref=axis,
            line={"color": INK, "width": 1.5, "dash": "dot"},
        )  # fmt: skip
    return figure


def _edges(low: float, high: float) -> np.ndarray:
    return np.linspace(low, high, BINS + 1)


def _hill(figure: Figure, found: Curse, low: float, high: float, t: Say) -> None:
    """The candidates of one study, stacked where their scores fall, and the winner as a star."""
    edges = _edges(low, high)
    column = np.clip(np.digitize(found.observed, edges) - 1, 0, BINS - 1)
    order = np.argsort(found.observed, kind="stable")
    height = np.empty(len(order))
    seen = np.zeros(BINS, dtype=int)
    for k in order.tolist():
        seen[column[k]] += 1
        height[k] = seen[column[k]]
    figure.add_scatter(
        x=found.observed, y=height, mode="markers", name=t("figure.candidate"), customdata=found.truth,
        marker={"color": NEUTRAL, "size": 7 if len(order) <= 200 else 5},
        hovertemplate=t("figure.hover") + "<extra></extra>",
    )  # fmt: skip
    winner = found.winner
    figure.add_scatter(
        x=found.observed[[winner]], y=height[[winner]], mode="markers", name=t("figure.winner"),
        customdata=found.truth[[winner]], hovertemplate=t("figure.hover") + "<extra></extra>",
        marker={"color": BAD, "size": 17, "symbol": "star", "line": {"width": 1, "color": INK}},
    )  # fmt: skip
    figure.update_yaxes(range=[0, max(float(seen.max()) * 1.15, 4)])


def _studies(figure: Figure, found: Curse, low: float, high: float, t: Say) -> None:
    """How often the studies report, are worth, and measure by nesting which accuracy."""
    edges = _edges(low, high)
    middle = (edges[:-1] + edges[1:]) / 2
    most = 0
    rows = (("reported", found.reported, BAD), ("nested", found.nested, TEST), ("worth", found.worth, CLASS_B))
    for name, values, color in rows:
        counts = np.histogram(np.clip(values, low, high), edges)[0]
        most = max(most, int(counts.max()) if name != "worth" else 0)
        figure.add_bar(
            x=middle, y=counts, yaxis="y2", name=t(f"figure.{name}"), width=edges[1] - edges[0],
            marker={"color": translucent(color, 0.6), "line": {"width": 0}},
            hovertemplate="%{x:.3f}: %{y}<extra>" + t(f"figure.{name}") + "</extra>",
        )  # fmt: skip
    figure.update_layout(yaxis2={"range": [0, 1.25 * most]})  # where all are worth the same, their bar goes on upward

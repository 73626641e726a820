"""What the figures of the topic share: margins, axes that stay where they are, the square of two shares."""

from typing import Any

from core.figures.figure import Figure
from core.figures.theme import NEUTRAL, blank

MARGIN = {"l": 8, "r": 12, "t": 34, "b": 8}
DOTTED = {"color": NEUTRAL, "dash": "dot"}


def plot(title: str, x: str, y: str, height: int, **layout: Any) -> Figure:
    """A figure without a legend whose axes cannot be moved; further layout entries are merged in."""
    figure = blank(title, x, y, height=height, showlegend=False, hovermode="closest", margin=dict(MARGIN))
    return figure.update_layout(xaxis={"fixedrange": True}, yaxis={"fixedrange": True}).update_layout(**layout)


def unit_square(title: str, x: str, y: str, height: int) -> Figure:
    """A figure of one share over another."""
    return plot(title, x, y, height, xaxis={"range": [-0.02, 1.02]}, yaxis={"range": [-0.02, 1.04]})


def diagonal(figure: Figure, low: float = 0.0, high: float = 1.0) -> Figure:
    """The dotted line on which both axes read the same."""
    return figure.add_scatter(
        x=[low, high], y=[low, high], mode="lines", line=DOTTED, hoverinfo="skip", showlegend=False
    )

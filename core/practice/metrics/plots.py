"""What the figures of the topic share: margins, axes that stay where they are, the square of two shares."""

from typing import Any

from core.figures.figure import Figure
from core.figures.theme import BAD, GOOD, NEUTRAL, blank, translucent

MARGIN = {"l": 8, "r": 12, "t": 34, "b": 8}
DEEPEST = 0.7  # of a red or green fill: ink on it keeps a contrast of 4.5 in both themes
PALE = "rgba(135,147,161,0.1)"
WRONG_TO_RIGHT = ((0, translucent(BAD, DEEPEST)), (0.5, PALE), (1, translucent(GOOD, DEEPEST)))
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

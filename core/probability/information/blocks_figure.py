"""Bars as wide as a probability and as high as what a symbol costs: their area is a mean, in bits a symbol.

Shapes: widths, heights and names of the bars are (bars,).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_path
from core.figures.theme import BAD, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent

TOP = 8.0  # bits that the axis shows
LEAST_WIDTH = 0.028  # of a bar with a name under it
SLIVER = 1e-9  # a difference of heights that is rounding


@dataclass(frozen=True)
class Bars:
    """Bars of a width, with the height that is `due`, the height that is `paid`, and what the reader is told; (bars,).

    Heights are in the unit of the axis, and may be infinite.
    """

    widths: np.ndarray
    due: np.ndarray
    paid: np.ndarray
    names: Sequence[str]
    hover: Sequence[str]

    @property
    def middles(self) -> np.ndarray:
        """Where the bars have their middle, (bars,)."""
        return np.cumsum(self.widths) - self.widths / 2

    @property
    def edges(self) -> np.ndarray:
        """Where the bars begin and end, (bars + 1,)."""
        return np.concatenate([[0.0], np.cumsum(self.widths)])


def bars_figure(bars: Bars, top: float, axis: Sequence[str], t: Say, *, height: int = 420) -> Figure:
    """What is due in grey, what is paid beyond that in red, what is saved below it as a blue outline."""
    figure = blank(
        "", *axis, height=height, shapes=[], margin={"l": 48, "r": 10, "t": 30, "b": 44}, hovermode="closest"
    )
    figure.update_xaxes(range=[0, 1], fixedrange=True, automargin=False, showgrid=False)
    figure.update_yaxes(
        range=[-0.16 * top, top * 1.1], fixedrange=True, automargin=False, zeroline=True, zerolinecolor=INK
    )
    low, high = np.minimum(bars.due, bars.paid), np.maximum(bars.due, bars.paid)
    over = bars.paid > bars.due + SLIVER
    under = bars.paid < bars.due - SLIVER
    fill: dict[str, Any] = {"layer": "below"}
    _rectangles(figure, bars, 0 * low, low, low > SLIVER, PAPER, top, fillcolor=translucent(NEUTRAL, 0.45), **fill)
    _rectangles(figure, bars, low, high, over, PAPER, top, fillcolor=translucent(BAD, 0.75), **fill)
    _rectangles(figure, bars, low, high, under, CLASS_B, top, fillcolor=translucent(CLASS_B, 0.12), **fill)
    _legend(figure, t)
    shown = np.minimum(np.maximum(bars.due, bars.paid), top)
    figure.add_scatter(
        x=bars.middles, y=shown / 2, mode="markers", marker={"size": 22, "opacity": 0}, showlegend=False,
        hovertext=list(bars.hover), hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    _names(figure, bars, top)
    return figure


def _names(figure: Figure, bars: Bars, top: float) -> None:
    """Names below the bars, and above those that are cut off what they cost: labels, so that the bars move alone."""
    for left, right, name, paid in zip(bars.edges[:-1], bars.edges[1:], bars.names, bars.paid, strict=True):
        place: dict[str, Any] = {"type": "rect", "x0": float(left), "x1": float(right), "line": {"width": 0}}
        if name and right - left >= LEAST_WIDTH:
            label = {"text": name, "textposition": "top center", "padding": 5, "font": {"color": INK}}
            figure.add_shape(**place, y0=-0.16 * top, y1=0, label=label)
        if right > left and paid > top:
            said = "∞" if np.isinf(paid) else f"{paid:.1f}"
            label = {"text": f"↑ {said}", "textposition": "bottom center", "padding": 0,
                     "font": {"color": INK, "size": 12}}  # fmt: skip
            figure.add_shape(**place, y0=1.02 * top, y1=1.1 * top, label=label)


def _rectangles(
    figure: Figure, bars: Bars, low: np.ndarray, high: np.ndarray, chosen: np.ndarray, color: str, top: float,
    **shape: Any,
) -> None:  # fmt: skip
    """The chosen bars between two heights, cut off at the top of the axis, as one shape."""
    pieces = [
        np.array([[left, right, right, left], [foot, foot, head, head]])
        for left, right, foot, head in zip(
            bars.edges[:-1], bars.edges[1:], np.minimum(low, top), np.minimum(high, top), strict=True
        )
    ]
    kept = [piece for piece, take in zip(pieces, chosen & (bars.widths > 0), strict=True) if take]
    if kept:
        add_path(figure, kept, color, 1.5, **shape)


def _legend(figure: Figure, t: Say) -> None:
    for key, color, opacity in (("due", NEUTRAL, 0.45), ("over", BAD, 0.75), ("under", CLASS_B, 0.12)):
        line = {"width": 1.5, "color": CLASS_B} if key == "under" else {"width": 0}
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=t(f"figure.{key}"), hoverinfo="skip",
            marker={"symbol": "square", "size": 12, "color": translucent(color, opacity), "line": line},
        )  # fmt: skip

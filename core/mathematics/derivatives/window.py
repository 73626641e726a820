"""The window in which a function is drawn: fixed for each function, so that nothing jumps while a point is dragged."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.expressions import Function
from core.figures.figure import Figure
from core.figures.theme import CLASS_B, GRID, blank

Say = Callable[..., str]
LOW, HIGH = -5.0, 5.0
USUAL = (-3.2, 3.2)  # of y, in which the slope of a line is close to what the eye sees
MARGIN = {"l": 48, "r": 12, "t": 36, "b": 40}  # room for the numbers at the axes: fitted, they would move
LEAST_SHARE = 0.2  # of the curve that lies in the usual range, for it to be taken


@dataclass(frozen=True)
class Window:
    """The curve on [-5, 5] with NaN at its gaps, x and y: (n,), the range of y, and where in it the curve begins and
    ends."""

    x: np.ndarray
    y: np.ndarray
    bottom: float
    top: float
    first: float
    last: float


@lru_cache(maxsize=64)
def window_of(f: Function) -> Window:
    """The curve of a function and the range that shows most of it."""
    x, y = f.curve(LOW, HIGH, 601)
    known = y[np.isfinite(y)]
    bottom, top = USUAL
    if known.size and np.mean((known > bottom) & (known < top)) < LEAST_SHARE:
        bottom, top = np.quantile(known, [0.02, 0.98])
        room = 0.15 * (top - bottom) or max(1.0, 0.5 * abs(top))
        bottom, top = bottom - room, top + room
    seen = x[np.isfinite(y) & (y > bottom) & (y < top)]
    ends = (float(seen.min()), float(seen.max())) if seen.size else (LOW, HIGH)
    return Window(x=x, y=y, bottom=float(bottom), top=float(top), first=ends[0], last=ends[1])


def curve_figure(window: Window, t: Say, title: str, here: float, *, height: int) -> Figure:
    """The curve alone; what moves over it is best a shape. The range of y holds the value `here` in any case."""
    figure = blank(title, "x", "f(x)", height=height, margin=dict(MARGIN), showlegend=False)
    still = {"fixedrange": True, "automargin": False, "zeroline": True, "zerolinecolor": GRID}
    figure.update_xaxes(range=[LOW, HIGH], **still)
    figure.update_yaxes(range=range_with(window, here), **still)
    figure.add_scatter(
        x=window.x, y=window.y, mode="lines", name="f", line={"color": CLASS_B, "width": 2.5, "simplify": False},
        hovertemplate="f(%{x:.4g}) = %{y:.5g}<extra></extra>",
    )  # fmt: skip
    return figure


def range_with(window: Window, here: float) -> list[float]:
    """The window's range of y; where a value lies outside, as far as there."""
    if not np.isfinite(here) or window.bottom <= here <= window.top:
        return [window.bottom, window.top]
    room = 0.1 * max(abs(here - window.bottom), abs(here - window.top))
    return [min(window.bottom, here - room), max(window.top, here + room)]


def add_line(figure: Figure, x: float, y: float, slope: float, **line: object) -> None:
    """The straight line through a point over the whole window, as a shape; nothing where the slope is not finite."""
    if np.isfinite([y, slope]).all() and abs(slope) < 1e9:
        ends = {"x0": LOW, "y0": y + slope * (LOW - x), "x1": HIGH, "y1": y + slope * (HIGH - x)}
        figure.add_shape(type="line", **ends, line=line)


def told(value: float, t: Say, digits: int = 5) -> str:
    """A number as plain text; what is no number has a word of its own."""
    if np.isnan(value):
        return t("undefined_number")
    return f"{value:.{digits}g}".replace("inf", "∞")

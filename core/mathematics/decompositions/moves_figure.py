"""The three moves as a film: the circle with its singular directions before, and grid and circle under way."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames
from core.figures.plane import circle, plane
from core.figures.theme import CLASS_A, INK, NEUTRAL, translucent
from core.mathematics.decompositions.moves import Moves, frame_times, on_the_way
from core.mathematics.decompositions.plane_figure import LINE_COLORS, MARGIN, reach_of

HEIGHT = 400
LINES = 3  # of the grid on either side of zero
NAMES = ("v₁", "v₂")


def moves_film(found: Moves, t: Say) -> tuple[Figure, Frames]:
    """On the left the unit circle with v₁ and v₂, on the right the same under way; one frame a step of time."""
    reach = reach_of(found.a)
    figure = plane("", (t("axis.before"), ""), reach, height=HEIGHT, zerolinecolor=NEUTRAL)
    axis = {**figure.layout["xaxis"]}
    figure.update_layout(
        xaxis={"domain": [0, 0.46]}, margin={**MARGIN, "l": 30},
        xaxis2={**axis, "domain": [0.54, 1], "anchor": "y2", "title": {"text": t("axis.now"), "standoff": 6}},
        yaxis2={**figure.layout["yaxis"], "anchor": "x2", "scaleanchor": "x2", "title": {"text": ""}},
    )  # fmt: skip
    times = frame_times()
    way = on_the_way(found, times)
    changes: dict[str, np.ndarray] = {}
    ring = {"color": CLASS_A, "width": 2.5}
    _draw(figure, circle(), ring)  # the axes have a grid of their own
    for points, line in ((grid(), {"color": translucent(NEUTRAL, 0.6), "width": 1}), (circle(), ring)):
        moving = way @ points  # (frames, 2, n)
        _draw(figure, moving[-1], line, "2")
        _follow(changes, figure, moving)
    for vector, color, name in zip(found.v.T, LINE_COLORS, NAMES, strict=True):
        arrow = np.array([np.zeros(2), vector]).T
        style: dict[str, Any] = {
            "mode": "lines+markers+text", "text": ["", name], "textposition": "top center",
            "textfont": {"color": INK, "size": 15}, "marker": {"size": [0, 12], "color": color},
        }  # fmt: skip
        line = {"color": color, "width": 4}
        _draw(figure, arrow, line, **style)
        moving = way @ arrow
        _draw(figure, moving[-1], line, "2", **(style | {"text": ["", f"A{name}"]}))
        _follow(changes, figure, moving)
    labels = [_label(float(time), t) for time in times]
    return figure, Frames(changes, labels)


def _draw(figure: Figure, points: np.ndarray, line: dict[str, object], plane_number: str = "", **trace: Any) -> None:
    """A line through points (2, n), in the plane on the left or on the right."""
    style = {"mode": "lines", "hoverinfo": "skip", "line": line, **trace}
    figure.add_scatter(x=points[0], y=points[1], xaxis=f"x{plane_number}", yaxis=f"y{plane_number}", **style)


def _follow(changes: dict[str, np.ndarray], figure: Figure, moving: np.ndarray) -> None:
    """The last trace takes the places (frames, 2, n)."""
    last = len(figure.data) - 1
    changes[f"traces[{last}].x"], changes[f"traces[{last}].y"] = moving[:, 0], moving[:, 1]


def grid() -> np.ndarray:
    """The grid of whole numbers as one broken line, (2, n)."""
    whole = np.arange(-LINES, LINES + 1)
    ends = np.array([-LINES, LINES, np.nan])
    fixed, along = np.repeat(whole, 3).astype(float), np.tile(ends, len(whole))
    return np.array([[*fixed, *along], [*along, *fixed]])


def _label(time: float, t: Say) -> str:
    name = "start" if time == 0 else "first" if time <= 1 else "stretch" if time <= 2 else "last"
    return t(f"figure.{name}", t=f"{time:.2f}")


def moves_alt(found: Moves, t: Say) -> str:
    """What the film shows, in one sentence."""
    return t("alt.moves", first=found.first, last=found.last, s1=found.stretches[0], s2=found.stretches[1])

"""The points of a scatter that a reader drags, adds and removes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pages.shared.live.handles.handles import is_number

MOST_POINTS = 500

Symbol = Literal["circle", "square", "diamond", "triangle", "cross"]


@dataclass(frozen=True)
class PointClass:
    """A class of points: what a reader calls it, its color and its symbol."""

    name: str
    color: str
    symbol: Symbol = "circle"


@dataclass(frozen=True, kw_only=True)
class Points:
    """Points of a scatter with the number of their class, and where points may be.

    `x`, `y` and `labels` are equally long; a label is an index into `classes`. There may be up to `most` points. `snap`
    is the grid of both coordinates. ValueError where these do not fit together.
    """

    x: Sequence[float]
    y: Sequence[float]
    labels: Sequence[int]
    classes: Sequence[PointClass]
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    snap: float | None = None
    most: int = MOST_POINTS

    def __post_init__(self) -> None:
        if not len(self.x) == len(self.y) == len(self.labels) <= self.most <= MOST_POINTS:
            raise ValueError(
                f"x, y and labels have {len(self.x)}, {len(self.y)} and {len(self.labels)} values; "
                f"wanted are equally many, at most {self.most} of at most {MOST_POINTS}."
            )
        if not (self.x_low < self.x_high and self.y_low < self.y_high and self.classes):
            raise ValueError("Points need a class, x_low < x_high and y_low < y_high.")

    def message(self) -> dict[str, Any]:
        """What the browser needs to draw and change them."""
        return {
            "x": [float(value) for value in self.x],
            "y": [float(value) for value in self.y],
            "labels": [int(label) for label in self.labels],
            "classes": [{"name": c.name, "color": c.color, "symbol": c.symbol} for c in self.classes],
            "limits": [self.x_low, self.x_high, self.y_low, self.y_high],
            "snap": [self.snap, self.snap], "most": self.most,
        }  # fmt: skip


def accepted_points(told: object, points: Points) -> Points | None:
    """The points that a browser told, or None where one of them cannot be: a message is untrusted."""
    rows = told.get("points") if isinstance(told, dict) else None
    if not isinstance(rows, list) or len(rows) > points.most:
        return None
    for row in rows:
        if not isinstance(row, list) or len(row) != 3 or not all(is_number(value) for value in row):
            return None
        x, y, label = row
        if not (points.x_low <= x <= points.x_high and points.y_low <= y <= points.y_high):
            return None
        if label not in range(len(points.classes)):
            return None
    return replace(
        points,
        x=tuple(float(x) for x, _, _ in rows),
        y=tuple(float(y) for _, y, _ in rows),
        labels=tuple(int(label) for _, _, label in rows),
    )

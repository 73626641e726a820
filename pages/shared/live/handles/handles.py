"""Points of a figure that a reader drags: where they may go, and which of a browser's messages are believed."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import INK
from core.params import Domain, domains, problems_of
from pages.shared.state import current_value, put

Place = tuple[float, float]
LARGEST_COORDINATE = 1e12  # of a handle without limits
ROUNDING = 1e-9  # by which a told place may miss its limit, relative to the limit


@dataclass(frozen=True, kw_only=True)
class Handle:
    """A point of a figure that is dragged by pointer or touch and moved by arrow keys.

    It moves freely, or with one of: `along` one axis (the other coordinate stays, or with `curve` follows that trace
    of the figure), the straight `line` through two points, the `circle` (center x, center y, radius). It keeps to the
    limits, which on a circle are the angles of `arc`, counterclockwise from the x axis in degrees. `snap` is the grid
    of the coordinates that move (for a free handle also a pair), of the distance along a line, or of the angle in
    degrees; a finite lower limit is on the grid. `axes` are the figure's axes, such as `("x2", "y2")`.

    `label` stands beside the handle and names it to a screen reader. `on_drag(x, y)` is called in place of the
    figure's. A handle whose place is not finite is not drawn. `by_mouse=False` leaves it to touch and keys, where a
    mouse hovers instead (`on_hover`). ValueError where two of the ways to move are given.
    """

    name: str
    x: float
    y: float
    label: str = ""
    color: str = INK
    along: Literal["x", "y"] | None = None
    curve: int | None = None
    line: tuple[Place, Place] | None = None
    circle: tuple[float, float, float] | None = None
    snap: float | tuple[float, float] | None = None
    x_low: float = -math.inf
    x_high: float = math.inf
    y_low: float = -math.inf
    y_high: float = math.inf
    arc: tuple[float, float] = (-180.0, 180.0)
    axes: tuple[str, str] = ("x", "y")
    by_mouse: bool = True
    on_drag: Callable[[float, float], None] | None = None

    def __post_init__(self) -> None:
        if sum(way is not None for way in (self.along, self.line, self.circle)) > 1:
            raise ValueError(f"{self.name}: a handle moves along an axis, on a line or on a circle, not on several.")
        if self.curve is not None and self.along is None:
            raise ValueError(f"{self.name}: a handle on a curve needs along='x' or along='y'.")
        if self.line is not None and self.line[0] == self.line[1]:
            raise ValueError(f"{self.name}: a line needs two different points; got {self.line}.")
        if self.circle is not None and not self.circle[2] > 0:
            raise ValueError(f"{self.name}: a circle needs a radius above 0; got {self.circle[2]}.")

    def nearest(self, x: float, y: float, fig: Figure) -> Place | None:
        """The place of its line, circle or curve nearest to (x, y); None where there is none within the limits."""
        if not (abs(x) <= LARGEST_COORDINATE and abs(y) <= LARGEST_COORDINATE):
            return None
        if self.circle is not None:
            return self._on_circle(x, y)
        place = (x, y)
        if self.line is not None:
            place = _projection(place, *self.line)
        elif self.along == "x":
            place = x, self.y if self.curve is None else _on_curve(fig, self.curve, "x", "y", x)
        elif self.along == "y":
            place = self.x if self.curve is None else _on_curve(fig, self.curve, "y", "x", y), y
        fixed = {"x": "y", "y": "x"}.get(self.along or "")
        inside_x = place[0] if fixed == "x" else _inside(place[0], self.x_low, self.x_high)
        inside_y = place[1] if fixed == "y" else _inside(place[1], self.y_low, self.y_high)
        if inside_x is None or inside_y is None or not (math.isfinite(inside_x) and math.isfinite(inside_y)):
            return None
        return inside_x, inside_y

    def _on_circle(self, x: float, y: float) -> Place | None:
        assert self.circle is not None
        center_x, center_y, radius = self.circle
        angle = angle_on_arc(x - center_x, y - center_y, self.arc)
        if angle is None:
            return None
        return center_x + radius * math.cos(math.radians(angle)), center_y + radius * math.sin(math.radians(angle))

    def message(self) -> dict[str, Any]:
        """What the browser needs to draw and move it; no limit is null."""
        return {
            "name": self.name, "x": _number(self.x), "y": _number(self.y), "label": self.label, "color": self.color,
            "along": self.along, "curve": self.curve, "line": self.line, "circle": self.circle,
            "snap": list(self.snap) if isinstance(self.snap, tuple) else [self.snap, self.snap],
            "limits": [_number(end) for end in (self.x_low, self.x_high, self.y_low, self.y_high)],
            "arc": self.arc, "axes": self.axes, "by_mouse": self.by_mouse,
        }  # fmt: skip


def field_handle(
    config_class: type,
    x: str | float = 0.0,
    y: str | float = 0.0,
    *,
    angle: str | None = None,
    circle: tuple[float, float, float] | None = None,
    distance: str | None = None,
    line: tuple[Place, Place] | None = None,
    name: str | None = None,
    **options: Any,
) -> Handle:
    """A handle that shows and sets one or two numeric fields of a config: its limits and grid are their domains'.

    `x` and `y` are each the name of a field or the number at which the handle stays; with one field it moves along
    that axis. `angle` is a field in degrees that a handle on `circle` sets, `distance` a field that a handle on `line`
    sets: how far it is from the first of the two points. Further `options` are `Handle`'s. What is told passes the
    field's domain before it is stored (`put`).
    """
    table = domains(config_class)

    def store(moved: Mapping[str, float]) -> None:
        values = {field: _rounded(table[field], value) for field, value in moved.items()}
        if all(problem.rule == "together" for problem in problems_of(config_class, values)):  # the page tells of these
            put(values)

    if angle is not None:
        assert circle is not None
        low, high = _bounds(table[angle])
        arc = low, high
        center_x, center_y, radius = circle
        radians = math.radians(current_value(config_class, angle))
        return Handle(
            name=name or angle, x=center_x + radius * math.cos(radians), y=center_y + radius * math.sin(radians),
            circle=circle, arc=arc,
            on_drag=lambda x, y: _if_some(angle_on_arc(x - center_x, y - center_y, arc), angle, store),
            **{"snap": _grid(table[angle]), **options},
        )  # fmt: skip
    if distance is not None:
        assert line is not None
        place = _ray(*line)
        first, last = (place(end) for end in _bounds(table[distance]))
        limits = {"x_low": min(first[0], last[0]), "x_high": max(first[0], last[0]),
                  "y_low": min(first[1], last[1]), "y_high": max(first[1], last[1])}  # fmt: skip
        start_x, start_y = line[0]
        forward_x, forward_y = place(1.0)[0] - start_x, place(1.0)[1] - start_y
        now_x, now_y = place(current_value(config_class, distance))
        return Handle(
            name=name or distance, x=now_x, y=now_y, line=line,
            on_drag=lambda x, y: store({distance: (x - start_x) * forward_x + (y - start_y) * forward_y}),
            **{"snap": _grid(table[distance]), **limits, **options},
        )  # fmt: skip
    fields = {axis: field for axis, field in (("x", x), ("y", y)) if isinstance(field, str)}
    if not fields:
        raise ValueError("A handle of fields needs a field: x, y, angle or distance.")
    limits = {}
    for axis, field in fields.items():
        limits[f"{axis}_low"], limits[f"{axis}_high"] = _bounds(table[field])
    steps = [_grid(table[field]) for field in fields.values()]
    snap = None if None in steps else tuple(steps) if len(steps) > 1 else steps[0]
    return Handle(
        name=name or "_".join(fields.values()),
        x=current_value(config_class, x) if isinstance(x, str) else x,
        y=current_value(config_class, y) if isinstance(y, str) else y,
        on_drag=lambda x, y: store({field: {"x": x, "y": y}[axis] for axis, field in fields.items()}),
        **{"along": next(iter(fields)) if len(fields) == 1 else None, "snap": snap, **limits, **options},
    )  # fmt: skip


def column_handle(config_class: type, field: str, column: int, **options: Any) -> Handle:
    """A handle that shows and sets one column of a matrix of two rows: its limits and grid are those of the numbers.

    What the field holds now is read when the handle has moved, so that two columns may be moved in turn.
    """
    domain = domains(config_class)[field]
    if domain.kind != "matrix" or domain.low is None or domain.high is None:
        raise ValueError(f"{field}: a handle of a column wants a matrix; the field is a {domain.kind}.")

    def store(x: float, y: float) -> None:
        told = _rounded(domain, x), _rounded(domain, y)
        rows = current_value(config_class, field)
        moved = tuple((*row[:column], number, *row[column + 1 :]) for row, number in zip(rows, told, strict=True))
        if not problems_of(config_class, {field: moved}):
            put({field: moved})

    x, y = (row[column] for row in current_value(config_class, field))
    limits = {"x_low": domain.low, "x_high": domain.high, "y_low": domain.low, "y_high": domain.high}
    return Handle(
        name=f"{field}_{column}", x=x, y=y, on_drag=store, **{"snap": _grid(domain), **limits, **options}
    )  # fmt: skip


def accepted_moves(told: object, handles: Sequence[Handle], fig: Figure) -> dict[str, Place]:
    """The places, by the handles' names, that a browser told and that may be: a message is untrusted."""
    moved = told.get("moved") if isinstance(told, dict) else None
    if not isinstance(moved, dict):
        return {}
    accepted = {}
    for handle in handles:
        pair = moved.get(handle.name)
        if isinstance(pair, list) and len(pair) == 2 and all(is_number(value) for value in pair):
            place = handle.nearest(float(pair[0]), float(pair[1]), fig)
            if place is not None:
                accepted[handle.name] = place
    return accepted


def is_number(value: object) -> bool:
    """Whether a told value is a number of a size that a coordinate can have."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_COORDINATE


def angle_on_arc(x: float, y: float, arc: tuple[float, float]) -> float | None:
    """The direction of (x, y) in degrees, turned into the arc; None for the center and outside of the arc."""
    if math.hypot(x, y) == 0:
        return None
    low, high = arc
    angle = low + (math.degrees(math.atan2(y, x)) - low) % 360
    if angle - low > 360 * (1 - ROUNDING):  # a rounding error below the lower end
        angle = low
    return _inside(angle, low, high)


def _inside(value: float, low: float, high: float) -> float | None:
    """The value, moved onto a limit that it misses by rounding; None outside."""
    if low <= value <= high:
        return value
    near = min(max(value, low), high)
    return near if math.isclose(value, near, rel_tol=ROUNDING, abs_tol=ROUNDING) else None


def _projection(place: Place, start: Place, end: Place) -> Place:
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    share = (place[0] - start[0]) * along_x + (place[1] - start[1]) * along_y
    share /= along_x**2 + along_y**2
    return start[0] + share * along_x, start[1] + share * along_y


def _ray(start: Place, end: Place) -> Callable[[float], Place]:
    """The place at a distance from `start` in the direction of `end`."""
    (x, y), size = start, math.dist(start, end)
    along_x, along_y = (end[0] - x) / size, (end[1] - y) / size
    return lambda distance: (x + distance * along_x, y + distance * along_y)


def _on_curve(fig: Figure, trace: int, free: str, bound: str, value: float) -> float:
    """The other coordinate of a trace's first segment over `value`; NaN where there is none."""
    free_values = np.asarray(fig.data[trace][free], dtype=float)
    bound_values = np.asarray(fig.data[trace][bound], dtype=float)
    before, after = free_values[:-1], free_values[1:]
    inside = np.flatnonzero((before - value) * (after - value) <= 0)
    if inside.size == 0:
        return math.nan
    k = inside[0]
    share = 0.0 if after[k] == before[k] else (value - before[k]) / (after[k] - before[k])
    return float(bound_values[k] + share * (bound_values[k + 1] - bound_values[k]))


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _bounds(domain: Domain) -> tuple[float, float]:
    if domain.low is None or domain.high is None:
        raise ValueError(f"{domain.name}: a handle sets numbers; the field is a {domain.kind}.")
    return domain.low, domain.high


def _grid(domain: Domain) -> float | None:
    return None if domain.log else domain.step


def _rounded(domain: Domain, value: float) -> float:
    return round(value) if domain.kind == "integer" else float(f"{value:.12g}")  # 44.99999999999999° is 45°


def _if_some(value: float | None, field: str, store: Callable[[Mapping[str, float]], None]) -> None:
    if value is not None:
        store({field: value})

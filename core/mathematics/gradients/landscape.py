"""A function of two variables over the square [-5, 5]²: its heights, level lines and lowest minima."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize

PlaneFunction = Callable[[Any, Any], Any]
REACH = 5.0
GRID = 81  # places along each axis
LEVELS = 18  # level lines: as much of the map lies between any two of them
MOST_MINIMA = 12  # as low as each other; more are the floor of a valley
STARTS = 24
LARGEST = 1e38  # what is beyond counts as no value: a figure draws in float32
SAME_PLACE = 1e-3
SAME_HEIGHT = 1e-9
NEARBY = 0.02  # radius of the circle on which a minimum must not be undercut
ALONE = 1e-4  # least by greatest rise on this circle: more has a minimum that stands alone, not the floor of a valley


@dataclass(frozen=True)
class Landscape:
    """The heights of f over the map.

    axis: (81,); values: (81, 81), rows along y, NaN where f is not defined or too large; levels: (k,), heights of the
    level lines, ascending, with the least and the greatest value at the ends; bands: (81, 81), how many levels lie
    below each place, with fractions between them; minima: (m, 2), the lowest places inside the map, several where they
    are equally low, none where these are too many to be told: `many` says that they stand alone, `floor` that they hang
    together, as on the floor of a valley; `undefined` is the share of the map without a value.
    """

    axis: np.ndarray
    values: np.ndarray
    levels: np.ndarray
    bands: np.ndarray
    minima: np.ndarray
    many: bool
    floor: bool
    undefined: float


def landscape(f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction) -> Landscape:
    """Heights, level lines and lowest minima of f, whose partial derivatives are f_x and f_y."""
    axis = np.linspace(-REACH, REACH, GRID)
    values = f(*np.meshgrid(axis, axis))
    known = np.abs(values) < LARGEST
    values = np.where(known, values, np.nan)
    levels = np.unique(np.quantile(values[known], np.linspace(0, 1, LEVELS + 2))) if known.any() else np.zeros(1)
    bands = np.where(known, np.interp(values, levels, np.arange(len(levels))), np.nan)
    minima = lowest_minima(f, f_x, f_y, axis, values)
    crowd = len(minima) > MOST_MINIMA
    many = crowd and bool(np.median([isolation(f, x, y) for x, y in minima]) > ALONE)
    return Landscape(
        axis=axis, values=values, levels=levels, bands=bands, minima=minima[:0] if crowd else minima, many=many,
        floor=crowd and not many, undefined=1 - float(known.mean()),
    )  # fmt: skip


def lowest_minima(
    f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, axis: np.ndarray, values: np.ndarray
) -> np.ndarray:
    """The lowest minima inside the grid, each made sharp from the grid's best places; (m, 2), sorted."""
    found: list[tuple[float, float, float]] = []
    for x, y in _starts(axis, values):
        place = _sharpened(f, f_x, f_y, x, y)
        if place is not None and all(np.hypot(place[1] - a, place[2] - b) > SAME_PLACE for _, a, b in found):
            found.append(place)
    if not found:
        return np.zeros((0, 2))
    lowest = min(found)[0]
    scale = max(1.0, float(np.ptp(values[np.isfinite(values)])))
    places = sorted((x, y) for value, x, y in found if value - lowest <= SAME_HEIGHT * scale)
    return np.array(places)


def _starts(axis: np.ndarray, values: np.ndarray) -> list[tuple[float, float]]:
    """Inner places of the grid that lie as low as their eight neighbors and not all level with them; lowest first."""
    around = [np.roll(values, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    neighbors = np.stack(around)
    low = np.asarray((values <= neighbors).all(0) & (values < neighbors).any(0))
    low[[0, -1]] = low[:, [0, -1]] = False
    rows, columns = np.nonzero(low)
    order = np.argsort(values[rows, columns], kind="stable")[:STARTS]
    return [(float(axis[columns[k]]), float(axis[rows[k]])) for k in order]


def _sharpened(
    f: PlaneFunction, f_x: PlaneFunction, f_y: PlaneFunction, x: float, y: float
) -> tuple[float, float, float] | None:
    """(value, x, y) of the minimum near a place of the grid: BFGS, kept only where it is lower and inside the map."""
    start = (float(f(x, y)), x, y)
    with np.errstate(all="ignore"):
        result = optimize.minimize(
            lambda p: float(f(p[0], p[1])), [x, y], method="BFGS",
            jac=lambda p: np.array([float(f_x(p[0], p[1])), float(f_y(p[0], p[1]))]), options={"gtol": 1e-11},
        )  # fmt: skip
    best = (float(result.fun), float(result.x[0]), float(result.x[1]))
    near = np.isfinite(best).all() and np.hypot(best[1] - x, best[2] - y) < 0.5 and best[0] <= start[0]
    found = best if near else start
    inside = max(abs(found[1]), abs(found[2])) < REACH
    return found if inside and found[0] <= lowest_around(f, found[1], found[2]) else None


def lowest_around(f: PlaneFunction, x: float, y: float, radius: float = NEARBY) -> float:
    """The least value on a small circle around a place; NaN where f is not defined on all of it."""
    return float(circle_around(f, x, y, radius).min())


def circle_around(f: PlaneFunction, x: float, y: float, radius: float = NEARBY) -> np.ndarray:
    """The values (720,) on a small circle around a place."""
    turn = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    return np.asarray(f(x + radius * np.cos(turn), y + radius * np.sin(turn)), dtype=float)


def isolation(f: PlaneFunction, x: float, y: float) -> float:
    """The least by the greatest rise of f from a minimum to a small circle: 0 where a valley leads on from it."""
    rise = circle_around(f, x, y) - float(f(x, y))
    return float(rise.min() / rise.max()) if rise.max() > 0 else 0.0


def level_segments(axis: np.ndarray, values: np.ndarray, level: float) -> np.ndarray:
    """The level line as short straight pieces, one or two through each cell of the grid: (n, 2 ends, 2 coordinates).

    Along each side of a cell the function is taken as straight. Lorensen & Cline (1987), in the plane.
    """
    x, y = np.meshgrid(axis, axis)
    places = np.stack([x, y], -1)
    corners = [places[:-1, :-1], places[:-1, 1:], places[1:, 1:], places[1:, :-1]]  # around each cell
    heights = [values[:-1, :-1] - level, values[:-1, 1:] - level, values[1:, 1:] - level, values[1:, :-1] - level]
    crossings, crossed = [], []
    for k in range(4):
        here, there = heights[k], heights[(k + 1) % 4]
        crossed.append((here >= 0) != (there >= 0))
        with np.errstate(all="ignore"):
            share = np.where(crossed[-1], here / (here - there), 0.0)[..., None]
        crossings.append(corners[k] + share * (corners[(k + 1) % 4] - corners[k]))
    cuts, points = np.stack(crossed, -1), np.stack(crossings, -2)  # (rows, columns, sides), (…, sides, 2)
    cuts &= np.isfinite(np.stack(heights, -1)).all(-1, keepdims=True)
    number = cuts.sum(-1)
    pieces = [points[number == 2][cuts[number == 2]].reshape(-1, 2, 2), points[number == 4].reshape(-1, 2, 2)]
    return np.concatenate(pieces)

"""Ten surfaces and typed ones, with their partial derivatives, heights over the map, and minima."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from core.expressions import Function, Name, Node, Number, read_function

PlaneFunction = Callable[[Any, Any], Any]
Terrain = tuple[PlaneFunction, ...]  # f, f_x, f_y, f_xx, f_xy, f_yy
FORMULAS = {
    "bowl": "(x^2 + k*y^2)/2",
    "ravine": "((x + y)^2 + k*(x - y)^2)/4",
    "saddle": "x^2 - y^2",
    "monkey": "x^3 - 3*x*y^2",
    "rosenbrock": "(1 - x)^2 + 100*(y - x^2)^2",
    "beale": "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "rastrigin": "20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)",
    "camel": "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + 4*(y^2 - 1)*y^2",
    "plateau": "1 - exp(-(x^2 + y^2)/2)",
}  # k is the condition number
REACH = {"rosenbrock": 3.0, "camel": 2.5, "beale": 4.5}  # half the width of the map, where it is not 6
FARTHEST = 6.0
GRID = 121  # places along each axis
LEVELS = 18  # level lines: as much of the map lies between any two of them
MOST_MINIMA = 400  # the lowest ones
POLISH = 40  # Newton steps that sharpen a minimum


def terrain_of(surface: str, kappa: float) -> tuple[Function, ...]:
    """f, f_x, f_y, f_xx, f_xy and f_yy of a surface of the list.

    The condition number stands in the derivatives as a letter and is put in afterwards: a new κ costs nothing.
    """
    functions = typed_terrain(read_function(FORMULAS[surface], ("x", "y", "k")))
    return tuple(_at(function, kappa) for function in functions)


def reach_of(surface: str, *places: float) -> float:
    """Half the width of the map: that of the surface, or the largest where a place lies outside."""
    own = REACH.get(surface, FARTHEST)
    return own if all(abs(place) <= own for place in places) else FARTHEST


@lru_cache(maxsize=64)
def typed_terrain(f: Function) -> tuple[Function, ...]:
    """f with its partial derivatives; Refusal where it cannot be differentiated twice."""
    f_x, f_y = f.derivative("x"), f.derivative("y")
    return f, f_x, f_y, f_x.derivative("x"), f_x.derivative("y"), f_y.derivative("y")


def _at(function: Function, kappa: float) -> Function:
    put_in = {"node": _put(function.node, kappa), "lower": tuple(_put(node, kappa) for node in function.lower)}
    return replace(function, variables=("x", "y"), **put_in)


def _put(node: Any, kappa: float) -> Any:
    """A node with a number in place of the letter k."""
    if isinstance(node, Name):
        return Number(node.start, node.end, kappa) if node.name == "k" else node
    if isinstance(node, tuple):
        return tuple(_put(one, kappa) for one in node)
    if is_dataclass(node) and isinstance(node, Node):
        parts = {one.name: getattr(node, one.name) for one in fields(node)}
        changed = {name: _put(part, kappa) for name, part in parts.items() if isinstance(part, Node | tuple)}
        return replace(node, **changed) if changed else node
    return node


@dataclass(frozen=True)
class Relief:
    """The heights of a surface over the map, and its minima there.

    axis: (121,); values: (121, 121), rows along y, NaN where there is none; bands: (121, 121), how many of the `levels`
    lie below each place, with fractions; minima: (m, 2), lowest first; heights: (m,); curvatures: (m, 2), the
    eigenvalues of the Hessian at each, ascending.
    """

    axis: np.ndarray
    values: np.ndarray
    bands: np.ndarray
    levels: int
    minima: np.ndarray
    heights: np.ndarray
    curvatures: np.ndarray
    made: Any = None

    @property
    def reach(self) -> float:
        """Half the width of the map."""
        return float(self.axis[-1])

    @property
    def low(self) -> float | None:
        """The height of the lowest minimum, None without one."""
        return float(self.heights[0]) if len(self.heights) else None


def relief(terrain: Terrain, reach: float) -> Relief:
    """Heights on a grid over [-reach, reach]², in bands of equal area, and the isolated minima inside."""
    axis = np.linspace(-reach, reach, GRID)
    values = terrain[0](*np.meshgrid(axis, axis))
    known = np.abs(values) < 1e38  # a figure draws in float32
    values = np.where(known, values, np.nan)
    levels = np.unique(np.quantile(values[known], np.linspace(0, 1, LEVELS + 2))) if known.any() else np.zeros(1)
    bands = np.where(known, np.interp(values, levels, np.arange(len(levels))), np.nan)
    minima = find_minima(terrain, axis, values)
    heights = terrain[0](*minima.T)
    order = np.lexsort((minima[:, 1], minima[:, 0], np.round(heights, 9)))
    minima = minima[order]
    return Relief(
        axis=axis, values=values, bands=bands, levels=len(levels), minima=minima, heights=heights[order],
        curvatures=curvatures_at(terrain, minima),
    )  # fmt: skip


def find_minima(terrain: Terrain, axis: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Isolated minima (m, 2) inside the grid: its places below their neighbors, sharpened by Newton's method."""
    around = np.stack([np.roll(values, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)])
    low = np.asarray((values <= around).all(0) & (values < around).any(0))
    low[[0, -1]] = low[:, [0, -1]] = False
    rows, columns = np.nonzero(low)
    lowest = np.argsort(values[rows, columns], kind="stable")[:MOST_MINIMA]
    found = np.stack([axis[columns], axis[rows]], -1)[lowest]
    places = found.copy()
    for _ in range(POLISH):
        step = newton_step(terrain, places)
        step = np.where(np.isfinite(step).all(-1, keepdims=True), step, 0.0)
        places = places - step
        if np.abs(step).max(initial=0.0) < 1e-14:
            break
    slope = np.hypot(terrain[1](*places.T), terrain[2](*places.T))
    least, most = curvatures_at(terrain, places).T
    near = np.abs(places - found).max(-1, initial=0) < 3 * (axis[1] - axis[0])
    isolated = (least > 1e-8 * most) & (slope <= 1e-6 * (1 + most)) & (np.abs(places) < axis[-1]).all(-1)
    return distinct(places[near & isolated])


def distinct(places: np.ndarray, apart: float = 1e-3) -> np.ndarray:
    """The places (m, 2) without those that lie on an earlier one."""
    near = np.hypot(*(places[:, None] - places[None]).T) <= apart
    return np.asarray(places[~np.tril(near, -1).any(1)])


def newton_step(terrain: Terrain, places: np.ndarray) -> np.ndarray:
    """H⁻¹∇f at places (n, 2), by Cramer's rule; not finite where the Hessian is singular."""
    x, y = places.T
    g_x, g_y, a, b, c = (partial(x, y) for partial in terrain[1:])
    with np.errstate(all="ignore"):
        return np.asarray(np.stack([c * g_x - b * g_y, a * g_y - b * g_x], -1) / (a * c - b * b)[:, None])


def curvatures_at(terrain: Terrain, places: np.ndarray) -> np.ndarray:
    """Eigenvalues of the Hessian at places (n, 2), ascending: (n, 2); NaN where it has none."""
    a, b, c = (partial(*places.T) for partial in terrain[3:])
    with np.errstate(all="ignore"):
        middle, half = (a + c) / 2, np.hypot((a - c) / 2, b)
    return np.stack([middle - half, middle + half], -1)

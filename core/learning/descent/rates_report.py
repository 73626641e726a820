"""What is to be said of the fair race: the best rate of each optimizer, and how wide its good rates reach."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.learning.descent.race import SMALLEST, FairRace, width_in_decades
from core.learning.descent.settings import CourseConfig, StartConfig, TerrainConfig
from core.learning.descent.terrain import Relief, Terrain, curvatures_at, terrain_of

Line = tuple[str, dict[str, Any]]
BOWLS = ("bowl", "ravine")


def rates_lines(fair: FairRace, land: Relief, curvature: float) -> list[Line]:
    """The winner at its own best rate, then a line for each optimizer, then the limit of plain descent on a bowl.

    `curvature` is the largest of the surface where it is the same everywhere, else NaN.
    """
    if not math.isfinite(fair.first):
        return [("undefined", {})]
    lines: list[Line] = [_winner(fair)] if (fair.best >= 0).any() else []
    for k, method in enumerate(fair.methods):
        best = int(fair.best[k])
        if best < 0:
            lines.append(("all_lost", {"method": method}))
        elif method == "Newton":
            lines.append(("newton", {"loss": float(fair.final[k, 0])}))
        else:
            edge = "_edge" if best in (0, len(fair.rates) - 1) else ""
            values = {"method": method, "rate": float(fair.rates[best]), "loss": float(fair.final[k, best]),
                      "width": width_in_decades(fair, k), "lost": int(np.isnan(fair.final[k]).sum())}  # fmt: skip
            lines.append(("bare" if fair.low is None else f"best{edge}", values))
    if len(land.minima) == 1 and math.isfinite(curvature):
        lines.append(("limit", {"curvature": curvature, "limit": 2 / curvature}))
    return lines


def rate_lines(fair: FairRace, rate: float) -> list[Line]:
    """What each optimizer reaches at the rate of the grid that is nearest to `rate`; a dash for who is lost."""
    k = int(np.argmin(np.abs(np.log(fair.rates / rate))))
    found = [
        f"{m} {x:.3g}" if math.isfinite(x) else f"{m} —" for m, x in zip(fair.methods, fair.final[:, k], strict=True)
    ]
    return [("near", {"rate": float(fair.rates[k]), "found": ", ".join(found)})] if math.isfinite(fair.first) else []


def _winner(fair: FairRace) -> Line:
    least = np.array([np.inf if k < 0 else fair.final[n, k] for n, k in enumerate(fair.best)])
    floor = least if fair.low is None else np.maximum(least, SMALLEST)
    first = [fair.methods[k] for k in np.flatnonzero(floor == floor.min())]
    key = "tie" if len(first) > 1 else "lowest" if fair.low is None else "winner"
    return key, {"method": first[0], "methods": ", ".join(first), "loss": float(floor.min())}


def one_curvature(terrain: Terrain, land: Relief) -> float:
    """The largest eigenvalue of the Hessian where it is the same all over the map; NaN where it is not."""
    places = np.stack(np.meshgrid(land.axis[::7], land.axis[::7]), -1).reshape(-1, 2)
    largest = curvatures_at(terrain, places)[:, 1]
    same = np.ptp(largest) <= 1e-9 * np.abs(largest).max()  # not where one of them is NaN
    return float(largest[0]) if same else math.nan


def sum_lines(
    fair: FairRace, surface: TerrainConfig, start: StartConfig, course: CourseConfig, rate: float
) -> Iterator[Line]:
    """The widths redone, and on a bowl the loss of plain descent by its formula."""
    yield from width_lines(fair)
    if surface.surface in BOWLS:
        yield from bowl_lines(fair, terrain_of(surface.surface, surface.kappa), start, course, rate)


def width_lines(fair: FairRace) -> list[Line]:
    """A hundredth of the height at the start, and for each optimizer the decades of rates that end below; in LaTeX."""
    if not math.isfinite(fair.first):
        return [("undefined", {})]
    if fair.low is None:
        return [("no_width", {})]
    lines: list[Line] = [("hundredth", {"first": tex.number(fair.first), "limit": tex.number(fair.first / 100)})]
    for k, method in enumerate(fair.methods):
        width = width_in_decades(fair, k)
        if method != "Newton":
            lines.append(("width", {"method": method, "count": round(8 * width), "width": tex.number(width)}))
    return lines


def bowl_lines(fair: FairRace, terrain: Terrain, start: StartConfig, course: CourseConfig, rate: float) -> list[Line]:
    """The loss of plain descent on a bowl around (0, 0), at the rate of the grid next to `rate`, by its formula."""
    k = int(np.argmin(np.abs(np.log(fair.rates / rate))))
    if "GD" not in fair.methods or not math.isfinite(fair.final[fair.methods.index("GD"), k]):
        return []
    eta, (curvatures, parts) = float(fair.rates[k]), eigen_parts(terrain, start)
    factors = 1 - eta * curvatures
    terms = curvatures / 2 * factors ** (2 * course.steps) * parts**2
    values = {"rate": tex.number(eta), "T": course.steps, "double": 2 * course.steps, "loss": tex.number(terms.sum())}
    for n, name in enumerate(("flat", "steep")):
        values |= {f"{name}_curvature": tex.number(curvatures[n]), f"{name}_factor": tex.base(factors[n]),
                   f"{name}_part": tex.base(parts[n]), f"{name}_term": tex.number(terms[n])}  # fmt: skip
    return [("bowl", values)]


def eigen_parts(terrain: Terrain, start: StartConfig) -> tuple[np.ndarray, np.ndarray]:
    """The curvatures of a bowl, ascending, and the parts of its start along their directions; (2,) both."""
    place = np.array([start.x0, start.y0])
    a, b, c = (float(partial(*place)) for partial in terrain[3:])
    curvatures, directions = np.linalg.eigh(np.array([[a, b], [b, c]]))
    return curvatures, np.asarray(np.abs(directions.T @ place))

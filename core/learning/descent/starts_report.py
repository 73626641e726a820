"""What is to be said of the map of starts: whose country is how large, and which minima the rate cannot hold."""

import math
from typing import Any

import numpy as np

from core import tex
from core.learning.descent.settings import CountryConfig
from core.learning.descent.starts import LOST, Scout, StartMap
from core.learning.descent.terrain import Relief

Line = tuple[str, dict[str, Any]]
MOST = 6  # minima with a line of their own


def map_lines(
    found: StartMap, limits: np.ndarray, curvatures: np.ndarray, config: CountryConfig, momentum: float
) -> list[Line]:
    """How many minima the rate holds, a line for each of the first ones, and who has not arrived.

    limits: (m,), the largest rates; curvatures: (m, 2).
    """
    total = found.ends.size
    if not len(found.minima):
        return [("no_minima", {"lost": found.lost, "total": total})]
    lines = [_verdict(limits, config, momentum)]
    for k in range(min(len(found.minima), MOST)):
        x, y = found.minima[k]
        values = {"x": tex.number(x, 3), "y": tex.number(y, 3), "count": int(found.counts[k]), "total": total,
                  "curvature": tex.number(curvatures[k, 1]), "limit": float(limits[k])}  # fmt: skip
        lines.append((_kind(config.pace, float(limits[k])), values))
    if len(found.minima) > MOST:
        others = {"minima": len(found.minima) - MOST, "count": int(found.counts[MOST:].sum()), "total": total}
        lines.append(("others", others))
    return [*lines, ("rest", {"lost": found.lost, "unsettled": found.unsettled, "total": total})]


def _kind(pace: float, limit: float) -> str:
    if math.isnan(limit):
        return "country"
    return "edge" if pace == limit else "repels" if pace > limit else "holds"


def _verdict(limits: np.ndarray, config: CountryConfig, momentum: float) -> Line:
    held, count = int((config.pace < limits).sum()), len(limits)
    if config.walker in ("Adam", "Newton"):
        return f"verdict_{config.walker}", {}
    key = "all" if held == count else "none" if held == 0 else "some"
    return f"verdict_{key}", {"held": held, "count": count, "rate": config.pace, "beta": momentum}


def scout_lines(walk: Scout, land: Relief) -> list[Line]:
    """Where the scout's walk ends, whether that is the nearest of the minima, and whether it begins off the map."""
    outside = bool(np.abs(walk.places[0]).max() > land.reach)
    return [_scout_end(walk, land.minima), *([("scout_outside", {"reach": land.reach})] if outside else [])]


def _scout_end(walk: Scout, minima: np.ndarray) -> Line:
    places = walk.places[np.isfinite(walk.places).all(-1)]
    start = {"x": tex.number(places[0, 0]), "y": tex.number(places[0, 1])}
    if walk.end == LOST:
        return "scout_lost", start | {"step": len(places)}
    if walk.end < 0:
        return "scout_unsettled", start
    x, y = minima[walk.end]
    key = "scout_nearest" if walk.end == walk.nearest else "scout_other"
    return key, start | {"end_x": tex.number(x, 3), "end_y": tex.number(y, 3)}

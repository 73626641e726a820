"""The function to approximate on [-1, 1]: typed, one of a list, or the values of a drawing."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.data.drawings import decode_curve
from core.expressions import Function, read_function
from core.networks.approximation.settings import TargetConfig
from core.refusal import Refusal

FORMULAS = {
    "sine": "sin(pi*x)", "absolute": "abs(x)", "square": "x^2", "step": "where(x<0.2,-0.8,0.8)",
    "runge": "1/(1+25*x^2)", "chirp": "sin(3*(x+1.2)^2)",
    "nielsen": "0.2+0.1*(x+1)^2+0.15*(x+1)*sin(7.5*(x+1))+0.05*cos(25*(x+1))",
}  # fmt: skip
DRAWN_VALUES = 64
DRAWN_RANGE = (-1.0, 1.0)
LARGEST = 100.0  # a value beyond is left out, as near a pole
GRID = np.linspace(-1, 1, 401)  # places at which errors are measured and curves are drawn
FINE = np.linspace(-1, 1, 4097)  # holds the middles of 2, 4, … 256 equal pieces
MOST_JUMPS = 64
HALVINGS = 32  # of a step of the fine places, until the sides of a jump are 1e-13 apart
BESIDE = 1e-9  # how far beside a jump its two sides are measured

Target = Callable[[Any], Any] | str  # a typed function, or the text of a drawing
KnownPoints = tuple[np.ndarray, np.ndarray]  # places and values, both (n,)


def target_of(config: TargetConfig) -> Function:
    """The function of the list that is chosen; `typed` is read from its text."""
    if config.target == "triangle":
        return read_function(f"2/pi*arcsin(sin({config.teeth}*pi*x))")
    return read_function(FORMULAS.get(config.target, config.formula))


def target_values(target: Target, x: np.ndarray) -> np.ndarray:
    """Values at x, of the same shape; NaN where there is none, where it is beyond ±100, and outside of a drawing."""
    if isinstance(target, str):
        places = np.linspace(-1, 1, DRAWN_VALUES)
        y = np.interp(x, places, decode_curve(target, DRAWN_VALUES, DRAWN_RANGE), left=np.nan, right=np.nan)
    else:
        y = target(x)
    return np.where(np.abs(y) <= LARGEST, y, np.nan)


def known_points(target: Target, x: np.ndarray, least: int = 2) -> KnownPoints:
    """Places and values (n,) where the target has one; Refusal where these are fewer than `least`."""
    y = target_values(target, x)
    known = np.isfinite(y)
    if known.sum() < least:
        raise Refusal("target_nowhere", found=int(known.sum()), wanted=least)
    return x[known], y[known]


def jumps_of(target: Target) -> np.ndarray:
    """Places (jumps,) at which the target jumps, ascending: where halving a step does not halve what it climbs."""
    y = target_values(target, FINE)
    climb = np.nan_to_num(np.abs(np.diff(y)))
    steep = np.flatnonzero(climb > 1e-3 * np.nanmax(climb, initial=0.0))
    steep = steep[np.argsort(-climb[steep], kind="stable")[:MOST_JUMPS]]
    low, high = FINE[steep], FINE[steep + 1]
    y_low, y_high = y[steep], y[steep + 1]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        value = target_values(target, middle)
        left = np.abs(value - y_low) >= np.abs(y_high - value)
        low, y_low = np.where(left, low, middle), np.where(left, y_low, value)
        high, y_high = np.where(left, middle, high), np.where(left, value, y_high)
    places = np.sort((low + high)[np.abs(y_high - y_low) > climb[steep] / 10] / 2)
    return np.asarray(places[np.diff(places, prepend=-np.inf) > 2 * BESIDE])


def judged_points(target: Target, x: np.ndarray) -> KnownPoints:
    """Known points (n,) at x and on both sides of every jump: where the largest error of an approximation is read."""
    jumps = jumps_of(target)
    return known_points(target, np.sort(np.concatenate([x, jumps - BESIDE, jumps + BESIDE])))


def half_jump(target: Target) -> float:
    """Half of the largest jump, 0 for a continuous target: no continuous function is closer."""
    jumps = jumps_of(target)
    climb = np.abs(target_values(target, jumps + BESIDE) - target_values(target, jumps - BESIDE))
    return float(np.nanmax(climb, initial=0.0)) / 2


def span_of(target: Target) -> tuple[float, float]:
    """The range of an axis on which the target has room, from its values on [-1, 1]."""
    _, y = known_points(target, GRID)
    low, high = float(y.min()), float(y.max())
    room = max(0.3 * (high - low), 0.3)
    return low - room, high + room


def target_lines(target: Target) -> list[tuple[str, dict[str, Any]]]:
    """What must be told of a target: where it has no value, and where it jumps."""
    lines: list[tuple[str, dict[str, Any]]] = []
    missing = int(np.isnan(target_values(target, GRID)).sum())
    if missing:
        lines.append(("target.missing", {"missing": missing, "all": len(GRID)}))
    if target == "":
        lines.append(("target.empty", {}))
    gaps = target.gaps(-1, 1) if isinstance(target, Function) else ()
    if len(gaps):
        lines.append(("target.gaps", {"places": ", ".join(f"{gap:.4g}" for gap in gaps[:4]), "count": len(gaps)}))
    return lines

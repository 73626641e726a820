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

Target = Callable[[Any], Any] | str  # a typed function, or the text of a drawing


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


def known_points(target: Target, x: np.ndarray, least: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Places and values (n,) where the target has one; Refusal where these are fewer than `least`."""
    y = target_values(target, x)
    known = np.isfinite(y)
    if known.sum() < least:
        raise Refusal("target_nowhere", found=int(known.sum()), wanted=least)
    return x[known], y[known]


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

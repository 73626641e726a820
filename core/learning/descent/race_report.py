"""What is to be said of a race: where each one is after the last step, and why one is lost."""

import math
from typing import Any

import numpy as np

from core import tex
from core.learning.descent.race import Race
from core.learning.descent.terrain import Relief

Line = tuple[str, dict[str, Any]]
FLAT = 1e-12


def race_lines(run: Race, land: Relief, slope: float) -> list[Line]:
    """First what holds for all, then a line for each optimizer; `slope` is |∇f| at the start."""
    x, y = run.places[0, 0]
    here = {"x": tex.number(x), "y": tex.number(y)}
    if not math.isfinite(run.losses[0, 0]):
        return [("undefined", here)]
    if not math.isfinite(slope):
        return [("no_gradient", here)]
    lines: list[Line] = [] if len(land.minima) else [("no_minimum", {})]
    if slope <= FLAT:
        lines.append((f"flat_{kind_of(run, land)}", here))
    return lines + [_line(run, land, k) for k in range(len(run.methods))]


def kind_of(run: Race, land: Relief) -> str:
    """What a start without slope is: a minimum, or another place that plain descent cannot leave."""
    near = np.hypot(*(land.minima - run.places[0, 0]).T) < 1e-6
    if near.any():
        return "minimum"
    return "maximum" if run.curvature < 0 else "saddle" if run.curvature > FLAT else "plateau"


def _line(run: Race, land: Relief, k: int) -> Line:
    method, steps, end = run.methods[k], len(run.places) - 1, int(run.ends[k])
    rate = float(run.rates[k])
    if end < steps:
        return _lost(run, k)
    x, y = tex.significant(run.places[-1, k], 10)
    values = {"method": method, "loss": float(run.losses[-1, k]), "x": float(x), "y": float(y), "rate": rate}
    away = np.hypot(*(land.minima - (x, y)).T)
    stands = "arrived" if away.size and away.min() < 0.01 else "on_its_way"
    return f"{stands}_newton" if math.isnan(rate) else stands, values


def _lost(run: Race, k: int) -> Line:
    """Why a walk has no place any more: too long steps, or a place without a gradient."""
    method, end = run.methods[k], int(run.ends[k])
    product = float(run.rates[k]) * run.curvature
    values = {"method": method, "step": end + 1, "rate": float(run.rates[k]), "curvature": run.curvature,
              "product": product}  # fmt: skip
    if method == "Newton":
        return "lost_newton", values
    far = float(np.abs(run.places[end, k]).max()) > 1e3 * (1 + float(np.abs(run.places[0, k]).max()))
    if not far and end > 0 and float(np.abs(run.places[end, k]).max()) < 20:
        return "lost_domain", values
    explains = method in ("GD", "SGD") and product > 2
    return ("lost_curvature" if explains else "lost_far"), values

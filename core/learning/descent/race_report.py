"""What is to be said of a race: where each one is after the last step, and why one is lost."""

import math
from typing import Any

import numpy as np

from core import tex
from core.learning.descent.race import OptimizerRace, level
from core.learning.descent.terrain import Relief

Line = tuple[str, dict[str, Any]]
FLAT = 1e-12
PLAIN = ("GD", "SGD")  # whose limit is 2/λ


def race_lines(run: OptimizerRace, land: Relief, slope: float) -> list[Line]:
    """First what holds for all, then a line for each optimizer; `slope` is |∇f| at the start."""
    x, y = run.places[0, 0]
    here = {"x": tex.number(x), "y": tex.number(y)}
    if not math.isfinite(run.losses[0, 0]):
        return [("undefined", here)]
    if not math.isfinite(slope):
        return [("no_gradient", here)]
    lines: list[Line] = [] if len(land.minima) else [("no_minimum", {})]
    if land.low is not None and level(run.losses, land.low) is None:
        lines.append(("lower", {"low": land.low}))
    if slope <= FLAT:
        lines.append((f"flat_{kind_of(run, land)}", here))
        if "AdamW" in run.methods and (run.places[1] != run.places[0])[run.methods.index("AdamW")].any():
            lines.append(("flat_decay", {}))
    return lines + [_line(run, land, k) for k in range(len(run.methods))]


def kind_of(run: OptimizerRace, land: Relief) -> str:
    """What a start without slope is, by the eigenvalues of its Hessian; a plateau where both are 0."""
    near = np.hypot(*(land.minima - run.places[0, 0]).T) < 1e-6
    least, most = run.curvatures
    if near.any() or least > FLAT:
        return "minimum"
    return "maximum" if most < -FLAT else "saddle" if max(most, -least) > FLAT else "plateau"


def _line(run: OptimizerRace, land: Relief, k: int) -> Line:
    method, steps, end = run.methods[k], len(run.places) - 1, int(run.ends[k])
    rate = float(run.rates[k])
    if end < steps:
        return _lost(run, k)
    place = run.places[-1, k]
    away = np.hypot(*(land.minima - place).T)
    arrived = bool(away.size and away.min() < 0.01)
    x, y = np.round(land.minima[np.argmin(away)], 9) + 0.0 if arrived else tex.significant(place, 10)
    values = {"method": method, "loss": float(run.losses[-1, k]), "x": float(x), "y": float(y), "rate": rate}
    stands = "arrived" if arrived else "on_its_way"
    product = rate * float(run.curvatures[1])
    if not arrived and product > 2 and method in PLAIN and run.losses[-1, k] > run.losses[0, k]:
        return "growing", values | {"curvature": float(run.curvatures[1]), "product": product}
    return f"{stands}_newton" if math.isnan(rate) else stands, values


def _lost(run: OptimizerRace, k: int) -> Line:
    """Why a walk has no place any more: too long steps, or a place without a gradient."""
    method, end, curvature = run.methods[k], int(run.ends[k]), float(run.curvatures[1])
    product = float(run.rates[k]) * curvature
    values = {"method": method, "step": end + 1, "rate": float(run.rates[k]), "curvature": curvature,
              "product": product}  # fmt: skip
    if run.stuck[k]:
        return "lost_domain", values
    if method == "Newton":
        return "lost_newton", values
    explains = method in PLAIN and product > 2
    return ("lost_curvature" if explains else "lost_far"), values


def first_step_lines(run: OptimizerRace) -> list[Line]:
    """The first move of each optimizer as a sum, with the loss before and after it, in LaTeX."""
    lines: list[Line] = []
    for k, method in enumerate(run.methods):
        before, after = run.places[:2, k]
        if not np.isfinite(after).all():
            lines.append(("first_lost", {"method": method}))
            continue
        move, end = (tex.significant(values, 10) for values in (after - before, after))
        lines.append(("first_step", {
            "method": method, "before": tex.listed(before, 4), "move": tex.listed(move, 4), "after": tex.listed(end, 4),
            "loss": tex.number(run.losses[0, k]), "then": tex.number(run.losses[1, k]),
        }))  # fmt: skip
    return lines


def first_steps(run: OptimizerRace) -> dict[str, dict[str, Any]]:
    """For each optimizer the settings that open the tab of one step at its first one."""
    rates = {
        m: {} if math.isnan(r) else {"learning_rate": float(r)} for m, r in zip(run.methods, run.rates, strict=True)
    }
    return {method: {"tab": "step", "optimizer": method, "at": 1, **rate} for method, rate in rates.items()}

"""What is said about a fit of some capacity: its regime, and its numbers."""

from typing import Any

import numpy as np

from core import tex
from core.learning.regularization.capacity import CapacityCurve, CapacityFit
from core.learning.regularization.settings import CapacityConfig

EXACT = 1e-12  # of the mean square of the values: a training error below it is rounding


def capacity_lines(fit: CapacityFit, curve: CapacityCurve, config: CapacityConfig) -> list[tuple[str, dict[str, Any]]]:
    """The regime of the fit, its numbers, and the peak of the curve."""
    n, p = len(fit.x), len(fit.coefficients)
    exact = fit.train <= EXACT * max(float(np.mean(fit.y**2)), 1.0)
    regime = "ridge" if config.ridge else "below" if p < n else "equal" if p == n else "beyond"
    if not config.ridge and (p < n) == exact:
        regime = "found" if exact else "short"
    best = int(np.argmin(curve.test))
    numbers = {"train": fit.train, "test": fit.test, "length": fit.length}
    shown = {name: tex.number(value, 3) for name, value in numbers.items()}
    condition = {"condition": tex.number(fit.condition, 3)}
    if config.ridge:
        condition |= {"penalty": tex.number(config.penalty, 3), "most": tex.number(0.5 / config.penalty**0.5, 3)}
    conditioned = "damped" if config.ridge else "condition" if np.isfinite(fit.condition) else "singular"
    top = int(np.argmax(curve.test))
    return [
        (f"regime.{regime}", {**shown, "n": n, "p": p}),
        (conditioned, condition),
        ("curve", {"best": tex.number(curve.test[best], 3), "at": int(curve.sizes[best]),
                   "top": tex.number(curve.test[top], 3), "there": int(curve.sizes[top]),
                   "last": tex.number(curve.test[-1], 3)}),
    ]  # fmt: skip


def capacity_said(fit: CapacityFit, curve: CapacityCurve) -> dict[str, Any]:
    """The numbers of the figures' text alternatives."""
    best = int(np.argmin(curve.test))
    return {
        "n": len(fit.x), "p": len(fit.coefficients), "train": fit.train, "test": fit.test,
        "best": curve.test[best], "at": int(curve.sizes[best]),
        "peak": curve.test.max(), "last": curve.test[-1],
    }  # fmt: skip

"""What is to be said of logistic regression on one column, and the risk at one place by hand."""

from typing import Any

import numpy as np

from core import tex
from core.learning.linear_models.logistic import LogisticFit, standard_x
from core.learning.linear_models.logistic_figure import threshold_place
from core.learning.linear_models.routes import ENOUGH, route_text
from core.learning.linear_models.settings import ClassStepsConfig, LogisticFitConfig

Line = tuple[str, dict[str, Any]]


def logistic_lines(found: LogisticFit, config: LogisticFitConfig, settings: ClassStepsConfig) -> list[Line]:
    """The sentences below the figures, as keys of the words and their numbers."""
    said: list[Line] = []
    penalty = "penalized" if config.penalized else "free"
    if found.kind:
        key = f"{found.kind}_{penalty}" if found.kind in ("apart", "touching") else found.kind
        said.append((f"remark.{key}", {"low": found.gap[0], "high": found.gap[1], "x": float(found.x[0])}))
    if np.isfinite(found.best).all() and found.best[1]:
        slope = float(found.best[1])
        said.append(("odds", {"slope": tex.number(slope), "factor": power_of_e(slope)}))
    said.append(descent_line(found, config, settings))
    said.append(threshold_line(found, config.threshold))
    if not found.x.min() <= found.place <= found.x.max():
        said.append(("beyond", {"place": found.place, "low": float(found.x.min()), "high": float(found.x.max())}))
    if config.penalized and found.kind != "one_class":
        said.append(("penalty", {"c": f"{config.c:.4g}"}))
    return said


def power_of_e(exponent: float) -> str:
    """e to the exponent, in LaTeX; by its logarithm where it leaves the range of a double."""
    if abs(exponent) < 700:
        return tex.number(float(np.exp(exponent)))
    tens = exponent / np.log(10)
    return rf"{10 ** (tens % 1):.4g} \cdot 10^{{{int(tens // 1)}}}"


def descent_line(found: LogisticFit, config: LogisticFitConfig, settings: ClassStepsConfig) -> Line:
    """Whether the learning rate is surely small enough: the loss bends at most by 1/4 plus what the penalty adds."""
    spread = standard_x(found.x)[2]
    limit = 2 / (0.25 + (1 / (config.c * len(found.x) * spread**2) if config.penalized else 0.0))
    diverged = not np.abs(found.end).max() < ENOUGH
    key = "diverged" if diverged else "sure" if settings.class_rate < limit else "unsure"
    values = {"rate": f"{settings.class_rate:.4g}", "limit": f"{limit:.4g}", "steps": settings.class_steps}
    return f"descent.{key}", values | {"slope": float(found.end[1])}


def threshold_line(found: LogisticFit, threshold: float) -> Line:
    """From where on the threshold predicts 1, and how many cases are then wrong."""
    risk = found.drawn[0] + found.drawn[1] * found.x
    cut = np.log(threshold / (1 - threshold)) if 0 < threshold < 1 else np.inf if threshold == 1 else -np.inf
    wrong, border = int(((risk >= cut) != (found.y == 1)).sum()), threshold_place(found, threshold)
    values = {"threshold": threshold, "wrong": wrong, "n": len(found.y), "border": border or 0.0}
    if border is None:
        return "threshold.nowhere", values
    return ("threshold.above" if found.drawn[1] > 0 else "threshold.below"), values


def logistic_table(found: LogisticFit) -> dict[str, str]:
    """Coefficients, standard errors and log-likelihood, as plain text."""
    return {
        "intercept": route_text(float(found.best[0]), 8), "slope": route_text(float(found.best[1]), 8),
        "intercept_se": route_text(float(found.se[0]), 6), "slope_se": route_text(float(found.se[1]), 6),
        "end_intercept": route_text(float(found.end[0]), 8), "end_slope": route_text(float(found.end[1]), 8),
        "likelihood": route_text(found.log_likelihood, 8),
    }  # fmt: skip


def risk_tex(found: LogisticFit) -> dict[str, str]:
    """The log-odds and the risk at the place, in LaTeX."""
    z = tex.signed(found.z, 6)
    return {
        "intercept": tex.number(float(found.drawn[0]), 6), "slope": tex.signed(float(found.drawn[1]), 6),
        "place": tex.number(found.place), "z": tex.number(found.z, 6), "minus": f"-{z}",
        "p": tex.number(found.p, 6),
    }  # fmt: skip

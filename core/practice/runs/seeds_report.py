"""The comparison of two settings in sentences and in one formula, and the plan for more seeds."""

from typing import Any

import numpy as np

from core.practice.runs.seeds import MOST_SEEDS, SeedComparison, SeedPlan
from core.practice.runs.settings import SeedsConfig

Line = tuple[str, dict[str, Any]]
FEW = 5  # seeds, below which the spread itself is hardly known


def seed_lines(found: SeedComparison, config: SeedsConfig) -> list[Line]:
    """The verdict first, then the ranks, and what so few seeds cannot say."""
    n, m = len(found.first), len(found.second)
    values = {
        "difference": f"{abs(found.difference):.4f}", "low": f"{found.low:.4f}", "high": f"{found.high:.4f}",
        "confidence": config.confidence_percent, "first": n, "second": m, "p": _p(found.p_welch),
    }  # fmt: skip
    lines: list[Line] = [(f"verdict.{found.conclusion}", values)]
    if found.conclusion == "one_seed":
        return lines
    lines.append(("verdict.ranks", {"share": found.win_share, "p": _p(found.p_ranks)}))
    alpha = 1 - config.confidence_percent / 100
    if found.least_p > alpha:
        lines.append(("verdict.least_p", {"least": _digits(found.least_p), "first": n, "second": m}))
    if min(n, m) < FEW:
        lines.append(("verdict.few", {"count": min(n, m)}))
    return lines


def difference_formula(found: SeedComparison) -> str:
    """The difference of the means with the numbers on the screen; Welch's standard error beside it where there is one.

    LaTeX.
    """
    means = rf"\bar x_2 - \bar x_1 = {found.second.mean():.4f} - {found.first.mean():.4f} = {found.difference:.4f}"
    if min(len(found.first), len(found.second)) < 2:
        return means
    s1, s2 = found.first.std(ddof=1), found.second.std(ddof=1)
    n, m = len(found.first), len(found.second)
    error = np.sqrt(s1**2 / n + s2**2 / m)
    sum_ = rf"\tfrac{{{s1:.4f}^2}}{{{n}}} + \tfrac{{{s2:.4f}^2}}{{{m}}}"
    return rf"{means} \qquad s_{{\bar x_2 - \bar x_1}} = \sqrt{{{sum_}}} = {error:.4f}"


def plan_lines(plan: SeedPlan, config: SeedsConfig, seeds_now: int, own_numbers: bool) -> list[Line]:
    """How many seeds, by the formula and by the test, and with what power there are enough now."""
    values = {
        "gap": f"{plan.gap:.4g}", "spread": f"{plan.spread:.4g}", "power": config.power_percent,
        "confidence": config.confidence_percent, "formula": f"{plan.by_formula:.1f}",
        "needed": plan.needed or 0, "most": MOST_SEEDS,
    }  # fmt: skip
    lines: list[Line] = [("plan.needed" if plan.needed else "plan.too_many", values)]
    if np.isfinite(plan.power_now):
        lines.append(("plan.now", {"seeds": seeds_now, "power": 100 * plan.power_now}))
    if not own_numbers:
        lines.append(("plan.hindsight", {}))
    return lines


def _p(value: float) -> str:
    """A p-value with its sign."""
    return "< 0.0001" if value < 1e-4 else f"= {_digits(value)}"


def _digits(value: float) -> str:
    return f"{value:.4f}" if value < 0.01 else f"{value:.3f}"

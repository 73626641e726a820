"""Which threshold is cheapest when errors have prices."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.practice.metrics.binary import Counts, confusion_counts
from core.practice.metrics.curves import threshold_steps
from core.practice.metrics.formulas import tex
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.settings import BinaryConfig, CostConfig


@dataclass(frozen=True)
class CostCurve:
    """Expected cost per sample over the threshold: constant in (lower[k], upper[k]].

    `best_threshold` lies in the middle of the cheapest step, `best_lower` to `best_upper`. `theory_threshold` is
    cheapest if scores are true probabilities; None where an error costs no more than being right.
    """

    lower: np.ndarray
    upper: np.ndarray
    cost: np.ndarray
    best_threshold: float
    best_lower: float
    best_upper: float
    best_cost: float
    threshold: float
    current_cost: float
    theory_threshold: float | None
    formula: str
    numbers: str


def cost_curve(scores: BinaryScores, weights: np.ndarray, costs: CostConfig, binary: BinaryConfig) -> CostCurve:
    """The cost of every threshold, the cheapest one on these samples, and the one that theory names."""
    steps = threshold_steps(scores, weights)
    n = weights.sum()
    cost = total_cost(steps.counts, costs) / n
    best = int(np.argmin(cost))
    now = confusion_counts(scores.y, scores.score, binary.threshold, weights)
    theory, formula, numbers = theory_threshold(scores.y, weights, costs)
    return CostCurve(
        steps.lower, steps.upper, cost, steps.inside(best), float(steps.lower[best]), float(steps.upper[best]),
        float(cost[best]), binary.threshold, float(total_cost(now, costs) / n), theory, formula, numbers,
    )  # fmt: skip


def total_cost(c: Counts, costs: CostConfig) -> Any:
    """The sum of the four cells, each at its price."""
    return costs.cost_tp * c.tp + costs.cost_fp * c.fp + costs.cost_fn * c.fn + costs.cost_tn * c.tn


def theory_threshold(y: np.ndarray, weights: np.ndarray, costs: CostConfig) -> tuple[float | None, str, str]:
    """The probability from which calling positive is cheaper on average (Elkan, 2001, eq. 2), and its LaTeX twice.

    Scores are probabilities at the prevalence of the data; class weights w that move it move the threshold.
    None where an error costs no more than being right.
    """
    false_alarm, miss = costs.cost_fp - costs.cost_tn, costs.cost_fn - costs.cost_tp
    negative, positive = (float(weights[y == c].mean()) if np.any(y == c) else 1.0 for c in (0, 1))
    formula = r"\frac{w_-(C_{FP}-C_{TN})}{w_-(C_{FP}-C_{TN})+w_+(C_{FN}-C_{TP})}"
    above, below = rf"{tex(negative)}\cdot{tex(false_alarm)}", rf"{tex(positive)}\cdot{tex(miss)}"
    if negative == positive:
        formula = r"\frac{C_{FP}-C_{TN}}{(C_{FP}-C_{TN})+(C_{FN}-C_{TP})}"
        above, below = tex(false_alarm), tex(miss)
    numbers = rf"\frac{{{above}}}{{{above}+{below}}}"
    if false_alarm <= 0 or miss <= 0:
        return None, formula, numbers
    return negative * false_alarm / (negative * false_alarm + positive * miss), formula, numbers

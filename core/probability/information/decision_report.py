"""The sentences and the sums of the decision tab, with the numbers on the screen."""

import numpy as np

from core import tex
from core.probability.information.code_report import Line
from core.probability.information.decision import BLIND, Decision
from core.probability.information.settings import DecisionConfig

EVEN = 1e-12  # a difference of costs, for each unit of cost, that is none


def decision_lines(found: Decision, config: DecisionConfig) -> list[Line]:
    """The best threshold, the cost at the one on the screen, and that of the better rule without a model."""
    a, b = config.false_positive, config.false_negative
    if a == b == 0:
        return [("best.free", {})]
    numbers = {
        "a": tex.number(a),
        "b": tex.number(b),
        "t": probability_tex(found.true_best),
        "s": probability_tex(found.best),
    }
    lines: list[Line] = [(f"best.{_case(config)}", numbers)]
    if config.separation < BLIND:
        lines += [("blind", {"p": config.prevalence})]
    over = found.cost - found.best_cost
    here = "cost.here" if over > EVEN * (found.always + found.never) else "cost.best"
    costs = {"cost": found.cost, "over": over, "best": found.best_cost}
    lines += [(here, {name: tex.number(value) for name, value in costs.items()})]
    even = abs(found.always - found.never) <= EVEN * (found.always + found.never)
    cheaper = "either" if even else "always" if found.always < found.never else "never"
    return [*lines, (f"baseline.{cheaper}", {"cost": tex.number(min(found.always, found.never))})]


def _case(config: DecisionConfig) -> str:
    """Which error is free, or else how the stated probabilities differ from the true ones."""
    if config.false_positive == 0 or config.false_negative == 0:
        return "always" if config.false_positive == 0 else "never"
    return "over" if config.sharpness > 1 else "under" if config.sharpness < 1 else "rule"


def probability_tex(p: float) -> str:
    """A probability as LaTeX; one that would round to 1 by what it lacks."""
    return f"1 - {tex.number(1 - p, 2)}" if 0.9999 < p < 1 else tex.number(p)


def costs_tex(found: Decision, config: DecisionConfig) -> dict[str, str]:
    """The expected cost as a sum of both errors, in LaTeX."""
    values = {
        "negative": 1 - config.prevalence, "false_alarms": found.false_alarms, "a": config.false_positive,
        "positive": config.prevalence, "misses": found.misses, "b": config.false_negative, "cost": found.cost,
    }  # fmt: skip
    return {name: tex.number(np.round(value, 10)) for name, value in values.items()}

"""The sentences and the sums of the decision tab, with the numbers on the screen."""

import numpy as np

from core import tex
from core.probability.information.code_report import Line
from core.probability.information.decision import BLIND, Decision
from core.probability.information.settings import DecisionConfig

EVEN = 1e-9  # a difference of costs that is none


def decision_lines(found: Decision, config: DecisionConfig) -> list[Line]:
    """The best threshold, the cost at the one on the screen, and that of the better rule without a model."""
    a, b = config.false_positive, config.false_negative
    if a == b == 0:
        return [("best.free", {})]
    numbers = {"a": tex.number(a), "b": tex.number(b), "t": tex.number(found.true_best), "s": tex.number(found.best)}
    key = (
        "always"
        if a == 0
        else "never"
        if b == 0
        else "over"
        if config.sharpness > 1
        else "under"
        if config.sharpness < 1
        else "rule"
    )
    lines: list[Line] = [(f"best.{key}", numbers)]
    if config.separation < BLIND:
        lines += [("blind", {"p": config.prevalence})]
    over = found.cost - found.best_cost
    lines += [("cost.here" if over > EVEN else "cost.best", {"cost": tex.number(found.cost), "over": tex.number(over),
                                                             "best": tex.number(found.best_cost)})]  # fmt: skip
    cheaper = "always" if found.always < found.never else "never" if found.never < found.always else "either"
    return [*lines, (f"baseline.{cheaper}", {"cost": tex.number(min(found.always, found.never))})]


def costs_tex(found: Decision, config: DecisionConfig) -> dict[str, str]:
    """The expected cost as a sum of both errors, in LaTeX."""
    values = {
        "negative": 1 - config.prevalence, "false_alarms": found.false_alarms, "a": config.false_positive,
        "positive": config.prevalence, "misses": found.misses, "b": config.false_negative, "cost": found.cost,
    }  # fmt: skip
    return {name: tex.number(np.round(value, 10)) for name, value in values.items()}

"""The rule of an optimizer with the numbers of one step: vectors of their x and y parts, as LaTeX."""

import math
from typing import Any

import numpy as np

from core import tex
from core.engine.settings import TrainingConfig
from core.learning.descent.settings import RuleConfig
from core.learning.descent.step import Anatomy
from core.learning.descent.terrain import Terrain, newton_step
from core.learning.descent.walk import training_of

Line = tuple[str, dict[str, Any]]
VISIBLE = 0.01  # share of ε in a denominator that counts as seen


def step_lines(found: Anatomy, at: int, rule: RuleConfig, terrain: Terrain) -> list[Line]:
    """The formulas of step `at`, counted from 1, with their numbers; or why there is no such step."""
    count = len(found.gradients)
    if at > count:
        return [("last", {"at": at, "all": count}), *step_lines(found, count, rule, terrain)]
    if found.taken == 0:
        return [("no_step", {"x": tex.number(found.places[0, 0]), "y": tex.number(found.places[0, 1])})]
    if at > found.taken:
        return [("beyond", {"at": at, "last": found.taken, "all": count})]
    before, after = found.places[at - 1], found.places[at]
    g, old, new = found.gradients[at - 1], found.memory[at - 1], found.memory[at]
    settings = training_of(found.method, rule)
    values = {"t": at, "rate": tex.number(rule.learning_rate), "place": _column(before), "after": _column(after),
              "g": _column(g), "move": _column(after - before)}  # fmt: skip
    values |= _parts(found.method, at, rule, settings, g, old, new)
    if found.method == "Newton":
        hessian = np.array([[f(*before) for f in terrain[3:5]], [f(*before) for f in terrain[4:6]]], dtype=float)
        values |= {"H": tex.array(hessian, digits=5), "ratio": _column(newton_step(terrain, before[None])[0])}
    key = {"SGD": "GD"}.get(found.method, found.method)
    return [
        (f"rule.{key}", values),
        *_remarks(g, after - before, _slope(terrain, before)),
        *_epsilon(found.method, settings, at, new, after - before),
    ]


def _parts(
    method: str, at: int, rule: RuleConfig, s: TrainingConfig, g: np.ndarray, old: np.ndarray, new: np.ndarray
) -> dict[str, Any]:
    """What the rule remembers, before and after, and what it makes of it."""
    if method in ("Momentum", "Nesterov"):
        look = g + s.momentum * new[0]
        return {"beta": tex.number(s.momentum), "v0": _column(old[0]), "v": _column(new[0]), "look": _column(look)}
    if method == "Adagrad":
        return {"s0": _column(old[0]), "s": _column(new[0]), "root": _column(np.sqrt(new[0]) + s.epsilon)}
    if method == "RMSprop":
        return {"alpha": tex.number(s.alpha), "rest": tex.number(1 - s.alpha), "s0": _column(old[0]),
                "s": _column(new[0]), "root": _column(np.sqrt(new[0]) + s.epsilon)}  # fmt: skip
    if method == "Adadelta":
        step = np.sqrt(old[1] + s.epsilon) / np.sqrt(new[0] + s.epsilon) * g
        return {"rho": tex.number(s.rho), "rest": tex.number(1 - s.rho), "s0": _column(old[0]), "s": _column(new[0]),
                "d0": _column(old[1]), "d": _column(new[1]), "step": _column(step)}  # fmt: skip
    if method in ("Adam", "AdamW"):
        m_hat, v_hat = new[0] / (1 - s.beta1**at), new[1] / (1 - s.beta2**at)
        return {
            "beta1": tex.number(s.beta1), "rest1": tex.number(1 - s.beta1), "beta2": tex.number(s.beta2),
            "rest2": tex.number(1 - s.beta2), "m0": _column(old[0]), "m": _column(new[0]), "v0": _column(old[1]),
            "v": _column(new[1]), "m_hat": _column(m_hat), "v_hat": _column(v_hat),
            "decay": tex.number(1 - rule.learning_rate * rule.weight_decay, 6),
        }  # fmt: skip
    return {}


def _slope(terrain: Terrain, place: np.ndarray) -> np.ndarray:
    """The gradient without noise, (2,)."""
    return np.array([float(partial(*place)) for partial in terrain[1:3]])


def _remarks(g: np.ndarray, move: np.ndarray, slope: np.ndarray) -> list[Line]:
    """How far the move turns from −g, and whether it leads uphill on the surface, whose gradient is `slope`, (2,)."""
    lines: list[Line] = []
    size = float(np.hypot(*g) * np.hypot(*move))
    if size > 0:
        turn = math.degrees(math.acos(float(np.clip(-(g @ move) / size, -1, 1))))
        lines.append(("uphill" if slope @ move > 0 else "turn", {"turn": turn, "length": float(np.hypot(*move))}))
    elif not move.any():
        lines.append(("still", {}))
    return lines


def _epsilon(method: str, s: TrainingConfig, at: int, new: np.ndarray, move: np.ndarray) -> list[Line]:
    """A remark where ε is no longer small beside the root that it is added to."""
    if method not in ("Adam", "AdamW", "RMSprop"):
        return []
    root = np.sqrt(new[0] if method == "RMSprop" else new[1] / (1 - s.beta2**at))
    return [("epsilon", {})] if bool(((VISIBLE * root < s.epsilon) & (move != 0)).any()) else []


def _column(values: np.ndarray) -> str:
    return tex.array(values, column=True, digits=5)

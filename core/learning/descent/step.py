"""One optimizer taken apart: gradient, memory and move of every step."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.learning.descent.settings import CourseConfig, RuleConfig, StartConfig
from core.learning.descent.terrain import Terrain
from core.learning.descent.walk import noise_of, walk


@dataclass(frozen=True)
class Anatomy:
    """Every step of one walk.

    places: (steps + 1, 2), NaN once lost; gradients: (steps, 2), with their noise; memory: (steps + 1, 3, 2), what the
    rule remembers before the first step and after each; taken: how many steps lead to a place.
    """

    method: str
    places: np.ndarray
    gradients: np.ndarray
    memory: np.ndarray
    taken: int


def anatomy(terrain: Terrain, method: str, start: StartConfig, rule: RuleConfig, course: CourseConfig) -> Anatomy:
    """The walk of one optimizer with all that it computes on the way."""
    begin = np.array([[start.x0, start.y0]])
    steps = list(walk(terrain, method, begin, np.array([rule.learning_rate]), rule, noise_of(course)))
    places = np.concatenate([begin, *(step.places for step in steps)])
    memory = np.stack([np.zeros((3, 2)), *(step.memory[:, 0] for step in steps)])
    return Anatomy(
        method=method, places=places, gradients=np.concatenate([step.gradients for step in steps]), memory=memory,
        taken=int(np.isfinite(places).all(-1).sum()) - 1,
    )  # fmt: skip


def step_numbers(
    terrain: Terrain, method: str, start: StartConfig, rule: RuleConfig, course: CourseConfig, at: int
) -> dict[str, Any]:
    """The place before step `at`, counted from 1, the gradient that it uses, and the place after it: (2,) each."""
    found = anatomy(terrain, method, start, rule, course)
    return {"before": found.places[at - 1], "gradient": found.gradients[at - 1], "after": found.places[at]}

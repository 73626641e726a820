"""Walks over a surface from many starts at once, step by step, by the engine's own rules of the optimizers."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from core.engine.fast.ready import fast_ready
from core.engine.fast.walks import fast_walks
from core.engine.optimizers import first_memory, update
from core.engine.settings import TrainingConfig
from core.expressions import Function
from core.expressions.tape import Tape, tape_of
from core.learning.descent.settings import CourseConfig, RuleConfig
from core.learning.descent.terrain import Terrain, newton_step

FARTHEST = 1e6  # a coordinate beyond it has diverged
EPSILONS = {"Adagrad": 1e-10, "Adadelta": 1e-6}  # the defaults of torch.optim; 1e-8 for the others
METHODS = ("GD", "SGD", "Momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Newton")


PathsBy = Callable[..., Any]  # `paths` or `quick_paths`


class Footprint(NamedTuple):
    """One step: the places (n, 2) it leads to, NaN for who is lost; gradients (n, 2) as used; memories (3, n, 2)."""

    places: np.ndarray
    gradients: np.ndarray
    memory: np.ndarray


def training_of(method: str, rule: RuleConfig) -> TrainingConfig:
    """The settings of the engine's rule; plain descent is SGD without noise."""
    name = "SGD" if method in ("GD", "Newton") else method
    decay = rule.weight_decay if method == "AdamW" else 0.0
    epsilon = EPSILONS.get(method, 1e-8)
    return TrainingConfig(optimizer=name, momentum=rule.momentum, beta2=rule.beta2, weight_decay=decay, epsilon=epsilon)  # type: ignore[arg-type]


def noise_of(course: CourseConfig) -> np.ndarray:
    """What is added to the gradient in each step, (steps, 2): the same for every optimizer."""
    return course.noise * np.random.default_rng(course.seed).normal(size=(course.steps, 2))


def walk(
    terrain: Terrain, method: str, starts: np.ndarray, rates: np.ndarray, rule: RuleConfig, noise: np.ndarray
) -> Iterator[Footprint]:
    """A step for each row of the noise, from starts (n, 2) with learning rates (n,).

    Descent and Newton's method hear no noise, and Newton's method knows no learning rate.
    """
    training = training_of(method, rule)
    p = starts.T.ravel().astype(float)  # (2n,): every x, then every y
    rate, memory, none = np.tile(rates, 2), first_memory(p.size, training), np.zeros(p.size)
    for t, shake in enumerate(noise, 1):
        x, y = p.reshape(2, -1)
        g = np.concatenate([terrain[1](x, y), terrain[2](x, y)])
        with np.errstate(all="ignore"):
            if method == "Newton":
                p = p - newton_step(terrain, p.reshape(2, -1).T).T.ravel()
            else:
                if method != "GD":
                    g = g + np.repeat(shake, len(x))
                update(p, g, none, memory, t, rate, training)  # type: ignore[arg-type]
            lost = ~(np.abs(p) <= FARTHEST)
        p[np.tile(lost.reshape(2, -1).any(0), 2)] = np.nan
        places, gradients = p.reshape(2, -1).T.copy(), g.reshape(2, -1).T
        yield Footprint(places, gradients, memory.reshape(3, 2, -1).swapaxes(1, 2).copy())


def paths(
    terrain: Terrain, method: str, starts: np.ndarray, rates: np.ndarray, rule: RuleConfig, noise: np.ndarray,
    every: bool,
) -> np.ndarray:  # fmt: skip
    """Every place of every walk, (steps + 1, n, 2), or the last alone, (1, n, 2); NaN from where one is lost."""
    places = starts.astype(float)
    found = [places]
    for step in walk(terrain, method, starts, rates, rule, noise):
        places = step.places
        if every:
            found.append(places)
    return np.stack(found if every else [places])


def quick_paths(
    terrain: Terrain, method: str, starts: np.ndarray, rates: np.ndarray, rule: RuleConfig, noise: np.ndarray,
    every: bool,
) -> np.ndarray:  # fmt: skip
    """The same, (steps + 1, n, 2) or (1, n, 2), by compiled code where that is ready and the formula has no cases."""
    newton, heard = method == "Newton", noise if method not in ("GD", "Newton") else np.zeros_like(noise)
    tape = _tape(terrain[1:] if newton else terrain[1:3]) if fast_ready() else None
    if tape is None:
        return paths(terrain, method, starts, rates, rule, noise, every)
    training = None if newton else training_of(method, rule)
    return fast_walks(tape, training, starts, rates, heard, every)


@lru_cache(maxsize=64)
def _tape(functions: tuple[Function, ...]) -> Tape | None:
    return tape_of(functions)

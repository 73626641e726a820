"""Networks of several seeds beyond their data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.engine.parameters import layer_views
from core.engine.scratch import learn
from core.engine.settings import Segment
from core.networks.approximation.learning import hidden_of, trained_in_torch
from core.networks.approximation.settings import LearningConfig, OutsideConfig
from core.networks.approximation.target import Target, target_values
from core.networks.approximation.training import (
    SeededNetwork,
    examples_of,
    network_settings,
    network_values,
    start_parameters,
    train_all,
)

SEEDS = 8
OTHER_SEEDS = 10_000
WIDE = np.linspace(-4, 4, 321)
NEAR = np.linspace(1, 3, 81)  # the stretch beside the data on which an extrapolation is judged


@dataclass(frozen=True)
class Fan:
    """Trained networks that differ in their seeds: parameters (seeds, parameters), curves (seeds, places) on ±4.

    `share` is how much of it is done, from 0 to 1; the arrays are empty before all is done.
    """

    share: float
    parameters: np.ndarray
    curves: np.ndarray


def fan_steps(config: LearningConfig, target: Target) -> Iterator[Fan]:
    """Train with the seed of the config and the 7 after it, in stretches; the networks come last."""
    hidden, nothing = hidden_of(config), np.zeros((0, 0))
    seeds = [(config.seed + k) % OTHER_SEEDS for k in range(SEEDS)]
    plans = [SeededNetwork(hidden, config.activation, config.start, seed) for seed in seeds]
    examples = [examples_of(target, config.points, config.noise, seed) for seed in seeds]
    for share, ends in train_all(plans, examples, config.steps, config.learning_rate):
        if not ends:
            yield Fan(share=share, parameters=nothing, curves=nothing)
    parameters = np.array(ends)
    curves = np.array([network_values(own, hidden, config.activation, WIDE) for own in parameters])
    yield Fan(share=1.0, parameters=parameters, curves=curves)


def values_at(fan: Fan, config: LearningConfig, x: np.ndarray) -> np.ndarray:
    """The networks' values at x, (seeds, places)."""
    return np.array([network_values(own, hidden_of(config), config.activation, x) for own in fan.parameters])


@dataclass(frozen=True)
class StraightPiece:
    """A straight piece of a network: slope, value at 0, and the kinks at its ends, ∓inf where it has no end."""

    slope: float
    level: float
    low: float
    high: float


def piece_at(parameters: np.ndarray, width: int, x: float) -> StraightPiece:
    """The straight piece on which x lies, of a ReLU network with one hidden layer.

    parameters: (parameters,).
    """
    first, last = layer_views(parameters, (1, width, 1), False)
    w, b, v = first["W"][:, 0], first["b"], last["W"][0]
    bends = (w != 0) & (v != 0)
    kinks = -b[bends] / w[bends]
    on = (w * x + b > 0) | ((w * x + b == 0) & (w > 0))  # at a kink it is the piece right of it
    return StraightPiece(
        slope=float(v[on] @ w[on]), level=float(v[on] @ b[on] + last["b"][0]),
        low=float(kinks[kinks <= x].max(initial=-np.inf)), high=float(kinks[kinks > x].min(initial=np.inf)),
    )  # fmt: skip


def outside_numbers(config: LearningConfig, target: Target, place: OutsideConfig) -> dict[str, float]:
    """Train the 8 networks one by one from scratch; the first one's value at the place, the least and the largest."""
    hidden, values = hidden_of(config), []
    for k in range(SEEDS):
        own = replace(config, seed=(config.seed + k) % OTHER_SEEDS)
        examples = examples_of(target, own.points, own.noise, own.seed)
        settings = network_settings(hidden, own.activation, own.steps, own.learning_rate, len(examples.train_labels))
        start = start_parameters(hidden, own.start, own.seed)
        *_, last = learn(examples, settings[0], [Segment(0, settings[1])], start)
        values.append(network_values(last.parameters, hidden, own.activation, np.array([place.far]))[0])
    return {"value": float(values[0]), "least": float(min(values)), "most": float(max(values))}


def outside_in_torch(config: LearningConfig, target: Target, place: OutsideConfig) -> dict[str, float]:
    """The same by torch.optim.Adam."""
    seeds = [(config.seed + k) % OTHER_SEEDS for k in range(SEEDS)]
    values = [trained_in_torch(replace(config, seed=seed), target)(np.array([place.far]))[0] for seed in seeds]
    return {"value": float(values[0]), "least": float(min(values)), "most": float(max(values))}


def error_near(fan: Fan, config: LearningConfig, target: Target) -> float:
    """Largest error of the first network from 1 to 3; infinite where the target has no value there."""
    y = target_values(target, NEAR)
    error = np.abs(values_at(fan, config, NEAR)[0] - y)
    return float(error.max()) if np.isfinite(error).all() else np.inf

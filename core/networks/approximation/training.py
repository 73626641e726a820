"""Points of a target, and networks that are trained on them, alone or many at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.engine.activations import ACTIVATIONS
from core.engine.examples import Examples
from core.engine.parameters import layer_views, parameter_counts
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.networks.approximation.target import GRID, Target, known_points
from core.params import Interval, Len, config

WIDEST = 256


@config
class WideNetworkConfig(NetworkConfig):
    """A network of layers wider than those of the playground: a layer for one number is cheap."""

    hidden: Annotated[tuple[Annotated[int, Interval(ge=1, le=WIDEST)], ...], Len(0, 10)] = (WIDEST,)


def examples_of(target: Target, points: int, noise: float = 0.0, seed: int = 0) -> Examples:
    """Points with their noisy values, at equal distances where the target has a value, and some clean test points."""
    known, values = known_points(target, GRID)
    x, y = known_points(target, np.interp(np.linspace(0, len(known) - 1, points), np.arange(len(known)), known))
    test_x, test_y = known[::8], values[::8]
    y = y + noise * np.random.default_rng(seed).standard_normal(len(y))
    return Examples(train_inputs=x[:, None], train_labels=y, test_inputs=test_x[:, None], test_labels=test_y, classes=0)


def start_parameters(hidden: Sequence[int], rule: str, seed: int) -> np.ndarray:
    """Parameters (parameters,) at the start: all uniform within ±1/√inputs, as PyTorch has it, or all kinks at 0.

    "origin" draws the weights by He's rule and makes all biases 0.
    """
    sizes, rng = (1, *hidden, 1), np.random.default_rng(seed)
    vector = np.zeros(parameter_counts(sizes, False)[1])
    for layer in layer_views(vector, sizes, False):
        outputs, inputs = layer["W"].shape
        if rule == "origin":
            layer["W"][:] = rng.normal(0, np.sqrt(2 / inputs), (outputs, inputs))
        else:
            layer["W"][:] = rng.uniform(-1, 1, (outputs, inputs)) / np.sqrt(inputs)
            layer["b"][:] = rng.uniform(-1, 1, outputs) / np.sqrt(inputs)
    return vector


def network_settings(
    hidden: tuple[int, ...], activation: str, steps: int, learning_rate: float, points: int
) -> tuple[NetworkConfig, TrainingConfig]:
    """A network with so many units in its hidden layers, and Adam with all points in each step."""
    network = WideNetworkConfig(hidden=hidden, activations=(activation,))  # type: ignore[arg-type]
    training = TrainingConfig(
        epochs=steps, loss="HalfSquaredLinear", batch_size=points, optimizer="Adam", learning_rate=learning_rate
    )
    return network, training


def layer_sums(
    parameters: np.ndarray, hidden: Sequence[int], activation: str, x: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Weighted sums z and outputs a of every layer at x (n,), each (n, units); the last is the network, (n, 1)."""
    z: list[np.ndarray] = []
    a = [x[:, None]]
    for layer in layer_views(parameters, (1, *hidden, 1), False):
        z.append(a[-1] @ layer["W"].T + layer["b"])
        a.append(ACTIVATIONS[activation].value(z[-1]) if len(z) <= len(hidden) else z[-1])
    return z, a[1:]


def network_values(parameters: np.ndarray, hidden: Sequence[int], activation: str, x: np.ndarray) -> np.ndarray:
    """The network's values at x, (n,)."""
    return layer_sums(parameters, hidden, activation, x)[1][-1][:, 0]


@dataclass(frozen=True)
class SeededNetwork:
    """A network to be trained among many: its hidden layers, activation, start and seed."""

    hidden: tuple[int, ...]
    activation: str
    start: str
    seed: int


def train_all(
    plans: Sequence[SeededNetwork], examples: Sequence[Examples], steps: int, learning_rate: float
) -> Iterator[tuple[float, tuple[np.ndarray, ...]]]:
    """Train every plan on its examples: the share that is done, and at the end the parameters (parameters,) of each."""
    from core.engine.fast.group import Job  # compiles
    from core.engine.many import final_parameters

    jobs = []
    for plan, own in zip(plans, examples, strict=True):
        network, training = network_settings(plan.hidden, plan.activation, steps, learning_rate, len(own.train_labels))
        start = start_parameters(plan.hidden, plan.start, plan.seed)
        jobs.append(Job(own, network, (Segment(0, training),), start))
    return final_parameters(jobs)

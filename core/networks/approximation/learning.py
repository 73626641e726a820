"""A network that learns the target: its curve, the part of every unit, and its kinks, frame by frame."""

from collections.abc import Generator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.engine.parameters import layer_views
from core.engine.run import Progress, Run, train_in_steps
from core.engine.scratch import learn
from core.engine.settings import Segment
from core.networks.approximation.hinges import distinct
from core.networks.approximation.settings import FRAMES, LearningConfig
from core.networks.approximation.target import GRID, Target, known_points
from core.networks.approximation.training import (
    examples_of,
    layer_sums,
    network_settings,
    network_values,
    start_parameters,
)

PLACES = np.linspace(-1.3, 1.3, 131)  # at which the parts of the units are drawn
FINE = np.linspace(-1, 1, 2001)  # on which the zeros of deeper units are found
INSIDE, ALWAYS, DEAD = 0, 1, 2


@dataclass(frozen=True)
class LearnedFrame:
    """A network at one step of its run.

    curve: (places,); parts: (last hidden layer's units, places), what each adds to the output. kinks: (kinks,), where
    a unit's weighted sum is zero, ascending within each layer; layers: (kinks,), of which hidden layer. state:
    (units,) of all hidden units in order, whether on [-1, 1] the sum changes sign, is above zero, or is not.
    """

    step: int
    curve: np.ndarray
    parts: np.ndarray
    kinks: np.ndarray
    layers: np.ndarray
    state: np.ndarray
    largest: float
    root_mean_square: float

    @property
    def dead(self) -> int:
        """How many units' weighted sums are nowhere above zero on [-1, 1]."""
        return int((self.state == DEAD).sum())

    @property
    def pieces(self) -> int:
        """Straight pieces on [-1, 1] of a network of ReLU units, if each kink shows in its output."""
        return distinct(self.kinks[np.abs(self.kinks) < 1]) + 1


def hidden_of(config: LearningConfig) -> tuple[int, ...]:
    """Units of each hidden layer."""
    return (config.width,) * config.depth


def learning_steps(config: LearningConfig, target: Target) -> Generator[Progress, bool | None, None]:
    """The run in stretches, its parameters kept at 60 steps."""
    examples = examples_of(target, config.points, config.noise, config.seed)
    settings = network_settings(
        hidden_of(config), config.activation, config.steps, config.learning_rate, len(examples.train_labels)
    )
    start = start_parameters(hidden_of(config), config.start, config.seed)
    return train_in_steps(examples, *settings, frames=FRAMES, start=start)


def frame_of(parameters: np.ndarray, step: int, config: LearningConfig, target: Target) -> LearnedFrame:
    """The network of these parameters (parameters,) taken apart."""
    hidden = hidden_of(config)
    _, a = layer_sums(parameters, hidden, config.activation, PLACES)
    last = layer_views(parameters, (1, *hidden, 1), False)[-1]
    z = layer_sums(parameters, hidden, config.activation, FINE)[0][:-1]
    found = [_zeros(parameters, hidden)] if config.depth == 1 else [_crossings(layer) for layer in z]
    sums = np.hstack(z)
    state = np.where(sums.min(axis=0) > 0, ALWAYS, np.where(sums.max(axis=0) <= 0, DEAD, INSIDE))
    x, y = known_points(target, GRID)
    error = network_values(parameters, hidden, config.activation, x) - y
    return LearnedFrame(
        step=step, curve=a[-1][:, 0], parts=(a[-2] * last["W"]).T, kinks=np.concatenate(found),
        layers=np.repeat(np.arange(config.depth), [len(some) for some in found]), state=state,
        largest=float(np.abs(error).max()), root_mean_square=float(np.sqrt(np.mean(error**2))),
    )  # fmt: skip


def frames_of_run(run: Run, config: LearningConfig, target: Target) -> list[LearnedFrame]:
    """The frames of a run from its start to its end."""
    return [frame_of(own, int(step), config, target) for step, own in zip(run.frames, run.parameters, strict=True)]


def _zeros(parameters: np.ndarray, hidden: tuple[int, ...]) -> np.ndarray:
    """Where each unit of the only hidden layer bends, -b / w, (units,); ±inf for a unit that is a constant."""
    first = layer_views(parameters, (1, *hidden, 1), False)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        places = -first["b"] / first["W"][:, 0]
    return np.where(np.isnan(places), np.inf, places)


def _crossings(sums: np.ndarray) -> np.ndarray:
    """Places where the columns of sums (fine places, units) change sign, by straight lines between, ascending."""
    before, after = sums[:-1], sums[1:]
    at, unit = np.nonzero((before > 0) != (after > 0))
    low, high = before[at, unit], after[at, unit]
    return np.sort(FINE[at] + (FINE[1] - FINE[0]) * low / (low - high))


def learned_numbers(config: LearningConfig, target: Target) -> dict[str, float]:
    """Train from scratch in NumPy; the errors of the network at the end."""
    examples = examples_of(target, config.points, config.noise, config.seed)
    network, training = network_settings(
        hidden_of(config), config.activation, config.steps, config.learning_rate, len(examples.train_labels)
    )
    start = start_parameters(hidden_of(config), config.start, config.seed)
    *_, last = learn(examples, network, [Segment(0, training)], start)
    x, y = known_points(target, GRID)
    error = network_values(last.parameters, hidden_of(config), config.activation, x) - y
    return {"largest": float(np.abs(error).max()), "root_mean_square": float(np.sqrt(np.mean(error**2)))}


def learned_in_torch(config: LearningConfig, target: Target) -> dict[str, float]:
    """The same in PyTorch, from the same parameters, by torch.optim.Adam."""
    import torch

    examples = examples_of(target, config.points, config.noise, config.seed)
    x, y = (torch.from_numpy(part).reshape(-1, 1) for part in (examples.train_inputs, examples.train_labels))
    activation = {
        "ReLU": torch.relu,
        "Tanh": torch.tanh,
        "Sigmoid": torch.sigmoid,
        "Sine": torch.sin,
    }[config.activation]
    sizes = (1, *hidden_of(config), 1)
    layers = [torch.nn.Linear(i, o, dtype=torch.float64) for i, o in pairwise(sizes)]
    with torch.no_grad():
        vector = start_parameters(hidden_of(config), config.start, config.seed)
        for layer, start in zip(layers, layer_views(vector, sizes, False), strict=True):
            layer.weight.copy_(torch.from_numpy(start["W"]))
            layer.bias.copy_(torch.from_numpy(start["b"]))

    def network(inputs: torch.Tensor) -> torch.Tensor:
        """Values (n, 1) at inputs (n, 1)."""
        for layer in layers[:-1]:
            inputs = activation(layer(inputs))
        return layers[-1](inputs)  # type: ignore[no-any-return]

    optimizer = torch.optim.Adam(
        [parameter for layer in layers for parameter in layer.parameters()], lr=config.learning_rate
    )
    for _ in range(config.steps):
        loss = ((network(x) - y) ** 2).mean() / 2
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    places, values = known_points(target, GRID)
    with torch.no_grad():
        error = network(torch.from_numpy(places)[:, None])[:, 0].numpy() - values
    return {"largest": float(np.abs(error).max()), "root_mean_square": float(np.sqrt(np.mean(error**2)))}

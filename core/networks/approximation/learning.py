"""A network that learns the target: its curve, the part of every unit, and its kinks, frame by frame."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.engine.parameters import layer_views
from core.engine.run import Progress, Run, train_in_steps
from core.engine.scratch import learn
from core.engine.settings import Segment
from core.networks.approximation.hinges import distinct
from core.networks.approximation.settings import FRAMES, LearningConfig
from core.networks.approximation.target import GRID, KnownPoints, Target, judged_points, known_points
from core.networks.approximation.training import (
    examples_of,
    layer_sums,
    network_settings,
    network_values,
    start_parameters,
)

PLACES = np.linspace(-1.3, 1.3, 131)  # at which the parts of the units are drawn
SMOOTH = np.linspace(-1, 1, 801)  # on which the zeros of deeper units are found that are not made of straight pieces
INSIDE, ALWAYS, DEAD = 0, 1, 2


@dataclass(frozen=True)
class LearnedFrame:
    """A network at one step of its run.

    curve: (places,); parts: (last hidden layer's units, places), what each adds to the output. kinks: (kinks,), where
    a unit's weighted sum is zero, ascending within each layer; layers: (kinks,), of which hidden layer. state:
    (units,) of all hidden units in order: dead where the sum is above zero at no point of the data, always on where
    it is above zero on all of [-1, 1], else inside.
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
        """How many units' weighted sums are above zero at no point of the data."""
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


def frame_of(
    parameters: np.ndarray, step: int, config: LearningConfig, target: Target, judged: KnownPoints | None = None
) -> LearnedFrame:
    """The network of these parameters (parameters,) taken apart; `judged` are the judged points, if they are known."""
    hidden = hidden_of(config)
    _, a = layer_sums(parameters, hidden, config.activation, PLACES)
    last = layer_views(parameters, (1, *hidden, 1), False)[-1]
    found, always = _crossings_by_layer(parameters, config)
    if config.depth == 1:
        found = [_zeros(parameters, hidden)]
    data = examples_of(target, config.points).train_inputs[:, 0]
    at_data = np.hstack(layer_sums(parameters, hidden, config.activation, data)[0][:-1])
    state = np.where((at_data <= 0).all(axis=0), DEAD, np.where(always, ALWAYS, INSIDE))
    largest, root = _errors(parameters, config, target, judged)
    return LearnedFrame(
        step=step, curve=a[-1][:, 0], parts=(a[-2] * last["W"]).T, kinks=np.concatenate(found),
        layers=np.repeat(np.arange(config.depth), [len(some) for some in found]), state=state,
        largest=largest, root_mean_square=root,
    )  # fmt: skip


def _errors(
    parameters: np.ndarray, config: LearningConfig, target: Target, judged: KnownPoints | None = None
) -> tuple[float, float]:
    """Largest error at the judged points, and the root mean square error on the grid; parameters are (parameters,)."""
    x, y = judged or judged_points(target, GRID)
    largest = np.abs(network_values(parameters, hidden_of(config), config.activation, x) - y).max()
    x, y = known_points(target, GRID)
    error = network_values(parameters, hidden_of(config), config.activation, x) - y
    return float(largest), float(np.sqrt(np.mean(error**2)))


def frames_of_run(run: Run, config: LearningConfig, target: Target) -> list[LearnedFrame]:
    """The frames of a run from its start to its end."""
    judged = judged_points(target, GRID)
    steps = zip(run.frames, run.parameters, strict=True)
    return [frame_of(own, int(step), config, target, judged) for step, own in steps]


def _zeros(parameters: np.ndarray, hidden: tuple[int, ...]) -> np.ndarray:
    """Where each unit of the only hidden layer bends, -b / w, (units,); ±inf for a unit that is a constant."""
    first = layer_views(parameters, (1, *hidden, 1), False)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        places = -first["b"] / first["W"][:, 0]
    return np.where(np.isnan(places), np.inf, places)


def _crossings_by_layer(parameters: np.ndarray, config: LearningConfig) -> tuple[list[np.ndarray], np.ndarray]:
    """Where the sums of each hidden layer's units cross zero on [-1, 1], and which (units,) are above it all over.

    Sums of ReLU units are straight between the crossings of the layers before, so these are all, and exact.
    """
    found: list[np.ndarray] = []
    always: list[np.ndarray] = []
    places = np.array([-1.0, 1.0]) if config.activation == "ReLU" else SMOOTH
    for layer in range(config.depth):
        z = layer_sums(parameters, hidden_of(config), config.activation, places)[0][layer]
        found.append(_crossings(places, z))
        always.append(np.asarray((z > 0).all(axis=0)))
        if config.activation == "ReLU":
            places = np.unique(np.concatenate([places, found[-1]]))
    return found, np.concatenate(always)


def _crossings(places: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Where columns of sums (places, units) at places (places,) change sign, by straight lines between, ascending."""
    before, after = sums[:-1], sums[1:]
    at, unit = np.nonzero((before > 0) != (after > 0))
    low, high = before[at, unit], after[at, unit]
    return np.sort(places[at] + np.diff(places)[at] * low / (low - high))


def learned_numbers(config: LearningConfig, target: Target) -> dict[str, float]:
    """Train from scratch in NumPy; the errors of the network at the end."""
    examples = examples_of(target, config.points, config.noise, config.seed)
    network, training = network_settings(
        hidden_of(config), config.activation, config.steps, config.learning_rate, len(examples.train_labels)
    )
    start = start_parameters(hidden_of(config), config.start, config.seed)
    *_, last = learn(examples, network, [Segment(0, training)], start)
    largest, root = _errors(last.parameters, config, target)
    return {"largest": largest, "root_mean_square": root}


def learned_in_torch(config: LearningConfig, target: Target) -> dict[str, float]:
    """The same in PyTorch, from the same parameters, by torch.optim.Adam."""
    network, errors = trained_in_torch(config, target), []
    for places, values in (judged_points(target, GRID), known_points(target, GRID)):
        errors.append(network(places) - values)
    return {"largest": float(np.abs(errors[0]).max()), "root_mean_square": float(np.sqrt(np.mean(errors[1] ** 2)))}


def trained_in_torch(config: LearningConfig, target: Target) -> Callable[[np.ndarray], np.ndarray]:
    """A network trained in PyTorch, as a function of places (n,) whose values are (n,)."""
    import torch

    examples = examples_of(target, config.points, config.noise, config.seed)
    x, y = (torch.from_numpy(part).reshape(-1, 1) for part in (examples.train_inputs, examples.train_labels))
    units = {"ReLU": torch.relu, "Tanh": torch.tanh, "Sigmoid": torch.sigmoid, "Sine": torch.sin}
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
            inputs = units[config.activation](layer(inputs))
        return layers[-1](inputs)  # type: ignore[no-any-return]

    optimizer = torch.optim.Adam(
        [parameter for layer in layers for parameter in layer.parameters()], lr=config.learning_rate
    )
    for _ in range(config.steps):
        loss = ((network(x) - y) ** 2).mean() / 2
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    return lambda places: network(torch.from_numpy(places)[:, None]).detach().numpy()[:, 0]

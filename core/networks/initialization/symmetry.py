"""Four hidden units that begin equal: what they learn, and when a little chance parts them.

The network has two inputs, four hidden units and one output; its 17 parameters are those of the engine: W row by row,
b, v, c.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.code_export import Made
from core.data.playground import DataConfig, make_dataset
from core.engine.examples import Examples
from core.engine.parameters import ParameterLayout
from core.engine.run import train
from core.engine.settings import NetworkConfig, TrainingConfig
from core.engine.units import grid, unit_values
from core.networks.initialization.bends import BENDS
from core.networks.initialization.settings import SymmetryConfig

UNITS = 4
EPOCHS = 300
BATCH_SIZE = 10
FRAMES = 61
SIDE = 25  # of a map
REACH = 2.0
PARTED = 0.1  # of the units' size


@dataclass(frozen=True)
class SymmetryRun:
    """Epoch by epoch, the start first: parameters (epochs + 1, 17), losses and spread (epochs + 1,).

    The spread is the rms distance of the units from their mean over their rms size, each a vector of its incoming
    weights, bias and outgoing weight: 0 where all are equal, at most 1. accuracy: at the end.
    """

    parameters: np.ndarray
    losses: np.ndarray
    spread: np.ndarray
    accuracy: float
    made: Made | None = None

    @property
    def parted(self) -> int | None:
        """The first epoch after which the spread is above a tenth, if there is one."""
        over = np.flatnonzero(self.spread > PARTED)
        return int(over[0]) if over.size else None

    @property
    def moved(self) -> tuple[bool, ...]:
        """Whether any of W, b, v, c ever changes."""
        changed = (self.parameters != self.parameters[0]).any(axis=0)
        return tuple(bool(part.any()) for part in np.split(changed, (2 * UNITS, 3 * UNITS, 4 * UNITS)))


def symmetry_points(dataset: Literal["circle", "xor", "moons"]) -> tuple[np.ndarray, np.ndarray]:
    """200 points (n, 2) of the playground with mean 0 and variance 1, and their classes −1 and 1 (n,)."""
    drawn = make_dataset(DataConfig(dataset=dataset, points=250, noise_percent=10, train_percent=80))
    x = drawn.train_points
    return (x - x.mean(axis=0)) / x.std(axis=0), drawn.train_labels


def equal_start(config: SymmetryConfig) -> np.ndarray:
    """All weights equal, biases 0, (17,); with chance, epsilon times a normal number on each weight."""
    p = np.full(4 * UNITS + 1, config.equal)
    p[2 * UNITS : 3 * UNITS] = p[-1] = 0
    if config.perturbed:
        noise = np.random.default_rng(config.noise_seed).standard_normal(3 * UNITS)
        p[: 2 * UNITS] += config.epsilon * noise[: 2 * UNITS]
        p[3 * UNITS : -1] += config.epsilon * noise[2 * UNITS :]
    return p


def units_of(parameters: np.ndarray) -> np.ndarray:
    """The units as vectors (…, 4, 4): both incoming weights, bias, outgoing weight; parameters (…, 17)."""
    weights = parameters[..., : 2 * UNITS].reshape(*parameters.shape[:-1], UNITS, 2)
    rest = [parameters[..., k * UNITS : (k + 1) * UNITS, None] for k in (2, 3)]
    return np.concatenate([weights, *rest], axis=-1)


def spread_of(parameters: np.ndarray) -> np.ndarray:
    """How far the units are apart, (…,), of parameters (…, 17): 0 where their bits are the same."""
    units = units_of(parameters)
    equal = (units == units[..., :1, :]).all(axis=(-2, -1))
    apart = ((units - units.mean(axis=-2, keepdims=True)) ** 2).sum(axis=(-2, -1))
    size = (units**2).sum(axis=(-2, -1))
    return np.where(equal, 0.0, np.sqrt(apart / np.where(size > 0, size, 1)))


def symmetry_run(config: SymmetryConfig) -> SymmetryRun:
    """Train by the engine, ten points a step, always in the same order."""
    x, labels = symmetry_points(config.dataset)
    examples = Examples(train_inputs=x, train_labels=labels, test_inputs=x, test_labels=labels, classes=2)
    network = NetworkConfig(hidden=(UNITS,), activations=(config.unit,))
    training = TrainingConfig(
        epochs=EPOCHS, loss="CrossEntropy", batch_size=BATCH_SIZE, optimizer="SGD", learning_rate=config.rate
    )
    run = train(examples, network, training, frames=EPOCHS + 2, start=equal_start(config))
    return SymmetryRun(
        parameters=run.parameters, losses=run.train_losses, spread=spread_of(run.parameters),
        accuracy=float(run.train_accuracies[-1]),
    )  # fmt: skip


def unit_maps(parameters: np.ndarray, unit: str) -> np.ndarray:
    """What each unit and the output (as a probability) answer over the plane: (frames, 5, SIDE, SIDE)."""
    layout = ParameterLayout((2, UNITS, 1), (unit, "Sigmoid"), False)
    points = grid(REACH, SIDE)
    maps = np.array([unit_values(layout, one, points) for one in parameters])
    return maps.reshape(len(parameters), UNITS + 1, SIDE, SIDE)


def train_symmetric(config: SymmetryConfig) -> dict[str, np.ndarray]:
    """The same in NumPy: the units at the end (4, 4) and the last loss."""
    x, labels = symmetry_points(config.dataset)
    y, p = (labels > 0) * 1.0, equal_start(config)
    W, b, v, c = p[: 2 * UNITS].reshape(UNITS, 2), p[2 * UNITS : 3 * UNITS], p[3 * UNITS : -1], p[-1:]
    bend = BENDS[config.unit]
    for _ in range(EPOCHS):
        for at in range(0, len(x), BATCH_SIZE):
            batch, truth = x[at : at + BATCH_SIZE], y[at : at + BATCH_SIZE]
            z = batch @ W.T + b
            a = bend.value(z)
            error = (1 / (1 + np.exp(-(a @ v + c))) - truth) / len(batch)  # of the loss by the output's sum
            delta = error[:, None] * v * bend.slope(z)
            v -= config.rate * (error @ a)  # views of p: all of it changes in place
            c -= config.rate * error.sum()
            W -= config.rate * (delta.T @ batch)
            b -= config.rate * delta.sum(axis=0)
    s = bend.value(x @ W.T + b) @ v + c
    return {"units": units_of(p), "last_loss": np.mean(np.logaddexp(0, s) - s * y)}


def train_symmetric_in_torch(config: SymmetryConfig) -> dict[str, Any]:
    """The same in PyTorch: the units at the end (4, 4) and the last loss."""
    import torch

    points, labels = symmetry_points(config.dataset)
    x, y = torch.from_numpy(points), torch.from_numpy((labels > 0) * 1.0)[:, None]
    act = {"Tanh": torch.nn.Tanh, "ReLU": torch.nn.ReLU, "Sigmoid": torch.nn.Sigmoid}[config.unit]
    model = torch.nn.Sequential(torch.nn.Linear(2, UNITS), act(), torch.nn.Linear(UNITS, 1)).double()
    torch.nn.utils.vector_to_parameters(torch.from_numpy(equal_start(config)), model.parameters())
    optimizer = torch.optim.SGD(model.parameters(), lr=config.rate)
    loss_of = torch.nn.functional.binary_cross_entropy_with_logits
    for _ in range(EPOCHS):
        for at in range(0, len(x), BATCH_SIZE):
            optimizer.zero_grad()
            torch.autograd.backward(loss_of(model(x[at : at + BATCH_SIZE]), y[at : at + BATCH_SIZE]))
            optimizer.step()
    end = torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
    return {"units": units_of(end), "last_loss": loss_of(model(x), y).item()}

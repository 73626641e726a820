"""A small network that learns to tell two noisy moons apart: the work of the example runs, and of runs started here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.code_export import Made
from core.data.playground import DataConfig, Dataset, make_dataset
from core.engine.examples import make_examples
from core.engine.scratch import learn
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.jobs.registry import register
from core.params import Interval, Log, Step, config

POINTS = 240
NOISE_PERCENT = 60
TEST_POINTS = 120
CURVES = ("test_accuracy", "test_loss", "train_loss")


@config
class MoonsConfig:
    """A network with one hidden layer, and how it learns; the points are always the same."""

    optimizer: Literal["SGD", "Momentum", "Adam"] = "SGD"
    learning_rate: Annotated[float, Interval(ge=1e-4, le=10), Log()] = 0.03
    activation: Literal["Tanh", "ReLU", "Sigmoid"] = "Tanh"
    units: Annotated[int, Interval(ge=1, le=64)] = 8
    batch_size: Annotated[int, Interval(ge=1, le=120)] = 20
    l2: Annotated[float, Interval(ge=0, le=1), Step(0.001)] = 0.0
    epochs: Annotated[int, Interval(ge=1, le=200)] = 40
    seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True)
class MoonsRun:
    """Losses and accuracies from epoch 0 on, (epochs + 1,), and the parameters at the end, (parameters,)."""

    train_loss: np.ndarray
    test_loss: np.ndarray
    test_accuracy: np.ndarray
    parameters: np.ndarray
    share: float  # of the epochs
    updates: int = 0  # of the parameters in an epoch; 0 in a run of a version that did not note it
    made: Made | None = None


def two_moons() -> Dataset:
    """The points that every run learns from and is tested on."""
    return make_dataset(DataConfig(dataset="moons", points=POINTS, noise_percent=NOISE_PERCENT, data_seed=1))


def train_moons(config: MoonsConfig) -> Iterator[MoonsRun]:
    """The run after each epoch; it ends early where numbers become infinite.

    The seed is that of the first weights and of the order of the samples.
    """
    examples = make_examples(two_moons(), ("x1", "x2"))
    network = NetworkConfig(hidden=(config.units,), activations=(config.activation,), network_seed=config.seed)
    training = TrainingConfig(
        epochs=config.epochs, loss="CrossEntropy", batch_size=config.batch_size, shuffle=True,
        optimizer=config.optimizer, learning_rate=config.learning_rate, l2=config.l2,
        order_seed=config.seed,
    )  # fmt: skip
    losses, accuracies = [], []
    for snapshot in learn(examples, network, [Segment(0, training)]):
        losses.append(snapshot.losses)
        accuracies.append(snapshot.hits[1] / TEST_POINTS)
        train_loss, test_loss = np.array(losses).T
        yield MoonsRun(
            train_loss=train_loss, test_loss=test_loss, test_accuracy=np.array(accuracies),
            parameters=snapshot.parameters, share=snapshot.epoch / config.epochs,
            updates=-(-len(two_moons().train_labels) // config.batch_size),
        )  # fmt: skip


def last_point(run: MoonsRun) -> tuple[int, dict[str, float]]:
    """The updates so far, and the losses and the accuracy, for the curves of the run."""
    return moons_epochs(run) * max(run.updates, 1), {
        "train_loss": float(run.train_loss[-1]),
        "test_loss": float(run.test_loss[-1]),
        "test_accuracy": float(run.test_accuracy[-1]),
    }


def moons_epochs(run: MoonsRun) -> int:
    """The epochs that are over."""
    return len(run.test_loss) - 1


def curves_of(run: MoonsRun) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Of each curve of a run the updates and the values, both (epochs + 1,)."""
    steps = np.arange(len(run.test_loss)) * max(run.updates, 1)
    return {name: (steps, getattr(run, name)) for name in CURVES}


register(train_moons, share=lambda run: run.share, points=last_point, epochs=moons_epochs)

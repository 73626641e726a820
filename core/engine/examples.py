"""What a network sees of a data set, and the shape that follows from it."""

from dataclasses import dataclass

import numpy as np

from core.data.playground import Dataset, input_names, network_inputs
from core.engine.losses import output_activation
from core.engine.settings import NetworkConfig, TrainingConfig
from core.refusal import Refusal


@dataclass(frozen=True)
class Examples:
    """Inputs (n, d) and labels (n,), or values (n, k), for training and testing. See `Dataset` for `classes`."""

    train_inputs: np.ndarray
    train_labels: np.ndarray
    test_inputs: np.ndarray
    test_labels: np.ndarray
    classes: int


def make_examples(dataset: Dataset, inputs: tuple[str, ...]) -> Examples:
    """What the network sees of a data set."""
    names = input_names(inputs, dataset.train_points.shape[1])
    return Examples(
        train_inputs=network_inputs(dataset.train_points, names),
        train_labels=dataset.train_labels,
        test_inputs=network_inputs(dataset.test_points, names),
        test_labels=dataset.test_labels,
        classes=dataset.classes,
    )


def layer_sizes(examples: Examples, network: NetworkConfig) -> tuple[int, ...]:
    """Units per layer, inputs first; one output for two classes, one per class for more, one per value."""
    values = examples.train_labels.size // max(len(examples.train_labels), 1)
    outputs = examples.classes if examples.classes > 2 else values
    return (examples.train_inputs.shape[1], *network.hidden, outputs)


def layer_activations(network: NetworkConfig, loss: str, classes: int) -> list[str]:
    """The activation of every layer; the last one named goes for all deeper hidden layers."""
    named = network.activations
    hidden = [named[min(k, len(named) - 1)] for k in range(len(network.hidden))]
    return [*hidden, output_activation(loss, classes)]


def check(examples: Examples, network: NetworkConfig, training: TrainingConfig) -> None:
    """Refusal where these settings cannot be trained on these examples."""
    n = len(examples.train_inputs)
    if n == 0 or len(examples.test_inputs) == 0:
        raise Refusal("no_points")
    single = n == 1 or training.batch_size == 1 or n % training.batch_size == 1
    if network.batch_norm and network.hidden and single:
        raise Refusal("batch_norm_wants_two")

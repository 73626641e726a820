"""Three small networks that have learned to read digits, as lists of layers that every framework can be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.data.digit_images import load_digit_images
from core.data.tables import FILES

NETWORKS_FILE = "framework_networks.npz"  # trained by `python -m core.computing.frameworks.training`
NORM_EPS = 1e-5
UNITS = 32  # of the LSTM
Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class NetworkLayer:
    """One layer: its kind, the name under which its weights are stored, and the shape of what it puts out."""

    kind: str
    name: str
    shape: tuple[int, ...]


LENET = (
    NetworkLayer("conv", "conv1", (6, 28, 28)),
    NetworkLayer("norm", "norm1", (6, 28, 28)),
    NetworkLayer("relu", "relu1", (6, 28, 28)),
    NetworkLayer("pool", "pool1", (6, 14, 14)),
    NetworkLayer("conv", "conv2", (16, 10, 10)),
    NetworkLayer("relu", "relu2", (16, 10, 10)),
    NetworkLayer("pool", "pool2", (16, 5, 5)),
    NetworkLayer("flatten", "flatten", (400,)),
    NetworkLayer("dense", "dense1", (64,)),
    NetworkLayer("relu", "relu3", (64,)),
    NetworkLayer("dense", "dense2", (10,)),
)
MLP = (
    NetworkLayer("flatten", "flatten", (784,)),
    NetworkLayer("dense", "dense1", (32,)),
    NetworkLayer("gelu", "gelu1", (32,)),
    NetworkLayer("dense", "dense2", (32,)),
    NetworkLayer("gelu", "gelu2", (32,)),
    NetworkLayer("dropout", "dropout", (32,)),
    NetworkLayer("dense", "dense3", (10,)),
)
LSTM = (
    NetworkLayer("lstm", "lstm", (28, UNITS)),
    NetworkLayer("last", "last", (UNITS,)),
    NetworkLayer("dropout", "dropout", (UNITS,)),
    NetworkLayer("dense", "dense", (10,)),
)
MODELS: dict[str, tuple[NetworkLayer, ...]] = {"LeNet": LENET, "MLP": MLP, "LSTM": LSTM}


@cache
def _stored() -> Arrays:
    with np.load(FILES / NETWORKS_FILE, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def trained_weights(model: str, precision: str = "float32") -> Arrays:
    """The weights of a network by `layer.weight` and the like, each of any shape, laid out as PyTorch has them."""
    prefix = f"{model}/"
    return {
        name.removeprefix(prefix): weight.astype(precision)
        for name, weight in _stored().items()
        if name.startswith(prefix)
    }


def digit_input(digit: int, precision: str = "float32") -> np.ndarray:
    """A test image of MNIST as all networks take it, (1, 1, 28, 28) from 0 to 1."""
    image = load_digit_images("mnist").test_images[digit].astype(precision)
    return np.asarray(image[None, None] / np.asarray(255, precision))


def digit_inputs(digits: Iterable[int]) -> np.ndarray:
    """Several test images, (n, 1, 28, 28) float32."""
    return np.concatenate([digit_input(digit) for digit in digits])

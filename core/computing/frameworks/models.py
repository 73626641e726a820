"""Three small networks that have learned to read digits, as lists of layers that every framework can be told."""

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
class Layer:
    """One layer: its kind, the name under which its weights are stored, and the shape of what it puts out."""

    kind: str
    name: str
    shape: tuple[int, ...]


LENET = (
    Layer("conv", "conv1", (6, 28, 28)),
    Layer("norm", "norm1", (6, 28, 28)),
    Layer("relu", "relu1", (6, 28, 28)),
    Layer("pool", "pool1", (6, 14, 14)),
    Layer("conv", "conv2", (16, 10, 10)),
    Layer("relu", "relu2", (16, 10, 10)),
    Layer("pool", "pool2", (16, 5, 5)),
    Layer("flatten", "flatten", (400,)),
    Layer("dense", "dense1", (64,)),
    Layer("relu", "relu3", (64,)),
    Layer("dense", "dense2", (10,)),
)
MLP = (
    Layer("flatten", "flatten", (784,)),
    Layer("dense", "dense1", (32,)),
    Layer("gelu", "gelu1", (32,)),
    Layer("dense", "dense2", (32,)),
    Layer("gelu", "gelu2", (32,)),
    Layer("dropout", "dropout", (32,)),
    Layer("dense", "dense3", (10,)),
)
LSTM = (
    Layer("lstm", "lstm", (28, UNITS)),
    Layer("last", "last", (UNITS,)),
    Layer("dropout", "dropout", (UNITS,)),
    Layer("dense", "dense", (10,)),
)
MODELS: dict[str, tuple[Layer, ...]] = {"LeNet": LENET, "MLP": MLP, "LSTM": LSTM}


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
    return load_digit_images("mnist").test_images[digit].astype(precision)[None, None] / np.asarray(255, precision)

"""All parameters of a network as one vector, where its parts lie, and what they are at the start.

Layer by layer: the weights (outputs, inputs) row by row, the biases, and with batch normalization the hidden layer's
gammas and betas. Behind all layers, with batch normalization: each hidden layer's running means and variances.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from core.engine.settings import NetworkConfig

Layer = dict[str, Any]  # views of one vector: "W" (outputs, inputs), "b"; normed: "gamma", "beta", "mean", "variance"


@dataclass(frozen=True)
class ParameterLayout:
    """The shape of a network: units per layer (inputs first), the activation of each layer, batch normalization.

    The last activation is what the network shows: "Tanh", "Linear", or "Sigmoid" and "Softmax" with cross-entropy.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    batch_norm: bool

    def offsets(self) -> list[dict[str, int]]:
        """Where each part of each layer begins in the parameter vector, by the names of `layer_views`."""
        places = np.arange(parameter_counts(self.sizes, self.batch_norm)[1])
        layers = layer_views(places, self.sizes, self.batch_norm)
        return [{name: int(part.flat[0]) for name, part in layer.items()} for layer in layers]


def layer_views(vector: np.ndarray, sizes: tuple[int, ...], batch_norm: bool) -> list[Layer]:
    """The parts of the vector, layer by layer: views, so changing one changes the other.

    vector: (parameters,). W: (outputs, inputs); b, gamma, beta, mean and variance: (outputs,).
    """
    layers: list[Layer] = []
    at = 0
    for number, (inputs, outputs) in enumerate(pairwise(sizes)):
        normed = batch_norm and number < len(sizes) - 2
        weights = vector[at : at + inputs * outputs].reshape(outputs, inputs)
        at += inputs * outputs
        layer = {"W": weights}
        for name in ("b", "gamma", "beta") if normed else ("b",):
            layer[name] = vector[at : at + outputs]
            at += outputs
        layers.append(layer)
    for layer in layers:
        for name in ("mean", "variance") if "gamma" in layer else ():
            layer[name] = vector[at : at + len(layer["b"])]
            at += len(layer["b"])
    return layers


def parameter_counts(sizes: tuple[int, ...], batch_norm: bool) -> tuple[int, int]:
    """How many numbers are trained, and how many the whole vector holds."""
    trained = sum((inputs + 1) * outputs for inputs, outputs in pairwise(sizes))
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return trained + 2 * hidden, trained + 4 * hidden


def weight_places(sizes: tuple[int, ...], batch_norm: bool) -> np.ndarray:
    """1 where the trained part (trained,) of the vector holds a weight, 0 at biases, gammas and betas."""
    trained, total = parameter_counts(sizes, batch_norm)
    marks = np.zeros(total)
    for layer in layer_views(marks, sizes, batch_norm):
        layer["W"][:] = 1
    return marks[:trained]


def initial_parameters(network: NetworkConfig, sizes: tuple[int, ...]) -> np.ndarray:
    """The vector (parameters,) at the start: weights by the chosen rule, gammas and variances 1, everything else 0.

    "Uniform" is ±0.5 with biases 0.1, as TensorFlow Playground starts.
    """
    rng = np.random.default_rng(network.network_seed)
    vector = np.zeros(parameter_counts(sizes, network.batch_norm)[1])
    for layer in layer_views(vector, sizes, network.batch_norm):
        outputs, inputs = layer["W"].shape
        layer["W"][:] = initial_weights(network, outputs, inputs, rng)
        if network.initialization == "Uniform":
            layer["b"][:] = 0.1
        elif network.initialization == "Equal":
            layer["b"][:] = network.equal_value
        if "gamma" in layer:
            layer["gamma"][:] = layer["variance"][:] = 1
    return vector


def initial_weights(network: NetworkConfig, outputs: int, inputs: int, rng: np.random.Generator) -> np.ndarray:
    """A layer's weights (outputs, inputs).

    Xavier: Glorot, Bengio (2010). He: He et al. (2015), for ReLU, by inputs. Orthogonal: Saxe et al. (2014).
    """
    shape, rule = (outputs, inputs), network.initialization
    if rule == "Uniform":
        return rng.uniform(-0.5, 0.5, shape)
    if rule == "XavierUniform":
        limit = np.sqrt(6 / (inputs + outputs))
        return rng.uniform(-limit, limit, shape)
    if rule == "XavierNormal":
        return rng.normal(0, np.sqrt(2 / (inputs + outputs)), shape)
    if rule == "HeUniform":
        limit = np.sqrt(6 / inputs)
        return rng.uniform(-limit, limit, shape)
    if rule == "HeNormal":
        return rng.normal(0, np.sqrt(2 / inputs), shape)
    if rule == "Orthogonal":
        q, r = np.linalg.qr(rng.normal(size=(max(shape), min(shape))))
        q = q * np.sign(np.diag(r))
        return q if outputs >= inputs else q.T
    if rule == "Normal":
        return rng.normal(0, network.sigma, shape)
    return np.full(shape, network.equal_value if rule == "Equal" else 0.0)

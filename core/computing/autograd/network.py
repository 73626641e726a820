"""The four steps of back-propagation on a whole small network: errors, δ of each layer, gradients, update."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Literal

import numpy as np

from core.engine.activations import ACTIVATIONS
from core.params import Interval, Log, Step, config


@config
class SmallNetworkConfig:
    """A network of up to four layers, its data, and how it learns; a hidden layer of 0 units is left out."""

    inputs: Annotated[int, Interval(ge=1, le=6)] = 2
    hidden_1: Annotated[int, Interval(ge=0, le=6)] = 3
    hidden_2: Annotated[int, Interval(ge=0, le=6)] = 0
    hidden_3: Annotated[int, Interval(ge=0, le=6)] = 0
    outputs: Annotated[int, Interval(ge=1, le=6)] = 1
    activation: Literal["Sigmoid", "Tanh", "ReLU"] = "Tanh"
    loss: Literal["squared error", "cross-entropy"] = "squared error"
    samples: Annotated[int, Interval(ge=1, le=6)] = 1
    learning_rate: Annotated[float, Interval(ge=1e-3, le=10), Log()] = 0.1
    steps: Annotated[int, Interval(ge=1, le=50), Step(1)] = 10
    seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@dataclass(frozen=True)
class LayerStep:
    """One layer in one step of learning.

    `errors` is ∂L/∂a, `slopes` da/dz, `delta` ∂L/∂z. At the output both are joined: δ = (a − y) / samples, and
    `errors` holds a − y.
    """

    inputs: np.ndarray  # (samples, in)
    weights: np.ndarray  # (out, in)
    biases: np.ndarray  # (out,)
    sums: np.ndarray  # (samples, out)
    values: np.ndarray  # (samples, out)
    errors: np.ndarray  # (samples, out)
    slopes: np.ndarray  # (samples, out)
    delta: np.ndarray  # (samples, out)
    weight_gradient: np.ndarray  # (out, in)
    bias_gradient: np.ndarray  # (out,)
    new_weights: np.ndarray  # (out, in)
    new_biases: np.ndarray  # (out,)


@dataclass(frozen=True)
class LearningStep:
    """One forward pass, backward pass and update; `loss` is before the update."""

    number: int
    x: np.ndarray  # (samples, inputs)
    y: np.ndarray  # (samples, outputs)
    loss: float
    layers: tuple[LayerStep, ...]


def layer_sizes(config: SmallNetworkConfig) -> list[int]:
    """Units from the inputs to the outputs, without the layers that are left out."""
    hidden = [config.hidden_1, config.hidden_2, config.hidden_3]
    return [config.inputs, *(units for units in hidden if units), config.outputs]


def make_data(config: SmallNetworkConfig) -> tuple[np.ndarray, np.ndarray]:
    """Samples with one or two digits, easy to reckon with: x (samples, inputs), y (samples, outputs)."""
    rng = np.random.default_rng(config.seed)
    x = rng.uniform(-1, 1, (config.samples, config.inputs)).round(1)
    y = rng.uniform(-1, 1, (config.samples, config.outputs)).round(1)
    return x, y if config.loss == "squared error" else (y > 0) * 1.0


def make_weights(config: SmallNetworkConfig) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weights (out, in) of spread 1/√in, to two digits, and biases (out,) 0, for every layer."""
    rng = np.random.default_rng([config.seed, 1])
    sizes = layer_sizes(config)
    return [
        (rng.normal(0, before**-0.5, (after, before)).round(2), np.zeros(after)) for before, after in pairwise(sizes)
    ]


def output_and_loss(config: SmallNetworkConfig, z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """The output a and the mean loss of a sample: linear with ½Σ(a−y)², or sigmoid with cross-entropy.

    z, y and a: (samples, outputs).
    """
    if config.loss == "squared error":
        return z, float(((z - y) ** 2).sum() / 2 / len(y))
    return 1 / (1 + np.exp(-z)), float((np.logaddexp(0, z) - y * z).sum() / len(y))


def learning_step(
    config: SmallNetworkConfig, number: int, x: np.ndarray, y: np.ndarray, layers: list[tuple[np.ndarray, np.ndarray]]
) -> LearningStep:
    """The forward pass and the four steps back, for weights (out, in) and biases (out,) as they are now.

    x: (samples, inputs); y: (samples, outputs).
    """
    activation = ACTIVATIONS[config.activation]
    inputs, sums = [x], []
    for weights, biases in layers:  # forward
        sums.append(inputs[-1] @ weights.T + biases)
        inputs.append(activation.value(sums[-1]))
    inputs[-1], loss = output_and_loss(config, sums[-1], y)

    steps: list[LayerStep] = []
    errors, slopes = inputs[-1] - y, np.ones_like(y)  # 1 errors
    delta = errors / len(x)
    for k in reversed(range(len(layers))):
        weights, biases = layers[k]
        if k < len(layers) - 1:
            errors = delta @ layers[k + 1][0]  # what the next layer hands back
            slopes = activation.slope(sums[k])
            delta = errors * slopes  # 2 δ of the layer
        weight_gradient = delta.T @ inputs[k]  # 3 gradients
        bias_gradient = delta.sum(axis=0)
        new_weights = weights - config.learning_rate * weight_gradient  # 4 update
        new_biases = biases - config.learning_rate * bias_gradient
        steps.append(
            LayerStep(
                inputs=inputs[k], weights=weights, biases=biases, sums=sums[k], values=inputs[k + 1], errors=errors,
                slopes=slopes, delta=delta, weight_gradient=weight_gradient, bias_gradient=bias_gradient,
                new_weights=new_weights, new_biases=new_biases,
            )
        )  # fmt: skip
    return LearningStep(number=number, x=x, y=y, loss=loss, layers=tuple(reversed(steps)))


def learning_steps(config: SmallNetworkConfig) -> Iterator[LearningStep]:
    """Gradient descent on the whole mini-batch, step by step; where it diverges, ∞ and NaN follow."""
    x, y = make_data(config)
    layers = make_weights(config)
    for number in range(config.steps):
        with np.errstate(all="ignore"):
            step = learning_step(config, number, x, y, layers)
        yield step
        layers = [(layer.new_weights, layer.new_biases) for layer in step.layers]


def back_propagate(config: SmallNetworkConfig) -> dict[str, Any]:
    """The losses of all steps, and of the last step every layer's δ and gradients, by hand."""
    steps = list(learning_steps(config))
    numbers: dict[str, Any] = {"losses": [step.loss for step in steps]}
    for k, layer in enumerate(steps[-1].layers, 1):
        numbers[f"delta_{k}"] = layer.delta.tolist()
        numbers[f"weight_gradient_{k}"] = layer.weight_gradient.tolist()
        numbers[f"bias_gradient_{k}"] = layer.bias_gradient.tolist()
    return numbers


def back_propagate_torch(config: SmallNetworkConfig) -> dict[str, Any]:
    """The same numbers by PyTorch's autograd and SGD."""
    import torch

    x, y = (torch.from_numpy(array) for array in make_data(config))
    layers = [tuple(torch.tensor(array, requires_grad=True) for array in layer) for layer in make_weights(config)]
    activation = getattr(torch, config.activation.lower())
    optimizer = torch.optim.SGD([array for layer in layers for array in layer], config.learning_rate)
    losses = []
    for _ in range(config.steps):
        values, sums = x, []
        for weights, biases in layers:
            sums.append(torch.nn.functional.linear(values, weights, biases))
            sums[-1].retain_grad()
            values = activation(sums[-1])
        if config.loss == "squared error":
            loss = torch.nn.functional.mse_loss(sums[-1], y, reduction="sum") / 2 / len(x)
        else:
            loss = torch.nn.functional.binary_cross_entropy_with_logits(sums[-1], y, reduction="sum") / len(x)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(loss.item())
    numbers: dict[str, Any] = {"losses": losses}
    for k, (z, (weights, biases)) in enumerate(zip(sums, layers, strict=True), 1):
        for name, array in (("delta", z), ("weight_gradient", weights), ("bias_gradient", biases)):
            assert array.grad is not None
            numbers[f"{name}_{k}"] = array.grad.tolist()
    return numbers

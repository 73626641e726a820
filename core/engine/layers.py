"""A batch forwards and backwards through the layers of a network, with batch normalization and dropout.

Shapes: samples are rows, inputs (n, d), and (n, units) the values, masks and errors of a layer, which is a dict of
views, see `layer_views`.
"""

from typing import Any

import numpy as np

from core.engine.activations import ACTIVATIONS
from core.engine.parameters import Layer
from core.engine.settings import TrainingConfig

NORM_EPSILON = 1e-5  # added to the variance in batch normalization


def forward(
    layers: list[Layer], activations: list[str], inputs: np.ndarray, masks: Any = None, momentum: float = 0.0
) -> tuple[list[np.ndarray], list[dict[str, Any]]]:
    """The values of every layer, and what the way back needs.

    With masks (one per hidden layer, or none) as in training: dropout, and batch normalization by the batch's own
    mean and variance. Without: as the finished network computes.
    """
    values, caches = [inputs], []
    for number, (layer, name) in enumerate(zip(layers, activations, strict=True)):
        z = values[-1] @ layer["W"].T + layer["b"]  # (n, outputs)
        cache: dict[str, Any] = {}
        if "gamma" in layer:
            mean, variance = layer["mean"], layer["variance"]
            if masks is not None:
                mean, variance = z.mean(0), z.var(0)
                unbiased = variance * len(z) / (len(z) - 1)
                layer["mean"][:] = (1 - momentum) * layer["mean"] + momentum * mean
                layer["variance"][:] = (1 - momentum) * layer["variance"] + momentum * unbiased
            cache["deviation"] = np.sqrt(variance + NORM_EPSILON)
            cache["x_hat"] = (z - mean) / cache["deviation"]
            z = layer["gamma"] * cache["x_hat"] + layer["beta"]
        a = ACTIVATIONS[name].value(z)
        if masks and number < len(layers) - 1:
            a = a * masks[number]
        values.append(a)
        caches.append(cache | {"z": z})
    return values, caches


def backward(
    layers: list[Layer],
    gradients: list[Layer],
    activations: list[str],
    values: list[np.ndarray],
    caches: list[dict[str, Any]],
    masks: list[np.ndarray],
    error: np.ndarray,
) -> None:
    """Fill the gradients of all layers from the error, the derivative of the loss with respect to the outputs."""
    for k in range(len(layers) - 1, -1, -1):
        if masks and k < len(layers) - 1:
            error = error * masks[k]
        error = error * ACTIVATIONS[activations[k]].slope(caches[k]["z"])  # by z
        if "gamma" in layers[k]:
            x_hat = caches[k]["x_hat"]
            gradients[k]["gamma"][:] = (error * x_hat).sum(0)
            gradients[k]["beta"][:] = error.sum(0)
            error = error - error.mean(0) - x_hat * (error * x_hat).mean(0)
            error = layers[k]["gamma"] / caches[k]["deviation"] * error
        gradients[k]["W"][:] = error.T @ values[k]
        gradients[k]["b"][:] = error.sum(0)
        error = error @ layers[k]["W"]  # by the values of the layer below


def counted_uniform(seed: int, counters: np.ndarray) -> np.ndarray:
    """Random numbers in [0, 1), one for each counter, in the same shape: splitmix64. Steele, Lea, Flood (2014)."""
    key = np.random.SeedSequence(seed).generate_state(1, np.uint64)
    z = key + counters.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


def dropout_masks(hidden: tuple[int, ...], training: TrainingConfig, clock: int, count: int) -> list[np.ndarray]:
    """Factors (count, units) for every hidden layer: 0 with the rate's probability, else 1 / (1 - rate)."""
    units = np.arange(sum(hidden))
    counters = (clock * len(units) + units) * training.batch_size + np.arange(count)[:, None]
    kept = counted_uniform(training.order_seed, counters) >= training.dropout
    return np.split(kept / (1 - training.dropout), np.cumsum(hidden)[:-1], axis=1)

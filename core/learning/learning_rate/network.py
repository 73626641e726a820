"""Many small networks at once, from scratch: their points, starts, losses, gradients and Hessians.

Shapes: m networks of P = 4h + 1 parameters each, with h hidden units: p (m, P); points x (n, 2) or (m, n, 2) and
targets y (n,) or (m, n). The parameters are those of the engine: W row by row, b, w, c.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from core.data.playground import DataConfig, make_dataset
from core.learning.learning_rate.settings import OneLayerConfig

POINTS = 200
NOISE_PERCENT = 15


@dataclass(frozen=True)
class TrainingPoints:
    """Points with mean 0 and variance 1, and their targets: 0 and 1 for cross-entropy, else −1 and 1."""

    x: np.ndarray  # (n, 2)
    y: np.ndarray  # (n,)


@dataclass(frozen=True)
class Bend:
    """An activation, and its first two derivatives as functions of its value a; elementwise, of any shape."""

    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    curvature: Callable[[np.ndarray], np.ndarray]


BENDS = {
    "Tanh": Bend(np.tanh, lambda a: 1 - a * a, lambda a: -2 * a * (1 - a * a)),
    "ReLU": Bend(lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0, lambda a: a * 0.0),
    "Sigmoid": Bend(expit, lambda a: a * (1 - a), lambda a: a * (1 - a) * (1 - 2 * a)),
}


def training_points(network: OneLayerConfig) -> TrainingPoints:
    """200 points of the playground's data set, standardized."""
    data = DataConfig(dataset=network.dataset, points=250, noise_percent=NOISE_PERCENT, train_percent=80)
    drawn = make_dataset(data)
    x, labels = drawn.train_points, drawn.train_labels
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    return TrainingPoints(x, (labels > 0) * 1.0 if network.loss == "CrossEntropy" else labels)


def start_parameters(network: OneLayerConfig, seeds: int, first: int = 0) -> np.ndarray:
    """The starts of `seeds` networks, (m, P): normal weights with variance 2 / (inputs + outputs), biases 0.

    Glorot, Bengio (2010).
    """
    h = network.hidden
    p = np.zeros((seeds, 4 * h + 1))
    for k in range(seeds):
        rng = np.random.default_rng(first + k)
        p[k, : 2 * h] = rng.normal(0, np.sqrt(2 / (2 + h)), 2 * h)
        p[k, 3 * h : 4 * h] = rng.normal(0, np.sqrt(2 / (h + 1)), h)
    return p


def parts(p: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """W (m, h, 2), b (m, h), w (m, h) and c (m,) of p (m, P)."""
    h = p.shape[1] // 4
    return p[:, : 2 * h].reshape(-1, h, 2), p[:, 2 * h : 3 * h], p[:, 3 * h : 4 * h], p[:, 4 * h]


def outputs(p: np.ndarray, x: np.ndarray, network: OneLayerConfig) -> tuple[np.ndarray, np.ndarray]:
    """Values of the hidden units (m, n, h) and of the output (m, n)."""
    W, b, w, c = parts(p)
    a = BENDS[network.activation].value(x @ W.mT + b[:, None])
    return a, (a @ w[:, :, None])[:, :, 0] + c[:, None]


def mean_losses(p: np.ndarray, x: np.ndarray, y: np.ndarray, network: OneLayerConfig) -> np.ndarray:
    """The mean loss of each network, (m,): cross-entropy of a sigmoid, or half the squared error."""
    out = outputs(p, x, network)[1]
    if network.loss == "CrossEntropy":
        return np.asarray((np.logaddexp(0, out) - y * out).mean(axis=-1))
    return np.asarray(((out - y) ** 2 / 2).mean(axis=-1))


def gradients(p: np.ndarray, x: np.ndarray, y: np.ndarray, network: OneLayerConfig) -> np.ndarray:
    """The gradient of each network's mean loss, (m, P)."""
    a, out = outputs(p, x, network)
    delta = ((expit(out) if network.loss == "CrossEntropy" else out) - y) / out.shape[-1]  # (m, n)
    error = delta[:, :, None] * parts(p)[2][:, None] * BENDS[network.activation].slope(a)  # (m, n, h)
    rows = (error.mT @ x).reshape(len(p), -1)
    return np.concatenate([rows, error.sum(1), (delta[:, None] @ a)[:, 0], delta.sum(1)[:, None]], axis=1)


def output_jacobian(p: np.ndarray, x: np.ndarray, network: OneLayerConfig) -> np.ndarray:
    """The derivatives of each point's output by all parameters, (n, P), of one network p (1, P)."""
    a = outputs(p, x, network)[0][0]  # (n, h)
    error = parts(p)[2] * BENDS[network.activation].slope(a)
    rows = (error[:, :, None] * x[:, None]).reshape(len(x), -1)
    return np.concatenate([rows, error, a, np.ones((len(x), 1))], axis=1)


def hessian(p: np.ndarray, x: np.ndarray, y: np.ndarray, network: OneLayerConfig) -> np.ndarray:
    """The second derivatives (P, P) of the mean loss of one network p (1, P).

    The curvature of the loss along the output, and that of the output times the slope of the loss: there each hidden
    unit has to do with itself alone.
    """
    (a,), (out,) = outputs(p, x, network)
    bend, w, h, n = BENDS[network.activation], parts(p)[2], network.hidden, len(x)
    squashed = expit(out) if network.loss == "CrossEntropy" else out
    delta = (squashed - y)[:, None] / n
    weight = (squashed * (1 - squashed) if network.loss == "CrossEntropy" else np.ones(n))[:, None] / n
    J = output_jacobian(p, x, network)
    H = J.T @ (weight * J)
    affine = np.column_stack([x, np.ones(n)])  # (n, 3)
    own = np.einsum("nh,ni,nk->hik", delta * w * bend.curvature(a), affine, affine)
    mixed = (delta * bend.slope(a)).T @ affine  # (h, 3)
    for j in range(h):
        inputs, output = [2 * j, 2 * j + 1, 2 * h + j], 3 * h + j
        H[np.ix_(inputs, inputs)] += own[j]
        H[inputs, output] += mixed[j]
        H[output, inputs] += mixed[j]
    return np.asarray(H)
